import { describe, expect, it } from 'vitest';
import { isPortal, type PlainAnswer } from '../../../../src/domain/posture/portal.ts';

const answer = (given: Partial<PlainAnswer>): PlainAnswer => ({
  status: 200,
  location: null,
  body: '',
  ...given,
});

describe('what answers in the place of a server', () => {
  it.each([
    ['says that people have to sign in', { status: 511 }],
    ['sends people to somebody else', { status: 302, location: 'http://login.example/' }],
    ['sends people to an address without a name', { status: 307, location: '//192.0.2.1/' }],
    ['has a page of its own', { body: '<!doctype html><title>Welcome</title>' }],
    ['answers nearly like ours', { body: '{"ok":true,"sign":"in"}' }],
  ])('is a portal when it %s', (_what, given) => {
    expect(isPortal(answer(given), 'rooms.example')).toBe(true);
  });

  it.each([
    ['answers as ours does', { body: '{"ok":true}\n' }],
    ['sends people to the same server', { status: 301, location: 'https://rooms.example/health' }],
    ['sends people to another place of it', { status: 308, location: '/elsewhere' }],
    ['sends people nowhere', { status: 304 }],
    ['sends people to what is no address', { status: 302, location: 'http://' }],
    ['says nothing at all', {}],
    ['has nothing to say', { status: 204 }],
    ['has nothing there', { status: 404, body: 'Not found' }],
    ['refuses', { status: 403 }],
    ['is broken', { status: 502, body: '<html>' }],
  ])('is none when it %s', (_what, given) => {
    expect(isPortal(answer(given), 'rooms.example')).toBe(false);
  });
});
