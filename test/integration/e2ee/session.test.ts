import { beforeEach, describe, expect, it } from 'vitest';
import { encodeEnvelope } from '../../../src/crypto/messages/relay-envelope.ts';
import { newId, type SeatId } from '../../../src/contract/ids.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import { missingWorker } from '../../support/call-stage.ts';
import type { GuestBench } from '../../support/hostile/guest-bench.ts';
import { newFrame, type HostileRoom } from '../../support/hostile/hostile-room.ts';
import { kindOf, turned } from '../../support/hostile/relayed.ts';
import { roomsOfFile } from '../../support/hostile/rooms-of-file.ts';
import { keptOutOf, statusOf } from '../../support/hostile/what-is-said.ts';
import { realRandom } from '../../support/identity.ts';

// e2ee.md, Proof wanted: forked and withheld Commits, withheld Remove, announced restart, and what else a hostile server does
// with messages while a session runs: a therapist, Anna, and Ben.

const reason = missingWorker();

describe.skipIf(reason !== null)(`a hostile server in a session${skipNote(reason)}`, () => {
  const openRoom = roomsOfFile();
  let room: HostileRoom;
  let anna: GuestBench;

  beforeEach(async () => {
    room = await openRoom();
    anna = await room.admit('anna');
  });

  /** Nothing more of the therapist's reaches somebody. */
  function cutOff(who: string): void {
    room.wire.onPush('relay.message', (to, message) => (to === who ? null : message));
  }

  /** Somebody has sent something, and the page has heard of it. */
  async function hasSent(guest: GuestBench): Promise<void> {
    expect(await guest.send('camera', newFrame())).not.toBeNull();
    await room.pass(1_500);
  }

  /** Falls silent and says so; the others see that the key is missing. */
  async function expectSilence(guest: GuestBench): Promise<void> {
    expect(await guest.send('camera', newFrame())).toBeNull();
    expect(room.callOf(guest).encryption?.maySend).toBe(false);
    expect(statusOf(guest)).toEqual({ level: 'stop', says: 'silent' });
    expect(room.person(room.host, guest.seatId).keys).toBe('waiting');
    expect(statusOf(room.host)).toMatchObject({ says: 'waiting', seatIds: [guest.seatId] });
  }

  /** Somebody else comes in while Anna is not in step: with keys for the therapist, and none for her. */
  async function letInBeside(who: string): Promise<GuestBench> {
    const guest = await room.knock(await room.newDevice(who));
    room.host.model.admit(guest.seatId);
    await room.until(`keys of ${who}`, () => {
      const own = guest.model.call.state.get();
      return own.phase === 'live' && own.encryption?.maySend === true;
    });
    await room.quiet();
    return guest;
  }

  const lastTo = (who: string) => room.wire.relayed.filter((one) => one.who === who).at(-1);

  it('changes no message: it is kept out, and the keys stay', async () => {
    let changed = 0;
    room.wire.onPush('relay.message', (who, message) => {
      if (who !== 'anna' || changed > 0) return message;
      changed += 1;
      return { ...message, payload: turned(message.payload) };
    });
    await room.pass(5_000);
    expect(anna.refusals).toEqual(['not-authentic']);
    expect(keptOutOf(anna)).toBe(1);
    expect(statusOf(anna)).toMatchObject({ says: 'only' });
  });

  it('replays no message', async () => {
    await room.pass(5_000);
    const beat = lastTo('anna');
    if (beat) room.wire.relay('anna', beat.from, beat.payload);
    await room.quiet();
    expect(anna.refusals).toEqual(['not-authentic']);
    expect(keptOutOf(anna)).toBe(1);
  });

  it('sends no message back to where it came from', async () => {
    await room.pass(5_000);
    const [toAnna, toHost] = [lastTo('anna'), lastTo('host')];
    if (toAnna) room.wire.relay('host', anna.seatId, toAnna.payload);
    if (toHost) room.wire.relay('anna', room.host.seatId, toHost.payload);
    await room.quiet();
    expect([room.host.refusals, anna.refusals]).toEqual([['not-authentic'], ['not-authentic']]);
    expect([keptOutOf(room.host), keptOutOf(anna)]).toEqual([1, 1]);
  });

  it('gets nothing of its own in', async () => {
    const junk = [new Uint8Array([0]), new Uint8Array([9, 9, 9])];
    // Of no kind that there is: noise that begins like a real message is refused in that message's own way.
    junk.push(new Uint8Array([0xee, ...realRandom.bytes(300)]));
    junk.push(new Uint8Array([0, ...realRandom.bytes(200)]));
    for (const bytes of junk) {
      room.wire.relay('anna', room.host.seatId, bytes);
      room.wire.relay('host', anna.seatId, bytes);
    }
    await room.quiet();
    expect(keptOutOf(anna)).toBe(junk.length);
    expect(keptOutOf(room.host)).toBe(junk.length);
    expect(await room.sees(anna, room.host)).toBe(true);
  });

  it('carries nothing into another session', async () => {
    const other = await openRoom();
    const ben = await other.admit('ben');
    await room.pass(5_000);
    const beat = lastTo('anna');
    if (beat) other.wire.relay('ben', other.host.seatId, beat.payload);
    await other.quiet();
    expect(ben.refusals).toEqual(['wrong-group']);
    expect(await other.sees(ben, other.host)).toBe(true);
  });

  it('makes one member’s message nobody else’s by saying where it comes from', async () => {
    const ben = await room.admit('ben');
    // Everything of Anna's comes in at Ben's seat, and nothing of Ben's.
    room.wire.onPush('relay.message', (who, message) => {
      if (who !== 'host') return message;
      if (message.from === ben.seatId) return null;
      return { ...message, from: ben.seatId };
    });
    await room.pass(16_000);
    expect(room.person(room.host, anna.seatId).keys).toBe('held');
    expect(room.person(room.host, ben.seatId).keys).toBe('waiting');
  });

  it('withholds a Commit only until its guest falls silent', async () => {
    await hasSent(anna);
    cutOff('anna');
    await letInBeside('ben');
    await room.pass(16_000);
    await expectSilence(anna);
    expect(room.person(anna, room.host.seatId)).toBeDefined();
    // It asks for a way back by itself, and is in step again as soon as it is let.
    room.wire.behave();
    await room.pass(16_000);
    expect(room.isSealed(anna)).toBe(true);
    expect(await room.sees(room.host, anna)).toBe(true);
  });

  it('withholds one Commit among everything else, to the same end', async () => {
    let held = false;
    room.wire.onPush('relay.message', (who, message) => {
      if (who !== 'anna' || held || kindOf(message.payload) !== 'message') return message;
      held = true;
      return null;
    });
    await letInBeside('ben');
    await room.pass(25_000);
    expect(held).toBe(true);
    expect(room.isSealed(anna)).toBe(true);
  });

  it('forks nobody: who is kept with the keys of before hears no beat of the new ones', async () => {
    // Anna is left with the therapist's first app, which is gone; Ben comes into the session of the second.
    await hasSent(anna);
    cutOff('anna');
    await room.restartHost();
    await letInBeside('ben');
    await room.pass(16_000);
    expect(room.callOf(anna).encryption?.maySend).toBe(false);
    expect(await anna.send('camera', newFrame())).toBeNull();
    expect(statusOf(anna)).toEqual({ level: 'stop', says: 'silent' });
    expect(room.person(room.host, anna.seatId).keys).toBe('waiting');
  });

  it('keeps nobody in company of a leaver by withholding the Remove', async () => {
    const ben = await room.admit('ben');
    await hasSent(anna);
    cutOff('anna');
    room.wire.onPush('room.closed', (who, data) => (who === 'ben' ? null : data));
    room.host.model.remove(ben.seatId);
    await room.quiet();
    // The therapist's pictures are sealed for Anna alone from now on.
    const sealed = await room.host.send('camera', newFrame());
    expect(sealed).not.toBeNull();
    await room.pass(15_000);
    await expectSilence(anna);
    room.wire.behave();
    await room.pass(16_000);
    expect(room.isSealed(anna)).toBe(true);
  });

  it('announces no restart: called back without a newer session, everybody goes on', async () => {
    const { epoch } = room.callOf(anna).encryption ?? { epoch: 0 };
    room.wire.relay('anna', room.host.seatId, encodeEnvelope({ kind: 'come-back' }));
    await room.quiet();
    expect(room.isSealed(anna)).toBe(true);
    expect(keptOutOf(anna)).toBe(0);
    expect(room.callOf(anna).encryption?.epoch).toBeGreaterThanOrEqual(epoch);
    expect(await room.sees(anna, room.host)).toBe(true);
  });

  it('brings nobody back by what led somebody back before', async () => {
    const asked: string[] = [];
    room.wire.onCall('relay.send', (who, data) => {
      if (who === 'anna' && decodeChecked(data.payload)[0] === 4) asked.push(data.payload);
      return data;
    });
    anna = await room.reload(anna);
    expect(asked).toHaveLength(1);
    const { epoch } = room.callOf(room.host).encryption ?? { epoch: 0 };
    for (const payload of asked) {
      room.wire.relay('host', anna.seatId, new Uint8Array(Buffer.from(payload, 'base64url')));
    }
    await room.quiet();
    expect(room.host.refusals).toEqual(['key-package-reused']);
    expect(keptOutOf(room.host)).toBe(1);
    expect(room.callOf(room.host).encryption?.epoch).toBe(epoch);
    expect(await room.sees(room.host, anna)).toBe(true);
  });

  it('brings nobody back into an older session of the therapist’s', async () => {
    // Anna asks for a way back; the answer of the first session is held back until she is in the second.
    const held: Uint8Array<ArrayBuffer>[] = [];
    room.wire.onPush('relay.message', (who, message) => {
      if (who !== 'anna' || kindOf(message.payload) === 'way-back') return message;
      held.push(new Uint8Array(Buffer.from(message.payload, 'base64url')));
      return null;
    });
    room.wire.relay('anna', room.host.seatId, encodeEnvelope({ kind: 'come-back' }));
    await room.quiet();
    expect(held.some((payload) => kindOf(payload) === 'welcome')).toBe(true);
    room.wire.behave();
    await room.restartHost();
    await room.untilSealed(anna);
    const before = keptOutOf(anna);
    for (const payload of held) room.wire.relay('anna', room.host.seatId, payload);
    await room.quiet();
    expect(anna.refusals).toContain('unexpected-welcome');
    expect(keptOutOf(anna)).toBeGreaterThan(before);
    expect(room.isSealed(anna)).toBe(true);
    expect(await room.sees(anna, room.host)).toBe(true);
  });

  it('passes nobody off as the therapist by saying so', async () => {
    const ben = await room.admit('ben');
    const { seatId } = ben;
    room.wire.push('anna', 'seat.changed', { seatId, role: 'host', connected: true });
    const hosts = { seatId: room.host.seatId, role: 'guest', connected: true } as const;
    room.wire.push('anna', 'seat.changed', hosts);
    await room.quiet();
    expect(room.person(anna, seatId).role).toBe('guest');
    expect(room.person(anna, room.host.seatId).role).toBe('host');
  });

  it('hides nobody who has the keys', async () => {
    const ben = await room.admit('ben');
    room.wire.push('anna', 'seat.left', { seatId: ben.seatId });
    await room.quiet();
    expect(room.person(anna, ben.seatId)).toMatchObject({ keys: 'held', connected: false });
    expect(statusOf(anna)).toMatchObject({ says: 'only', people: 3 });
  });

  it('hides nobody from the therapist either: whom it names no more has no keys from then on', async () => {
    const ben = await room.admit('ben');
    room.wire.onAnswer('room.enter', (_, presence) => ({
      ...presence,
      seats: presence.seats.filter(({ seatId }) => seatId !== ben.seatId),
    }));
    room.wire.cut('host');
    await room.pass(2_000);
    await room.until('Ben is out', () => room.callOf(room.host).people.length === 1);
    room.net.isCarrying = false;
    expect(await room.host.send('camera', newFrame())).not.toBeNull();
    expect(room.callOf(ben).encryption).toBeUndefined();
    expect(room.person(room.host, anna.seatId).keys).toBe('held');
    expect(room.callOf(room.host).people).toHaveLength(1);
  });

  it('gets somebody out by saying that they left, and that is seen where it happens', async () => {
    room.wire.push('host', 'seat.left', { seatId: anna.seatId });
    await room.quiet();
    expect(await anna.send('camera', newFrame())).toBeNull();
    expect(room.callOf(anna).encryption).toBeUndefined();
    expect(room.person(anna, room.host.seatId).keys).toBe('waiting');
    expect(statusOf(anna)).toEqual({ level: 'know', says: 'agreeing' });
  });

  it('leaves nobody half-keyed by leading back whom it got out: both see each other again', async () => {
    room.wire.push('host', 'seat.left', { seatId: anna.seatId });
    await room.quiet();
    expect(room.callOf(anna).encryption).toBeUndefined();
    room.wire.relay('anna', room.host.seatId, encodeEnvelope({ kind: 'come-back' }));
    await room.quiet();
    expect(statusOf(anna)).toMatchObject({ says: 'only', people: 2 });
    expect(await room.sees(room.host, anna)).toBe(true);
    expect(await room.sees(anna, room.host)).toBe(true);
    expect(anna.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('makes a guest ask no more than once a second, however often it calls back', async () => {
    const asked: string[] = [];
    room.wire.onCall('relay.send', (who, data) => {
      if (who === 'anna' && decodeChecked(data.payload)[0] === 2) asked.push(data.payload);
      return data;
    });
    for (let times = 0; times < 200; times += 1) {
      room.wire.relay('anna', room.host.seatId, encodeEnvelope({ kind: 'come-back' }));
    }
    await room.quiet();
    expect(asked).toHaveLength(1);
    expect(room.isSealed(anna)).toBe(true);
  });

  it('fills no relay by asking for ways back, and no waiting room by knocks from seats that are none', async () => {
    const pskId = decodeChecked(anna.device.seat.pskId);
    const wanted = encodeEnvelope({ kind: 'return-wanted', pskId });
    let answers = 0;
    room.wire.onCall('relay.send', (who, data) => {
      if (who === 'host' && decodeChecked(data.payload)[0] === 3) answers += 1;
      return data;
    });
    for (let times = 0; times < 300; times += 1) room.wire.relay('host', anna.seatId, wanted);
    await room.quiet();
    expect(answers).toBeLessThanOrEqual(4);
    for (let times = 0; times < 100; times += 1) {
      const knock = { kind: 'knock', pskId, sealed: realRandom.bytes(200) } as const;
      room.wire.relay('host', newId<SeatId>(realRandom), encodeEnvelope(knock));
    }
    await room.quiet();
    expect(room.host.open.waiting).toEqual([]);
    expect(keptOutOf(room.host)).toBe(100);
    expect(await room.sees(room.host, anna)).toBe(true);
  });
});
