import { describe, expect, it } from 'vitest';
import type { ShellQuestion } from '../../../main/windows/ask-person.ts';
import { ForeignLinks } from '../../../main/windows/foreign-links.ts';
import { settle } from '../../support/fake-clock.ts';
import { testInvite } from '../../support/guest-fixture.ts';

function setUp() {
  const asked: ShellQuestion[] = [];
  const answers: (() => void)[] = [];
  const links = new ForeignLinks((question) => {
    asked.push(question);
    return new Promise((resolve) => {
      answers.push(() => {
        resolve(true);
      });
    });
  });
  return { links, asked, answers };
}

describe('a link that comes to the therapist’s app', () => {
  it.each([
    ['an invite', testInvite().appLink],
    ['an invite that was cut off', testInvite().appLink.slice(0, -3)],
    ['our scheme in capitals', 'QUIETROOM://join/x'],
  ])('is said to be for clients: %s', (_what, text) => {
    const { links, asked } = setUp();
    void links.arrive(text);
    expect(asked).toEqual(['link-not-here']);
  });

  it.each([
    ['nothing', null],
    ['another address', 'https://rooms.example/j/x'],
    ['a file', 'file:///etc/passwd'],
  ])('is none of ours: %s', (_what, text) => {
    const { links, asked } = setUp();
    void links.arrive(text);
    expect(asked).toEqual([]);
  });

  it('is spoken of once, however many come, and again later', async () => {
    const { links, asked, answers } = setUp();
    for (let times = 0; times < 100; times += 1) void links.arrive('quietroom://join/x');
    expect(asked).toHaveLength(1);
    answers[0]?.();
    await settle();
    void links.arrive('quietroom://join/x');
    expect(asked).toHaveLength(2);
  });
});
