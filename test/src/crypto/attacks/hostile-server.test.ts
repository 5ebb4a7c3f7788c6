import { encodeMlsMessage } from 'ts-mls/message.js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { concatBytes, utf8, type Bytes } from '../../../../src/base/bytes.ts';
import { SecretBytes } from '../../../../src/base/secret-bytes.ts';
import { deriveAdmission } from '../../../../src/crypto/invite.ts';
import { deriveInviteKeys } from '../../../../src/crypto/invite-keys.ts';
import { sealKnock } from '../../../../src/crypto/join/knock.ts';
import { commitTo } from '../../../../src/crypto/join/commitment.ts';
import { makeKeyPackage } from '../../../../src/crypto/mls/key-package.ts';
import { newSigner, realRandom } from '../../../support/identity.ts';
import { flipped } from '../../../support/raw-session.ts';
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

// e2ee.md, Proof wanted: the server against the unmodified clients. It sees and changes everything on the way, and knows
// only what it may know: SHA-256 of admission tokens, public data, and the order of things.

let world: World;
let anna: Guest;

beforeEach(async () => {
  world = await World.create();
  anna = await world.newGuest('anna');
});

const noReport = new Uint8Array();

function bytesTo(output: { outgoing: readonly { to: string; bytes: Bytes }[] }, to: string): Bytes {
  const found = output.outgoing.find((one) => one.to === to);
  if (!found) throw new Error(`nothing to ${to}`);
  return found.bytes;
}

describe('a hostile server at the door', () => {
  it('does not swap a KeyPackage: the knock is sealed', async () => {
    const sealed = await anna.session.knock(noReport);
    const result = await world.host.readKnock(anna.seat.keys, anna.seat.state, flipped(sealed, 40));
    expect(result).toBe('not-authentic');
  });

  it('does not knock with a stolen admission token: it does not know the psk', async () => {
    const secret = new SecretBytes(realRandom.bytes(32));
    const stolen = await deriveInviteKeys(new SecretBytes(await deriveAdmission(secret)));
    const own = await makeKeyPackage(world.suite, newSigner(), {
      role: 'guest',
      room: world.room,
      nowS: Math.floor(world.clock.now / 1000),
    });
    const commitment = await commitTo(realRandom.bytes(32), own.bytes);
    const knock = {
      guestKind: 'app',
      report: noReport,
      keyPackage: own.bytes,
      commitment,
    } as const;
    const sealed = await sealKnock(stolen.knockKey, world.room, knock, realRandom);
    const seat = { state: 'open' } as const;
    const keys = await deriveInviteKeys(secret);
    expect(await world.host.readKnock(keys, seat, sealed)).toBe('not-authentic');
    expect(seat.state).toBe('open');
  });

  it('does not pass a knock on to another room or another seat', async () => {
    const sealed = await anna.session.knock(noReport);
    const other = await World.create();
    const open = { state: 'open' } as const;
    expect(await other.host.readKnock(anna.seat.keys, open, sealed)).toBe('not-authentic');
    const { keys } = await world.newSeat();
    expect(await world.host.readKnock(keys, open, sealed)).toBe('not-authentic');
  });

  it('does not bring a burnt seat back: it is bound to the device that proved itself', async () => {
    await world.admit(anna);
    const thief = await world.newGuest('thief', anna.seat);
    const sealed = await thief.session.knock(noReport);
    const result = await world.host.readKnock(anna.seat.keys, anna.seat.state, sealed);
    expect(result).toBe('seat-taken');
  });

  it('does not bring a revoked seat back, not even for its own device', async () => {
    await world.admit(anna);
    const sealed = await anna.session.knock(noReport);
    const revoked = { state: 'revoked' } as const;
    expect(await world.host.readKnock(anna.seat.keys, revoked, sealed)).toBe('seat-revoked');
  });

  it('gets nobody admitted whose seat was revoked between knock and admission', async () => {
    const sealed = await anna.session.knock(noReport);
    const knock = await world.host.readKnock(anna.seat.keys, anna.seat.state, sealed);
    if (typeof knock === 'string') throw new Error(knock);
    anna.seat.state = { state: 'revoked' };
    const output = await world.host.admit(knock, world.hostSeat(anna));
    expect(refusalsOf(output.events)).toEqual(['seat-revoked']);
    expect(output.outgoing).toEqual([]);
  });

  it('does not use an old KeyPackage again', async () => {
    const sealed = await anna.session.knock(noReport);
    const { keys, state } = anna.seat;
    const knock = await world.host.readKnock(keys, state, sealed);
    if (typeof knock === 'string') throw new Error(knock);
    await world.host.admit(knock, world.hostSeat(anna));
    expect(await world.host.readKnock(keys, state, sealed)).toBe('key-package-reused');
    const again = await world.host.admit(knock, world.hostSeat(anna));
    expect(refusalsOf(again.events)).toEqual(['key-package-reused']);
  });

  it('does not replay a request to come back', async () => {
    await world.admit(anna);
    const { keys, state } = anna.seat;
    const first = world.host.challenge(keys.pskId);
    const sealed = await anna.session.requestRejoin(first, noReport);
    expect(typeof (await world.host.readRejoin(keys, state, sealed))).toBe('object');
    expect(await world.host.readRejoin(keys, state, sealed)).toBe('not-the-same-device');
    world.host.challenge(keys.pskId);
    expect(await world.host.readRejoin(keys, state, sealed)).toBe('not-the-same-device');
  });

  it('does not make a challenge worthless by asking once more: it is the same until it was used', async () => {
    await world.admit(anna);
    const { keys, state } = anna.seat;
    const first = world.host.challenge(keys.pskId);
    expect(world.host.challenge(keys.pskId)).toEqual(first);
    const sealed = await anna.session.requestRejoin(first, noReport);
    expect(typeof (await world.host.readRejoin(keys, state, sealed))).toBe('object');
    expect(world.host.challenge(keys.pskId)).not.toEqual(first);
  });

  it('does not let another device come back on a bound seat', async () => {
    await world.admit(anna);
    const thief = await world.newGuest('thief', anna.seat);
    const { keys, state } = anna.seat;
    const sealed = await thief.session.requestRejoin(world.host.challenge(keys.pskId), noReport);
    expect(await world.host.readRejoin(keys, state, sealed)).toBe('seat-taken');
  });

  it('does not lead anybody back in who never was in: an open seat has no way back', async () => {
    const guest = await world.newGuest('never in');
    const { keys, state } = guest.seat;
    const challenge = world.host.challenge(keys.pskId);
    const sealed = await guest.session.requestRejoin(challenge, new Uint8Array());
    expect(await world.host.readRejoin(keys, state, sealed)).toBe('not-the-same-device');
  });

  it('does not turn a first knock into a request to come back, or the other way round', async () => {
    const { keys } = anna.seat;
    const bound = { state: 'bound', deviceKey: anna.signer.publicKey } as const;
    const knock = await anna.session.knock(noReport);
    expect(await world.host.readRejoin(keys, bound, knock)).toBe('not-authentic');
    const rejoin = await anna.session.requestRejoin(world.host.challenge(keys.pskId), noReport);
    expect(await world.host.readKnock(keys, bound, rejoin)).toBe('not-authentic');
  });
});

describe('a hostile server with a Welcome', () => {
  it('does not hand out the Welcome of another', async () => {
    const ben = await world.newGuest('ben');
    await anna.session.knock(noReport);
    const output = await world.admitOnly(ben);
    const result = await anna.session.receive(bytesTo(output, 'joiner'));
    expect(refusalsOf(result.events)).toEqual(['unexpected-welcome']);
  });

  it('does not change a Welcome', async () => {
    const output = await world.admitOnly(anna);
    const welcome = bytesTo(output, 'joiner');
    const result = await anna.session.receive(flipped(welcome));
    expect(refusalsOf(result.events)).toEqual(['not-authentic']);
  });

  it('does not name another suite for a Welcome', async () => {
    const welcome = bytesTo(await world.admitOnly(anna), 'joiner').slice();
    // Behind u16 version and u16 wire format: the next suite of the registry.
    welcome[5] = (welcome[5] ?? 0) + 1;
    const result = await anna.session.receive(welcome);
    expect(refusalsOf(result.events)).toEqual(['bad-capabilities']);
  });

  it('does not send the same Welcome twice', async () => {
    await world.admit(anna);
    const welcome = world.wire[0] ?? new Uint8Array();
    const result = await anna.session.receive(welcome);
    expect(refusalsOf(result.events)).toEqual(['unexpected-welcome']);
  });

  it('breaks off a join by a second Welcome in the middle of it', async () => {
    const output = await world.admitOnly(anna);
    const welcome = bytesTo(output, 'joiner');
    await anna.session.receive(welcome);
    await anna.session.receive(welcome);
    const hello = await anna.session.receive(bytesTo(output, 'everybody'));
    expect(refusalsOf(hello.events)).toEqual(['wrong-group']);
    await expect(anna.session.send({ type: 'app', payload: utf8('x') })).rejects.toThrow('checks');
  });

  it('does not make anybody send by holding back the hello', async () => {
    const output = await world.admitOnly(anna);
    await anna.session.receive(bytesTo(output, 'joiner'));
    const path = output.outgoing.at(-1)?.bytes ?? new Uint8Array();
    const result = await anna.session.receive(path);
    expect(result).toEqual({ outgoing: [], events: [] });
    await expect(anna.session.send({ type: 'app', payload: utf8('x') })).rejects.toThrow('checks');
  });

  it('does not put another message of the therapist in the hello’s place', async () => {
    const output = await world.admitOnly(anna);
    await anna.session.receive(bytesTo(output, 'joiner'));
    const path = output.outgoing.at(-1)?.bytes ?? new Uint8Array();
    await anna.session.receive(path);
    const other = await world.host.send({ type: 'app', payload: utf8('x') });
    const result = await anna.session.receive(bytesTo(other, 'everybody'));
    expect(refusalsOf(result.events)).toEqual(['bad-hello']);
  });

  it('holding back the empty Commit leaves the joiner without a media key', async () => {
    const output = await world.admitOnly(anna);
    await anna.session.receive(bytesTo(output, 'joiner'));
    const { events } = await anna.session.receive(bytesTo(output, 'everybody'));
    expect(baseKeyOf(lastEpoch(events))).toBeNull();
  });
});

describe('a hostile server in a session', () => {
  let ben: Guest;

  beforeEach(async () => {
    ben = await world.newGuest('ben');
    await world.admit(anna);
    await world.admit(ben);
  });

  it('does not change a message', async () => {
    const output = await world.host.send({ type: 'app', payload: utf8('x') });
    const bytes = bytesTo(output, 'everybody');
    for (const at of [bytes.length - 1, 60, 30]) {
      const { events } = await anna.session.receive(flipped(bytes, at));
      expect(eventsOf(events, 'message')).toEqual([]);
      expect(eventsOf(events, 'refused')).toHaveLength(1);
    }
    expect(eventsOf((await anna.session.receive(bytes)).events, 'message')).toHaveLength(1);
  });

  it('does not replay a message', async () => {
    const output = await world.host.send({ type: 'app', payload: utf8('x') });
    await anna.session.receive(bytesTo(output, 'everybody'));
    const again = await anna.session.receive(bytesTo(output, 'everybody'));
    expect(refusalsOf(again.events)).toEqual(['not-authentic']);
  });

  it('does not replay a message to the therapist', async () => {
    const bytes = bytesTo(
      await anna.session.send({ type: 'app', payload: utf8('x') }),
      'everybody',
    );
    expect(refusalsOf((await world.host.receive(bytes)).events)).toEqual([]);
    expect(refusalsOf((await world.host.receive(bytes)).events)).toEqual(['not-authentic']);
  });

  it('does not bring the therapist a Welcome', async () => {
    const [welcome = new Uint8Array()] = world.wire;
    const { events } = await world.host.receive(welcome);
    expect(refusalsOf(events)).toEqual(['unexpected-welcome']);
  });

  it('does not send a message back to its sender', async () => {
    const output = await world.host.send({ type: 'app', payload: utf8('x') });
    const back = await world.host.receive(bytesTo(output, 'everybody'));
    expect(refusalsOf(back.events)).toEqual(['not-authentic']);
    const update = await world.host.update();
    const commit = await world.host.receive(bytesTo(update, 'everybody'));
    expect(refusalsOf(commit.events)).toEqual(['not-authentic']);
  });

  it('does not carry a message into another session, to nobody there', async () => {
    const other = await World.create();
    const bytes = bytesTo(await world.host.send({ type: 'app', payload: utf8('x') }), 'everybody');
    expect(refusalsOf((await other.host.receive(bytes)).events)).toEqual(['wrong-group']);
  });

  it('does not carry a message into another session', async () => {
    const other = await World.create();
    const cara = await other.newGuest('cara');
    await other.admit(cara);
    const output = await world.host.send({ type: 'app', payload: utf8('x') });
    const { events } = await cara.session.receive(bytesTo(output, 'everybody'));
    expect(refusalsOf(events)).toEqual(['wrong-group']);
  });

  it('does not inject anything of its own', async () => {
    for (const bytes of [
      noReport,
      realRandom.bytes(200),
      concatBytes(new Uint8Array([0, 1, 0, 2])),
    ]) {
      expect(refusalsOf((await anna.session.receive(bytes)).events)).toEqual(['malformed']);
      expect(refusalsOf((await world.host.receive(bytes)).events)).toEqual(['malformed']);
    }
  });

  it('does not hang bytes onto a message', async () => {
    const output = await world.host.send({ type: 'app', payload: utf8('x') });
    const longer = concatBytes(bytesTo(output, 'everybody'), new Uint8Array([0]));
    expect(refusalsOf((await anna.session.receive(longer)).events)).toEqual(['malformed']);
  });

  it('keeps somebody in an old epoch only until it falls silent: no beat of the new one opens', async () => {
    await world.host.update();
    const output = await world.host.send({ type: 'beat', m: 1, counters: [], echoes: [] });
    const { events } = await anna.session.receive(bytesTo(output, 'everybody'));
    expect(refusalsOf(events)).toEqual(['wrong-epoch']);
  });

  it('a withheld Remove keeps nobody in company of the leaver: the others’ keys differ', async () => {
    const remove = await world.host.remove(participantOf(ben.signer));
    const held = lastEpoch(anna.events);
    expect(baseKeyOf(lastEpoch(remove.events))).not.toBe(baseKeyOf(held));
    const beat = await world.host.send({ type: 'beat', m: 1, counters: [], echoes: [] });
    for (const guest of [anna, ben]) {
      const { events } = await guest.session.receive(bytesTo(beat, 'everybody'));
      expect(refusalsOf(events)).toEqual(['wrong-epoch']);
    }
    const { events } = await anna.session.receive(bytesTo(remove, 'everybody'));
    expect(baseKeyOf(lastEpoch(events))).toBe(baseKeyOf(lastEpoch(remove.events)));
  });

  it('does not skip a Commit', async () => {
    await world.host.update();
    const second = await world.host.update();
    const { events } = await anna.session.receive(bytesTo(second, 'everybody'));
    expect(refusalsOf(events)).toEqual(['wrong-epoch']);
  });

  it('does not replay a Commit', async () => {
    const update = bytesTo(await world.host.update(), 'everybody');
    await anna.session.receive(update);
    const { events } = await anna.session.receive(update);
    expect(refusalsOf(events)).toHaveLength(1);
  });

  it('does not announce a restart: an older session does not replace a newer one', async () => {
    const current = lastEpoch(anna.events).groupId;
    world.clock.now -= 1;
    await world.startHost();
    await world.rejoin(anna);
    expect(refusalsOf(anna.events)).toContain('not-newer');
    expect(lastEpoch(anna.events).groupId).toBe(current);
    await expect(anna.session.send({ type: 'app', payload: utf8('x') })).resolves.toBeDefined();
  });

  it('goes on in the old session while a restart is held back halfway', async () => {
    const old = world.host;
    world.clock.now += 1000;
    await world.startHost();
    const challenge = world.host.challenge(anna.seat.keys.pskId);
    const sealed = await anna.session.requestRejoin(challenge, noReport);
    const request = await world.host.readRejoin(anna.seat.keys, anna.seat.state, sealed);
    if (typeof request === 'string') throw new Error(request);
    const output = await world.host.rejoin(request, world.hostSeat(anna));
    await anna.session.receive(bytesTo(output, 'joiner'));
    const still = await old.send({ type: 'app', payload: utf8('still here') });
    const { events } = await anna.session.receive(bytesTo(still, 'everybody'));
    expect(eventsOf(events, 'message')).toHaveLength(1);
  });

  it('does not bring a KeyPackage or group description in as a message', async () => {
    const { keyPackage } = await makeKeyPackage(world.suite, newSigner(), {
      role: 'guest',
      room: world.room,
      nowS: Math.floor(world.clock.now / 1000),
    });
    const message = { version: 'mls10', wireformat: 'mls_key_package', keyPackage } as const;
    const bytes = new Uint8Array(encodeMlsMessage(message));
    expect(refusalsOf((await anna.session.receive(bytes)).events)).toEqual(['not-in-protocol']);
  });
});
