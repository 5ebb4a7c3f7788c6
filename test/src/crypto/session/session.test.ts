import { describe, expect, it, vi } from 'vitest';
import { utf8 } from '../../../../src/base/bytes.ts';
import { makeSuite } from '../../../../src/crypto/mls/suite.ts';
import { warmUp } from '../../../../src/crypto/session/warm-up.ts';
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

async function couple(): Promise<{ world: World; anna: Guest; ben: Guest }> {
  const world = await World.create();
  const anna = await world.newGuest('anna');
  const ben = await world.newGuest('ben');
  await world.admit(anna);
  await world.admit(ben);
  return { world, anna, ben };
}

function expectSameEpoch(world: World, ...guests: readonly Guest[]): void {
  const host = lastEpoch(world.hostEvents);
  for (const { events } of guests) {
    const own = lastEpoch(events);
    expect([own.groupId, own.epoch, baseKeyOf(own)]).toEqual([
      host.groupId,
      host.epoch,
      baseKeyOf(host),
    ]);
    expect(own.authenticatorHash).toEqual(host.authenticatorHash);
  }
  expect(baseKeyOf(host)).toMatch(/^[0-9a-f]{64}$/u);
}

describe('a session', () => {
  it('brings a guest in: same keys, same words, seat bound', async () => {
    const world = await World.create();
    const anna = await world.newGuest('anna');
    await world.admit(anna);
    expectSameEpoch(world, anna);
    const [host] = eventsOf(world.hostEvents, 'words');
    const [guest] = eventsOf(anna.events, 'words');
    expect(host?.words).toEqual(guest?.words);
    expect(host?.words.every((word) => /^[a-z]+$/u.test(word))).toBe(true);
    expect(anna.seat.state.state).toBe('bound');
    expect([...refusalsOf(world.hostEvents), ...refusalsOf(anna.events)]).toEqual([]);
  });

  it('brings a couple in, one after the other', async () => {
    const { world, anna, ben } = await couple();
    expectSameEpoch(world, anna, ben);
    const { roster } = lastEpoch(anna.events);
    expect(roster.map(({ leaf, role }) => [leaf, role])).toEqual([
      [0, 'therapist'],
      [1, 'guest'],
      [2, 'guest'],
    ]);
    expect(refusalsOf([...world.hostEvents, ...anna.events, ...ben.events])).toEqual([]);
  });

  it('the epoch of an Add alone carries no media', async () => {
    const { anna } = await couple();
    const keys = eventsOf(anna.events, 'epoch').map(baseKeyOf);
    // Anna's own join, then Ben's two Commits.
    expect(keys.map((key) => key !== null)).toEqual([false, true, false, true]);
  });

  it('goes to a new epoch when asked to', async () => {
    const { world, anna, ben } = await couple();
    const before = baseKeyOf(lastEpoch(anna.events));
    await world.relay(null, await world.host.update());
    expectSameEpoch(world, anna, ben);
    expect(baseKeyOf(lastEpoch(anna.events))).not.toBe(before);
  });

  it('takes somebody out, who gets nothing from then on', async () => {
    const { world, anna, ben } = await couple();
    await world.relay(null, await world.host.remove(participantOf(anna.signer)));
    expectSameEpoch(world, ben);
    expect(eventsOf(anna.events, 'removed')).toHaveLength(1);
    expect(lastEpoch(ben.events).removed).toEqual([participantOf(anna.signer)]);
    const secret = await world.host.send({ type: 'app', payload: utf8('after') });
    await world.relay(null, secret);
    expect(refusalsOf(anna.events)).toEqual(['wrong-group']);
    expect(eventsOf(ben.events, 'message')).toHaveLength(1);
  });

  it('lets somebody back in on the same device, without new words', async () => {
    const { world, anna, ben } = await couple();
    anna.session = world.newGuestSession(anna.signer, anna.seat.keys);
    await world.rejoin(anna);
    expectSameEpoch(world, anna, ben);
    expect(eventsOf(anna.events, 'words')).toHaveLength(1);
    expect(refusalsOf([...world.hostEvents, ...anna.events, ...ben.events])).toEqual([]);
  });

  it('lets somebody back in whose session never broke off', async () => {
    const { world, anna, ben } = await couple();
    await world.rejoin(anna);
    expectSameEpoch(world, anna, ben);
    expect(eventsOf(anna.events, 'removed')).toEqual([]);
  });

  it('recovers from a restart of the therapist', async () => {
    const { world, anna, ben } = await couple();
    const old = lastEpoch(anna.events).groupId;
    world.clock.now += 60_000;
    await world.startHost();
    await world.rejoin(anna);
    await world.rejoin(ben);
    expectSameEpoch(world, anna, ben);
    for (const { events } of [anna, ben]) {
      expect(eventsOf(events, 'group-left')).toMatchObject([{ groupId: old }]);
      expect(eventsOf(events, 'words')).toHaveLength(1);
    }
    expect(refusalsOf(world.hostEvents)).toEqual([]);
    // What was said in the new group while Ben was still in the old one.
    const bens = new Set(refusalsOf(ben.events));
    expect(bens).toEqual(new Set(['wrong-group']));
  });

  it('carries messages to everybody, each from its sender', async () => {
    const { world, anna, ben } = await couple();
    await world.relay(anna, await anna.session.send({ type: 'app', payload: utf8('hello') }));
    for (const events of [world.hostEvents, ben.events]) {
      expect(eventsOf(events, 'message')).toMatchObject([
        { from: { participant: participantOf(anna.signer), leaf: 1 }, isPrivate: false },
      ]);
    }
  });

  it('carries a private item to its recipient only', async () => {
    const { world, anna, ben } = await couple();
    const payload = utf8('for you');
    const to = participantOf(anna.signer);
    await world.relay(null, await world.host.sendPrivate(to, payload));
    expect(eventsOf(anna.events, 'message')).toMatchObject([{ isPrivate: true, payload }]);
    expect(eventsOf(ben.events, 'message')).toEqual([]);
    const back = participantOf(world.therapist);
    await world.relay(ben, await ben.session.sendPrivate(back, payload));
    expect(eventsOf(world.hostEvents, 'message')).toMatchObject([{ isPrivate: true, payload }]);
    expect(eventsOf(anna.events, 'message')).toHaveLength(1);
    // What is for another is no attack.
    expect(refusalsOf([...anna.events, ...ben.events])).toEqual([]);
  });

  it('opens what was on its way across a join, also an item under the leaf key of before', async () => {
    const { world, anna } = await couple();
    const back = participantOf(world.therapist);
    const late = await anna.session.sendPrivate(back, utf8('late'));
    const cara = await world.newGuest('cara');
    await world.admit(cara);
    await world.relay(anna, late);
    expect(eventsOf(world.hostEvents, 'message')).toMatchObject([{ payload: utf8('late') }]);
  });

  it('opens nothing that was on its way across a Remove', async () => {
    const { world, anna, ben } = await couple();
    const late = await anna.session.send({ type: 'app', payload: utf8('late') });
    await world.relay(null, await world.host.remove(participantOf(ben.signer)));
    world.note(null, await world.host.receive(late.outgoing[0]?.bytes ?? new Uint8Array()));
    expect(eventsOf(world.hostEvents, 'message')).toEqual([]);
    expect(refusalsOf(world.hostEvents)).toEqual(['wrong-epoch']);
  });

  it('opens nothing that was on its way when its sender came back', async () => {
    const { world, anna } = await couple();
    const late = await anna.session.send({ type: 'app', payload: utf8('late') });
    await world.rejoin(anna);
    world.note(null, await world.host.receive(late.outgoing[0]?.bytes ?? new Uint8Array()));
    expect(refusalsOf(world.hostEvents)).toEqual(['wrong-epoch']);
  });

  it('a guest opens nothing either that was on its way across a Remove', async () => {
    const { world, anna, ben } = await couple();
    const late = await world.host.send({ type: 'app', payload: utf8('late') });
    await world.relay(null, await world.host.remove(participantOf(ben.signer)));
    world.note(anna, await anna.session.receive(late.outgoing[0]?.bytes ?? new Uint8Array()));
    expect(refusalsOf(anna.events)).toEqual(['wrong-epoch']);
  });

  it('sends nothing before the checks are passed', async () => {
    const world = await World.create();
    const anna = await world.newGuest('anna');
    await expect(anna.session.send({ type: 'app', payload: utf8('x') })).rejects.toThrow('checks');
  });

  it('keeps the order of calls made at the same time', async () => {
    const { world, anna } = await couple();
    const payloads = ['1', '2', '3', '4'].map(utf8);
    const outputs = await Promise.all(
      payloads.map((payload) => anna.session.send({ type: 'app', payload })),
    );
    for (const output of outputs) await world.relay(anna, output);
    const heard = eventsOf(world.hostEvents, 'message').map(({ payload }) => payload);
    expect(heard).toEqual(payloads);
  });
});

describe('a warm-up', () => {
  it('plays a whole join', async () => {
    const random = { bytes: (size: number) => crypto.getRandomValues(new Uint8Array(size)) };
    const suite = await makeSuite(random);
    await expect(warmUp(suite, { nowMs: () => Date.now() }, random)).resolves.toBeUndefined();
  });
});
