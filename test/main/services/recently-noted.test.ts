import { describe, expect, it } from 'vitest';
import { RecentlyNoted } from '../../../main/services/recently-noted.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const quarterMs = 15 * 60_000;

describe('RecentlyNoted', () => {
  it('remembers a record for a quarter of an hour, by what was done with it', async () => {
    const clock = new FakeClock();
    const recent = new RecentlyNoted(clock);
    expect(recent.has('note-read', 'a')).toBe(false);
    recent.add('note-read', 'a');
    expect(recent.has('note-read', 'a')).toBe(true);
    expect(recent.has('note-read', 'b')).toBe(false);
    expect(recent.has('note-written', 'a')).toBe(false);
    await clock.advance(quarterMs - 1);
    expect(recent.has('note-read', 'a')).toBe(true);
    await clock.advance(1);
    expect(recent.has('note-read', 'a')).toBe(false);
  });

  it('remembers nothing once it was cleared', () => {
    const recent = new RecentlyNoted(new FakeClock());
    recent.add('note-read', 'a');
    recent.clear();
    expect(recent.has('note-read', 'a')).toBe(false);
  });

  it('remembers nothing from a future that was not', () => {
    let nowMs = 1_000_000;
    const recent = new RecentlyNoted({ nowMs: () => nowMs, after: () => () => undefined });
    recent.add('note-read', 'a');
    nowMs -= 1;
    expect(recent.has('note-read', 'a')).toBe(false);
  });

  it('remembers a bounded number, and forgets the oldest first', () => {
    const recent = new RecentlyNoted(new FakeClock());
    for (let i = 0; i <= 4096; i += 1) recent.add('note-read', String(i));
    expect(recent.has('note-read', '0')).toBe(false);
    expect(recent.has('note-read', '1')).toBe(true);
    expect(recent.has('note-read', '4096')).toBe(true);
  });
});
