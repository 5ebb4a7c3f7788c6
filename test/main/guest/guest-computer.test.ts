import { describe, expect, it } from 'vitest';
import { GuestComputer, type GuestNetworkPorts } from '../../../main/guest/guest-computer.ts';
import type { PosturePort } from '../../../main/ports/posture-port.ts';
import type { ServerKeys } from '../../../main/ports/server-keys-port.ts';
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
    expect(await guest.advice(null)).toEqual(expected);
    expect(await guest.advice(null)).toEqual(expected);
    expect(asked).toEqual(['network', 'remote-session', 'other-programs']);
    expect(clock.pending).toBe(0);
  });

  it('says nothing of their disk, even if a tool did', async () => {
    const { guest } = computer({ network: { state: 'advice', reason: 'not-encrypted' } });
    expect(await guest.advice(null)).toEqual([]);
  });

  it('keeps nobody waiting: each thing has ten seconds', async () => {
    const { guest, clock } = computer({ network: 'hangs', 'other-programs': 'hangs' });
    const looking = guest.advice(null);
    await clock.advance(20_000);
    expect(await looking).toEqual([]);
  });

  it('is not known without a way to look', async () => {
    expect(await new GuestComputer({ clock: new FakeClock() }).advice(null)).toEqual([]);
  });
});

describe('a client’s way to the server', () => {
  const origin = 'https://rooms.example';
  const portal = { reason: 'portal', programs: [] };

  /** A network in which a portal answers for everybody, and a server shows this. */
  function behindPortal(keys: ServerKeys, answers: Readonly<Record<string, PostureReading>> = {}) {
    const asked: string[] = [];
    const network: GuestNetworkPorts = {
      serverKeys: { ask: async () => Promise.resolve(keys) },
      portal: {
        isThere: async (whom) => {
          asked.push(whom);
          return Promise.resolve(true);
        },
      },
    };
    const posture: PosturePort = {
      system: 'linux',
      read: async (check) => Promise.resolve(answers[check] ?? { state: 'ok' }),
    };
    return { asked, guest: new GuestComputer({ posture, network, clock: new FakeClock() }) };
  }

  it.each([
    { state: 'absent' },
    { state: 'foreign' },
    { state: 'shown', pins: [], isVouched: false },
  ] as const)('is told to be shut by a portal when the server is $state', async (keys) => {
    const { guest, asked } = behindPortal(keys);
    expect(await guest.advice(origin)).toEqual([portal]);
    expect(await guest.advice(origin)).toEqual([portal]);
    expect(asked).toEqual([origin]);
  });

  it.each([{ state: 'local' }, { state: 'shown', pins: [], isVouched: true }] as const)(
    'is asked for nothing more when the server is $state',
    async (keys) => {
      const { guest, asked } = behindPortal(keys);
      expect(await guest.advice(origin)).toEqual([]);
      expect(asked).toEqual([]);
    },
  );

  it('is not looked at before there is an invite, and is when there is one', async () => {
    const { guest, asked } = behindPortal({ state: 'absent' });
    expect(await guest.advice(null)).toEqual([]);
    expect(asked).toEqual([]);
    expect(await guest.advice(origin)).toEqual([portal]);
  });

  it('is told of once, whoever found it', async () => {
    const found = { network: { state: 'advice', reason: 'portal' } } as const;
    const { guest, asked } = behindPortal({ state: 'absent' }, found);
    expect(await guest.advice(origin)).toEqual([portal]);
    expect(asked).toEqual([]);
  });
});
