import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { utf8 } from '../../../../src/base/bytes.ts';
import {
  baseKeyOf,
  eventsOf,
  lastEpoch,
  participantOf,
  refusalsOf,
  World,
  type Guest,
} from '../../../support/session-world.ts';

// Any course of a session: whoever is in agrees with the therapist on everything, whoever is out on nothing.
vi.setConfig({ testTimeout: 240_000 });

type Action =
  | { readonly do: 'admit' | 'update' | 'restart' }
  | { readonly do: 'remove' | 'rejoin' | 'reload' | 'talk'; readonly who: number };

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Action>({ do: 'admit' }) },
  { weight: 2, arbitrary: fc.constant<Action>({ do: 'update' }) },
  { weight: 1, arbitrary: fc.constant<Action>({ do: 'restart' }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('remove' as const, 'rejoin' as const, 'reload' as const, 'talk' as const),
      who: fc.nat({ max: 5 }),
    }),
  },
);

async function perform(world: World, action: Action): Promise<void> {
  switch (action.do) {
    case 'admit':
      if (world.guests.length < 6) {
        await world.admit(await world.newGuest(`guest ${String(world.guests.length)}`));
      }
      return;
    case 'update':
      await world.relay(null, await world.host.update());
      return;
    case 'restart':
      world.clock.now += 1000;
      await world.startHost();
      for (const guest of world.guests) await world.rejoin(guest);
      return;
    case 'remove':
    case 'rejoin':
    case 'reload':
    case 'talk': {
      const guest = world.guests[action.who % Math.max(1, world.guests.length)];
      if (guest) await performOn(world, guest, action.do);
    }
  }
}

async function performOn(world: World, guest: Guest, what: string): Promise<void> {
  if (what === 'remove') {
    const output = await world.host.remove(participantOf(guest.signer));
    await world.relay(null, output);
    world.guests.splice(world.guests.indexOf(guest), 1);
    expect(eventsOf(guest.events, 'removed')).toHaveLength(1);
  } else if (what === 'talk') {
    const heard = world.guests.map(({ events }) => eventsOf(events, 'message').length);
    await world.relay(guest, await guest.session.send({ type: 'app', payload: utf8('x') }));
    world.guests.forEach((other, at) => {
      const expected = (heard[at] ?? 0) + (other === guest ? 0 : 1);
      expect(eventsOf(other.events, 'message')).toHaveLength(expected);
    });
  } else {
    if (what === 'reload') guest.session = world.newGuestSession(guest.signer, guest.seat.keys);
    await world.rejoin(guest);
  }
}

describe('any course of a session', () => {
  it('keeps everybody who is in on the same keys and roster', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAction, { minLength: 3, maxLength: 9 }), async (actions) => {
        const world = await World.create();
        const keys = new Set<string | null>();
        for (const action of actions) {
          await perform(world, action);
          const host = lastEpoch(world.hostEvents);
          keys.add(baseKeyOf(host));
          expect(host.roster).toHaveLength(world.guests.length + 1);
          for (const { events } of world.guests) {
            const own = lastEpoch(events);
            expect([own.groupId, own.epoch, baseKeyOf(own)]).toEqual([
              host.groupId,
              host.epoch,
              baseKeyOf(host),
            ]);
            expect(own.roster.map(({ participant }) => participant)).toEqual(
              host.roster.map(({ participant }) => participant),
            );
            // Of the new group, to somebody who is still in the old one.
            const refused = refusalsOf(events).filter((reason) => reason !== 'wrong-group');
            expect(refused).toEqual([]);
          }
        }
        expect(refusalsOf(world.hostEvents)).toEqual([]);
        expect(keys.has(null)).toBe(false);
      }),
      { numRuns: Number(process.env['QUIETROOM_SESSION_RUNS'] ?? 4) },
    );
  });

  it('fills a group to its sixteen leaves and no further', async () => {
    const world = await World.create();
    for (let i = 0; i < 15; i += 1) await world.admit(await world.newGuest(`guest ${String(i)}`));
    expect(lastEpoch(world.hostEvents).roster.at(-1)?.leaf).toBe(15);
    const output = await world.admitOnly(await world.newGuest('one too many'));
    expect(refusalsOf(output.events)).toEqual(['group-full']);
    // The largest messages of a full group fit a relayed message.
    expect(Math.max(...world.wire.map(({ length }) => length))).toBeLessThan(32 * 1024);
  });
});
