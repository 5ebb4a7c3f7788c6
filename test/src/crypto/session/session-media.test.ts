import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bytes } from '../../../../src/base/bytes.ts';
import type { FrameKind } from '../../../../src/crypto/frames/frame-format.ts';
import { KeyRing } from '../../../../src/crypto/frames/key-ring.ts';
import type { SessionEvent } from '../../../../src/crypto/session/output.ts';
import { participantOf, World, type Guest } from '../../../support/session-world.ts';

// A join is ten signatures and four encapsulations: quick alone, slow beside everything else.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

// From the session's epochs to frames and back, as the media worker does it.

const camera: FrameKind = { codec: 'vp8', context: 'camera' };
const frame = new Uint8Array(100).fill(0x55);

/** Follows a session's epochs with a ring, from where it left off. */
class Follower {
  readonly ring = new KeyRing();
  readonly #events: readonly SessionEvent[];
  #done = 0;

  constructor(events: readonly SessionEvent[]) {
    this.#events = events;
  }

  async follow(): Promise<void> {
    for (const event of this.#events.slice(this.#done)) {
      this.#done += 1;
      if (event.kind === 'removed') this.ring.wipe();
      if (event.kind === 'group-left') this.ring.dropGroup(event.groupId);
      if (event.kind !== 'epoch' || !event.baseKey) continue;
      const { groupId, epoch, baseKey, ownLeaf, roster: members } = event;
      await this.ring.addEpoch({ groupId, epoch, baseKey, ownLeaf, members });
      this.ring.sendWith(groupId, epoch);
    }
  }

  async seal(): Promise<Bytes> {
    const sealed = await this.ring.seal(camera, frame);
    if (typeof sealed === 'string') throw new Error(sealed);
    return sealed;
  }
}

let world: World;
let anna: Guest;
let ben: Guest;
let host: Follower;
let annas: Follower;
let bens: Follower;

async function followAll(): Promise<void> {
  await Promise.all([host.follow(), annas.follow(), bens.follow()]);
}

beforeEach(async () => {
  world = await World.create();
  anna = await world.newGuest('anna');
  ben = await world.newGuest('ben');
  [host, annas, bens] = [
    new Follower(world.hostEvents),
    new Follower(anna.events),
    new Follower(ben.events),
  ];
  await world.admit(anna);
  await followAll();
});

const fromTherapist = () =>
  ({ participant: participantOf(world.therapist), context: 'camera' }) as const;

describe('media of a session', () => {
  it('goes both ways', async () => {
    expect(await annas.ring.open(fromTherapist(), 'vp8', await host.seal())).toEqual(frame);
    const source = { participant: participantOf(anna.signer), context: 'camera' } as const;
    expect(await host.ring.open(source, 'vp8', await annas.seal())).toEqual(frame);
  });

  it('of before is closed to a late joiner, who recorded it', async () => {
    const recorded = await host.seal();
    await world.admit(ben);
    await followAll();
    expect(await bens.ring.open(fromTherapist(), 'vp8', recorded)).toBe('unknown-key');
    expect(await bens.ring.open(fromTherapist(), 'vp8', await host.seal())).toEqual(frame);
  });

  it('of after is closed to a leaver, who goes on recording', async () => {
    await world.admit(ben);
    await followAll();
    const keptRing = bens.ring;
    await world.relay(null, await world.host.remove(participantOf(ben.signer)));
    await Promise.all([host.follow(), annas.follow()]);
    const recorded = await host.seal();
    expect(await keptRing.open(fromTherapist(), 'vp8', recorded)).toBe('unknown-key');
    expect(await annas.ring.open(fromTherapist(), 'vp8', recorded)).toEqual(frame);
    await bens.follow();
    expect(bens.ring.seal(camera, frame)).toBe('no-send-key');
  });

  it('goes on after somebody came back at another leaf', async () => {
    await world.admit(ben);
    await world.relay(null, await world.host.remove(participantOf(anna.signer)));
    const cara = await world.newGuest('cara');
    await world.admit(cara);
    await world.rejoin(ben);
    await followAll();
    const source = { participant: participantOf(ben.signer), context: 'camera' } as const;
    expect(await host.ring.open(source, 'vp8', await bens.seal())).toEqual(frame);
  });

  it('goes on after the therapist’s restart, with a new ring there and the old one here', async () => {
    world.clock.now += 1000;
    const from = world.hostEvents.length;
    await world.startHost();
    await world.rejoin(anna);
    const fresh = new Follower(world.hostEvents.slice(from + 1));
    await fresh.follow();
    await annas.follow();
    expect(await annas.ring.open(fromTherapist(), 'vp8', await fresh.seal())).toEqual(frame);
  });
});
