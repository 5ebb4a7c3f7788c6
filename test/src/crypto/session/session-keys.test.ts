import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Scope } from '../../../../src/base/scope.ts';
import { KeyRing } from '../../../../src/crypto/frames/key-ring.ts';
import type { SessionMessage } from '../../../../src/crypto/messages/session-message.ts';
import { GuestKeys } from '../../../../src/crypto/session/guest-keys.ts';
import { HostKeys } from '../../../../src/crypto/session/host-keys.ts';
import type { Output } from '../../../../src/crypto/session/output.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { lastEpoch, participantOf, World, type Guest } from '../../../support/session-world.ts';

// A join is ten signatures and four encapsulations: quick alone, slow beside everything else.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const camera = { codec: 'vp9', context: 'camera' } as const;
const frame = new Uint8Array(50).fill(1);

/** One side's keys with the session beside them. `isCut`: nothing reaches it. */
class Side {
  readonly ring = new KeyRing();
  readonly waiting: (readonly string[])[] = [];
  readonly outbox: SessionMessage[] = [];
  readonly keys: HostKeys | GuestKeys;
  readonly guest: Guest | null;
  switches = 0;
  timesLost = 0;
  isCut = false;

  constructor(guest: Guest | null, clock: FakeClock, scope: Scope) {
    this.guest = guest;
    const options = {
      ring: this.ring,
      clock,
      scope,
      send: (message: SessionMessage) => void this.outbox.push(message),
      onWaiting: (participants: readonly string[]) => void this.waiting.push(participants),
      onSwitched: () => {
        this.switches += 1;
      },
    };
    const onLost = (): void => {
      this.timesLost += 1;
    };
    this.keys = guest ? new GuestKeys({ ...options, onLost }) : new HostKeys(options);
  }

  canSend(): boolean {
    return typeof this.ring.seal(camera, frame) !== 'string';
  }
}

let world: World;
let clock: FakeClock;
let scope: Scope;
let host: Side;
let sides: Side[];

beforeEach(async () => {
  world = await World.create();
  clock = new FakeClock(world.clock.now);
  scope = new Scope();
  host = new Side(null, clock, scope);
  sides = [host];
  await host.keys.handle(world.hostEvents);
  await flush();
});

async function join(name: string): Promise<Side> {
  const guest = await world.newGuest(name);
  const side = new Side(guest, clock, scope);
  sides.push(side);
  await deliver(host, await world.admitOnly(guest), side);
  await flush();
  return side;
}

/** Everything that a step wants sent, to everybody who can be reached, and what follows from it. */
async function deliver(from: Side, output: Output, joiner?: Side): Promise<void> {
  await from.keys.handle(output.events);
  for (const { to, bytes } of output.outgoing) {
    for (const side of sides) {
      const isReceiver = to === 'everybody' || (to === 'joiner') === (side === joiner);
      if (side === from || side.isCut || from.isCut || !isReceiver) continue;
      const received = side.guest
        ? await side.guest.session.receive(bytes)
        : await world.host.receive(bytes);
      await deliver(side, received);
    }
  }
}

/** Sends what waits to be sent, until nothing does. */
async function flush(): Promise<void> {
  for (let side = sides.find(hasMail); side; side = sides.find(hasMail)) {
    const message = side.outbox.shift();
    const session = side.guest?.session ?? world.host;
    if (message) await deliver(side, await session.send(message));
  }
}

const hasMail = ({ outbox }: Side): boolean => outbox.length > 0;

async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 500) {
    await clock.advance(Math.min(500, left));
    await flush();
  }
}

async function sees(from: Side, to: Side): Promise<boolean> {
  const sealed = await from.ring.seal(camera, frame);
  if (typeof sealed === 'string') return false;
  const signer = from.guest?.signer ?? world.therapist;
  const opened = await to.ring.open(
    { participant: participantOf(signer), context: 'camera' },
    'vp9',
    sealed,
  );
  return typeof opened !== 'string';
}

describe('keys of a session', () => {
  it('are there on both sides as soon as a join is through', async () => {
    const anna = await join('anna');
    expect([await sees(host, anna), await sees(anna, host)]).toEqual([true, true]);
  });

  it('are what the therapist seals with before the first guest has answered: nobody else has to follow', async () => {
    const guest = await world.newGuest('Ada');
    const side = new Side(guest, clock, scope);
    side.isCut = true;
    sides.push(side);
    const before = host.switches;
    await deliver(host, await world.admitOnly(guest), side);
    expect(host.switches).toBe(before + 1);
  });

  it('are not what the therapist seals with before the others have followed a join', async () => {
    await join('Ada');
    const guest = await world.newGuest('Ben');
    const side = new Side(guest, clock, scope);
    side.isCut = true;
    sides.push(side);
    const before = host.switches;
    await deliver(host, await world.admitOnly(guest), side);
    expect(host.switches).toBe(before);
  });

  it('stay while beats go back and forth', async () => {
    const anna = await join('anna');
    await pass(60_000);
    expect([await sees(host, anna), await sees(anna, host)]).toEqual([true, true]);
    expect([...host.waiting, ...anna.waiting]).toEqual([]);
  });

  it('change without a gap at an update: the therapist switches when all have followed', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')];
    await pass(9_900);
    const before = host.switches;
    await deliver(host, await world.host.update());
    await flush();
    expect(host.switches).toBe(before + 1);
    await pass(30_000);
    expect([await sees(host, anna), await sees(anna, ben), await sees(ben, host)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([...anna.waiting, ...ben.waiting, ...host.waiting]).toEqual([]);
  });

  it('change after 1 s at the latest when somebody does not follow', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')];
    ben.isCut = true;
    await deliver(host, await world.host.update());
    await flush();
    expect(await sees(host, ben)).toBe(true);
    await pass(1_000);
    expect([await sees(host, anna), await sees(host, ben)]).toEqual([true, false]);
  });

  it('change at once when somebody is removed', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')];
    ben.isCut = true;
    await deliver(
      host,
      await world.host.remove(participantOf(ben.guest?.signer ?? world.therapist)),
    );
    expect([await sees(host, anna), await sees(host, ben)]).toEqual([true, false]);
  });

  it('are gone at once for whoever is told that they were removed', async () => {
    const anna = await join('anna');
    const before = await host.ring.seal(camera, frame);
    await deliver(
      host,
      await world.host.remove(participantOf(anna.guest?.signer ?? world.therapist)),
    );
    expect(anna.ring.seal(camera, frame)).toBe('no-send-key');
    const source = { participant: participantOf(world.therapist), context: 'camera' } as const;
    if (typeof before === 'string') throw new Error(before);
    expect(await anna.ring.open(source, 'vp9', before)).toBe('unknown-key');
  });

  it('of before a Remove open nothing after 2 s, on no side', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')];
    const recorded = await ben.ring.seal(camera, frame);
    if (typeof recorded === 'string') throw new Error(recorded);
    ben.isCut = true;
    const who = participantOf(ben.guest?.signer ?? world.therapist);
    await deliver(host, await world.host.remove(who));
    await pass(2_000);
    for (const side of [host, anna]) {
      const opened = await side.ring.open({ participant: who, context: 'camera' }, 'vp9', recorded);
      expect(opened).toBe('unknown-key');
    }
  });

  it('of a group that a restart has replaced open nothing after 2 s', async () => {
    const anna = await join('anna');
    const { guest } = anna;
    if (!guest) throw new Error('anna is a guest');
    const late = [await host.ring.seal(camera, frame), await host.ring.seal(camera, frame)];
    world.clock.now += 1000;
    await world.startHost();
    world.guests.push(guest);
    guest.seat.state = { state: 'bound', deviceKey: guest.signer.publicKey };
    await world.rejoin(guest);
    await anna.keys.handle(guest.events);
    const source = { participant: participantOf(world.therapist), context: 'camera' } as const;
    const open = (sealed: (typeof late)[number] | undefined) =>
      typeof sealed === 'object' ? anna.ring.open(source, 'vp9', sealed) : sealed;
    expect(await open(late[0])).toEqual(frame);
    await clock.advance(2_000);
    expect(await open(late[1])).toEqual(expect.any(String));
  });

  it('who is cut off falls silent after 15 s, and everybody sees who waits', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')];
    await pass(5_000);
    anna.isCut = true;
    await pass(14_500);
    const annas = participantOf(anna.guest?.signer ?? world.therapist);
    await pass(6_000);
    expect([anna.canSend(), ben.canSend(), host.canSend()]).toEqual([false, true, true]);
    expect(anna.waiting.at(-1)).toContain(annas);
    expect(ben.waiting.at(-1)).toEqual([annas]);
    expect(host.waiting.at(-1)).toEqual([annas]);
  });

  it('who is cut off asks for a way back again and again, and nobody else does', async () => {
    const anna = await join('anna');
    const ben = await join('ben');
    anna.isCut = true;
    await pass(60_000);
    expect(anna.timesLost).toBeGreaterThanOrEqual(3);
    expect(ben.timesLost).toBe(0);
  });

  it('who is heard again sends again', async () => {
    const anna = await join('anna');
    anna.isCut = true;
    await pass(16_000);
    expect(anna.canSend()).toBe(false);
    anna.isCut = false;
    await pass(10_500);
    expect(anna.canSend()).toBe(true);
    expect([anna.waiting.at(-1), host.waiting.at(-1)]).toEqual([[], []]);
  });

  it('whose Commit is held back falls silent, though everything else reaches it', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')];
    const remove = await world.host.remove(participantOf(ben.guest?.signer ?? world.therapist));
    anna.isCut = true;
    ben.isCut = true;
    await deliver(host, remove);
    anna.isCut = false;
    await pass(15_500);
    expect(anna.canSend()).toBe(false);
  });

  it('are not confirmed by a beat of the ones before, which the server has held back', async () => {
    const anna = await join('anna');
    const output = await world.host.update();
    await deliver(host, output);
    await flush();
    const { epoch, roster } = lastEpoch(output.events);
    const [from] = roster;
    if (!from) throw new Error('no therapist');
    const message = { type: 'beat', m: 9, counters: [], echoes: [{ leaf: 1, n: 1 }] } as const;
    await anna.keys.handle([{ kind: 'beat', from, epoch: epoch - 1n, message }]);
    expect(anna.outbox).toEqual([]);
    await anna.keys.handle([{ kind: 'beat', from, epoch, message }]);
    expect(anna.outbox).toMatchObject([{ type: 'answer', m: 9 }]);
  });

  it('drop what the server held back for two beats', async () => {
    const anna = await join('anna');
    const held = await host.ring.seal(camera, frame);
    if (typeof held === 'string') throw new Error(held);
    await pass(10_500);
    const source = { participant: participantOf(world.therapist), context: 'camera' } as const;
    expect(await anna.ring.open(source, 'vp9', held)).toBe('too-old');
    expect(await sees(host, anna)).toBe(true);
  });

  it('drop what the server held back of a guest, at the therapist and at the other guest', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')];
    const held = await anna.ring.seal(camera, frame);
    if (typeof held === 'string') throw new Error(held);
    await pass(10_500);
    const participant = participantOf(anna.guest?.signer ?? world.therapist);
    for (const side of [host, ben]) {
      const opened = await side.ring.open({ participant, context: 'camera' }, 'vp9', held);
      expect(opened).toBe('too-old');
      expect(await sees(anna, side)).toBe(true);
    }
  });

  it('leave no timer behind', async () => {
    await join('anna');
    await pass(7_000);
    scope.close();
    expect(clock.pending).toBe(0);
  });
});
