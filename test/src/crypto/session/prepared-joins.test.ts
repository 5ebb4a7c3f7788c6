import { beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { MlsGroup } from '../../../../src/crypto/mls/mls-group.ts';
import type { CheckedKnock } from '../../../../src/crypto/session/host-door.ts';
import {
  baseKeyOf,
  eventsOf,
  lastEpoch,
  participantOf,
  refusalsOf,
  World,
  type Guest,
} from '../../../support/session-world.ts';

// A join is ten signatures and four encapsulations: quick alone, slow beside everything else.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let world: World;
let anna: Guest;
/** What is overwritten (`mls-group.test.ts`). */
let discarding: MockInstance;
/** What a join costs is told by its signatures: none is made twice. */
let signing: MockInstance;

beforeEach(async () => {
  world = await World.create();
  anna = await world.newGuest('anna');
  discarding = vi.spyOn(MlsGroup.prototype, 'discard');
  discarding.mockClear();
  signing = vi.spyOn(world.suite.signature, 'sign');
});

async function knockOf(guest: Guest): Promise<CheckedKnock> {
  const sealed = await guest.session.knock(new Uint8Array());
  const knock = await world.host.readKnock(guest.seat.keys, guest.seat.state, sealed);
  if (typeof knock === 'string') throw new Error(`knock refused: ${knock}`);
  return knock;
}

/** Lets a guest in, and counts the signatures that the therapist's side makes for it. */
async function admit(guest: Guest, knock: CheckedKnock): Promise<number> {
  signing.mockClear();
  const output = await world.host.admit(knock, world.hostSeat(guest));
  const signatures = signing.mock.calls.length;
  world.guests.push(guest);
  await world.relay(null, output, guest);
  return signatures;
}

function expectIn(...guests: readonly Guest[]): void {
  const keys = [world.hostEvents, ...guests.map(({ events }) => events)].map((events) =>
    baseKeyOf(lastEpoch(events)),
  );
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f]{64}$/u);
  expect(guests.flatMap(({ events }) => refusalsOf(events))).toEqual([]);
}

describe('a join that was prepared', () => {
  it('is what the guest gets, with the same words, and costs nothing any more', async () => {
    const knock = await knockOf(anna);
    await world.host.prepare(knock, world.hostSeat(anna));
    expect(await admit(anna, knock)).toBe(0);
    expectIn(anna);
    const [words] = eventsOf(world.hostEvents, 'words');
    expect(words?.words).toEqual(eventsOf(anna.events, 'words')[0]?.words);
    expect(anna.seat.state.state).toBe('bound');
  });

  it('changes nothing before: the group stays as it is, and nothing is there to send', async () => {
    const knock = await knockOf(anna);
    const prepared = await world.host.prepare(knock, world.hostSeat(anna));
    expect(prepared).toBeUndefined();
    const { events } = await world.host.update();
    expect(events).toMatchObject([{ epoch: 1n, added: [] }]);
  });

  it('is not used once the group has gone on', async () => {
    const knock = await knockOf(anna);
    await world.host.prepare(knock, world.hostSeat(anna));
    world.note(null, await world.host.update());
    expect(discarding).toHaveBeenCalledOnce();
    expect(await admit(anna, knock)).toBeGreaterThan(0);
    expectIn(anna);
    expect(lastEpoch(anna.events).epoch).toBe(3n);
  });

  it('is gone when its guest is, who is let in all the same on coming again', async () => {
    const knock = await knockOf(anna);
    await world.host.prepare(knock, world.hostSeat(anna));
    await world.host.forget(knock);
    expect(discarding).toHaveBeenCalledOnce();
    expect(await admit(anna, knock)).toBeGreaterThan(0);
    expectIn(anna);
  });

  it('lets nobody in whose seat was revoked meanwhile', async () => {
    const knock = await knockOf(anna);
    await world.host.prepare(knock, world.hostSeat(anna));
    anna.seat.state = { state: 'revoked' };
    const output = await world.host.admit(knock, world.hostSeat(anna));
    expect(output.outgoing).toEqual([]);
    expect(refusalsOf(output.events)).toEqual(['seat-revoked']);
  });

  it('is good at the door of its own invite only', async () => {
    const knock = await knockOf(anna);
    const other = await world.newGuest('ben');
    await world.host.prepare(knock, world.hostSeat(other));
    expect(await admit(anna, knock)).toBeGreaterThan(0);
    expect(discarding).toHaveBeenCalledOnce();
    expectIn(anna);
  });

  it('lets nobody in by a knock that was used', async () => {
    const knock = await knockOf(anna);
    await world.host.prepare(knock, world.hostSeat(anna));
    await admit(anna, knock);
    world.note(null, await world.host.remove(participantOf(anna.signer)));
    anna.seat.state = { state: 'open' };
    await world.host.prepare(knock, world.hostSeat(anna));
    const output = await world.host.admit(knock, world.hostSeat(anna));
    expect(output.outgoing).toEqual([]);
    expect(refusalsOf(output.events)).toEqual(['key-package-reused']);
  });

  it('is one of two at most, and each is good beside the other', async () => {
    const ben = await world.newGuest('ben');
    const cleo = await world.newGuest('cleo');
    const knocks = [await knockOf(anna), await knockOf(ben), await knockOf(cleo)] as const;
    await world.host.prepare(knocks[0], world.hostSeat(anna));
    await world.host.prepare(knocks[1], world.hostSeat(ben));
    await world.host.prepare(knocks[2], world.hostSeat(cleo));
    expect(await admit(ben, knocks[1])).toBe(0);
    // Ben's Add has made Cleo's worthless, and Anna's went before.
    expect(await admit(cleo, knocks[2])).toBeGreaterThan(0);
    expect(await admit(anna, knocks[0])).toBeGreaterThan(0);
    expectIn(anna, ben, cleo);
  });

  it('is not made while others are here, whose beats it would not outlive', async () => {
    await admit(anna, await knockOf(anna));
    const ben = await world.newGuest('ben');
    const knock = await knockOf(ben);
    signing.mockClear();
    await world.host.prepare(knock, world.hostSeat(ben));
    expect(signing).not.toHaveBeenCalled();
    await admit(ben, knock);
    expectIn(anna, ben);
  });
});
