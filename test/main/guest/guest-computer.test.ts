import { describe, expect, it } from 'vitest';
import { GuestComputer } from '../../../main/guest/guest-computer.ts';
import type { PosturePort } from '../../../main/ports/posture-port.ts';
import type { PostureReading } from '../../../src/domain/posture/reading.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** A client's computer that answers like this, or not at all. */
function computer(answers: Readonly<Record<string, PostureReading | 'hangs'>>) {
  const clock = new FakeClock();
  const asked: string[] = [];
  const posture: PosturePort = {
    system: 'windows',
    read: async (check, signal) => {
      asked.push(check);
      const answer = answers[check] ?? { state: 'ok' };
      if (answer !== 'hangs') return answer;
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
      return { state: 'unknown' };
    },
  };
  return { clock, asked, guest: new GuestComputer({ posture, clock }) };
}

describe('a client’s computer', () => {
  it('is looked at for what they can change before a call, and once', async () => {
    const { guest, asked, clock } = computer({
      network: { state: 'advice', reason: 'open-wifi' },
      'remote-session': { state: 'not-verified' },
      'other-programs': { state: 'advice', reason: 'recorder', programs: ['OBS Studio'] },
    });
    const expected = [
      { reason: 'open-wifi', programs: [] },
      { reason: 'recorder', programs: ['OBS Studio'] },
    ];
    expect(await guest.advice()).toEqual(expected);
    expect(await guest.advice()).toEqual(expected);
    expect(asked).toEqual(['network', 'remote-session', 'other-programs']);
    expect(clock.pending).toBe(0);
  });

  it('says nothing of their disk, even if a tool did', async () => {
    const { guest } = computer({ network: { state: 'advice', reason: 'not-encrypted' } });
    expect(await guest.advice()).toEqual([]);
  });

  it('keeps nobody waiting: each thing has ten seconds', async () => {
    const { guest, clock } = computer({ network: 'hangs', 'other-programs': 'hangs' });
    const looking = guest.advice();
    await clock.advance(20_000);
    expect(await looking).toEqual([]);
  });

  it('is not known without a way to look', async () => {
    expect(await new GuestComputer({ clock: new FakeClock() }).advice()).toEqual([]);
  });
});
