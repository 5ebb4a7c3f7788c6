import { beforeEach, describe, expect, it } from 'vitest';
import type { Bytes } from '../../../src/base/bytes.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import type { MediaSource } from '../../../src/contract/signaling.ts';
import { parseFrame } from '../../../src/crypto/frames/frame-format.ts';
import { allContexts, kidOf } from '../../../src/crypto/frames/kid.ts';
import { replayWindowSize } from '../../../src/crypto/frames/replay-window.ts';
import { encodeHeader } from '../../../src/crypto/sframe/header.ts';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import { missingWorker } from '../../support/call-stage.ts';
import { testId } from '../../support/fake-ids.ts';
import type { GuestBench } from '../../support/hostile/guest-bench.ts';
import { newFrame, type HostileRoom, type InCall } from '../../support/hostile/hostile-room.ts';
import { roomsOfFile } from '../../support/hostile/rooms-of-file.ts';
import { statusOf, tileSays, tileWords } from '../../support/hostile/what-is-said.ts';
import { realRandom } from '../../support/identity.ts';

// e2ee.md, Proof wanted: reflected, replayed, re-routed and injected frames, and what else a hostile server does with frames: it
// has every one of them in its hands, and a therapist, Anna and Ben look at what it hands on.

const reason = missingWorker();

describe.skipIf(reason !== null)(`a hostile server with frames${skipNote(reason)}`, () => {
  const openRoom = roomsOfFile();
  let room: HostileRoom;
  let anna: GuestBench;
  let ben: GuestBench;

  beforeEach(async () => {
    room = await openRoom();
    anna = await room.admit('anna');
    ben = await room.admit('ben');
    await room.pass(1_500);
  });

  /** A sealed frame that the server has and nobody else got. */
  async function withheld(sender: InCall, source: MediaSource = 'camera'): Promise<Bytes> {
    room.net.isCarrying = false;
    const sealed = await sender.send(source, newFrame());
    room.net.isCarrying = true;
    if (!sealed) throw new Error(`${sender.who} sent nothing`);
    return sealed;
  }

  /** Frames that come in where `viewer` shows `shown`. @returns what came out towards the decoder */
  async function bring(
    viewer: InCall,
    shown: InCall,
    frames: readonly Bytes[],
    source: MediaSource = 'camera',
  ): Promise<readonly Bytes[]> {
    const end = room.receivers(viewer, shown, source).at(-1);
    if (!end) throw new Error('no such track');
    const before = end.passed.length;
    for (const frame of frames) await end.put(frame);
    // The page hears of the counts within a second.
    await room.pass(1_500);
    return end.passed.slice(before);
  }

  /** How many frames were dropped for a reason, as the details of a call list it. */
  function droppedAt(viewer: InCall): Readonly<Record<string, number>> {
    return room.callOf(viewer).encryption?.dropped ?? {};
  }

  /** The same frame under another header. */
  function relabelled(sealed: Bytes, kid: number, ctr: number): Bytes {
    const frame = parseFrame('vp8', sealed);
    if (!frame) throw new Error('no frame');
    const { clear, header, sframe } = frame;
    const body = sframe.subarray(header.sizeBytes);
    return new Uint8Array([...clear, ...encodeHeader(kid, ctr), ...body]);
  }

  function kidIn(sealed: Bytes): number {
    return Number(parseFrame('vp8', sealed)?.header.kid);
  }

  it('sees all of them, and everybody sees everybody', async () => {
    const all = [room.host, anna, ben];
    for (const viewer of all) {
      for (const other of all.filter((one) => one !== viewer)) {
        expect(await room.sees(viewer, other)).toBe(true);
        expect(tileSays(viewer, other.seatId)).toBeNull();
      }
      expect(droppedAt(viewer)).toEqual({});
    }
  });

  it('reflects none: one’s own frame is not shown as another’s', async () => {
    for (const [viewer, shown] of [
      [anna, room.host],
      [room.host, anna],
    ] as const) {
      const own = await withheld(viewer);
      expect(await bring(viewer, shown, [own])).toEqual([]);
      expect(droppedAt(viewer)).toEqual({ 'own-frame': 1 });
      expect(tileSays(viewer, shown.seatId)).toBe(tileWords.foreign);
    }
  });

  it('replays none', async () => {
    expect(await room.sees(anna, room.host)).toBe(true);
    await room.pass(1_500);
    const seen = room.net.recordedOf('host', 'camera');
    expect(await bring(anna, room.host, seen)).toEqual([]);
    expect(droppedAt(anna)).toEqual({ replayed: seen.length });
    expect(tileSays(anna, room.host.seatId)).toBe(tileWords.repeated);
  });

  it('shows none twice by offering the same track twice', async () => {
    const offer = room.net.offerTo('anna', 'host', 'camera');
    room.wire.push('anna', 'media.consumer', { ...offer, consumerId: 'once-more' });
    await room.until('a second track', () => room.receivers(anna, room.host).length === 2);
    const frame = await withheld(room.host);
    const [first, second] = room.receivers(anna, room.host);
    await Promise.all([first?.put(frame), second?.put(frame)]);
    await room.pass(1_500);
    const shown = [...(first?.passed ?? []), ...(second?.passed ?? [])];
    expect(shown).toHaveLength(1);
    expect(droppedAt(anna)).toEqual({ replayed: 1 });
  });

  it('shows nobody in the place of another', async () => {
    const ofBen = await withheld(ben);
    expect(await bring(anna, room.host, [ofBen])).toEqual([]);
    expect(tileSays(anna, room.host.seatId)).toBe(tileWords.foreign);
    const ofHost = await withheld(room.host);
    expect(await bring(anna, ben, [ofHost])).toEqual([]);
    expect(tileSays(anna, ben.seatId)).toBe(tileWords.foreign);
    expect(droppedAt(anna)).toEqual({ 'wrong-sender': 2 });
    // Neither was used up by it: each is shown where it belongs.
    expect(await bring(anna, ben, [ofBen])).toHaveLength(1);
    expect(await bring(anna, room.host, [ofHost])).toHaveLength(1);
  });

  it('shows nobody in the place of another by saying whose track it is', async () => {
    room.net.isCarrying = false;
    const offer = room.net.offerTo('anna', 'ben', 'camera');
    const { seatId } = room.host;
    room.wire.push('anna', 'media.consumer', { ...offer, seatId, consumerId: 'the-therapist’s' });
    await room.until('a second track', () => room.receivers(anna, ben).length === 2);
    expect(await bring(anna, ben, [await withheld(ben)])).toEqual([]);
    expect(droppedAt(anna)).toEqual({ 'wrong-sender': 1 });
    expect(tileSays(anna, seatId)).toBe(tileWords.foreign);
  });

  it('shows none of somebody who is at no seat that the therapist named', async () => {
    const offer = room.net.offerTo('anna', 'ben', 'camera');
    const seatId = testId<SeatId>(90);
    room.wire.push('anna', 'media.consumer', { ...offer, seatId, consumerId: 'nobody’s' });
    await room.until('a second track', () => room.receivers(anna, ben).length === 2);
    const end = room.receivers(anna, ben).at(-1);
    // The first picture waits for the therapist's word on who sits there, which never comes.
    const waiting = end?.put(await withheld(ben));
    await room.pass(1_500);
    await waiting;
    expect(await bring(anna, ben, [])).toEqual([]);
    expect(end?.passed).toEqual([]);
    expect(droppedAt(anna)).toEqual({ 'unknown-key': 1 });
  });

  it('plays no sound as a picture, and shows no picture as a sound', async () => {
    const sound = await withheld(room.host, 'audio');
    expect(await bring(anna, room.host, [sound])).toEqual([]);
    expect(tileSays(anna, room.host.seatId)).not.toBeNull();
    const picture = await withheld(room.host);
    expect(await bring(anna, room.host, [picture], 'audio')).toEqual([]);
    expect(tileSays(anna, room.host.seatId)).not.toBeNull();
    expect(await bring(anna, room.host, [sound], 'audio')).toHaveLength(1);
    expect(await bring(anna, room.host, [picture])).toHaveLength(1);
  });

  it('passes a camera’s picture off as no shared screen', async () => {
    const offer = room.net.offerTo('anna', 'host', 'camera');
    const screen = { ...offer, source: 'screen', consumerId: 'a-screen' } as const;
    room.wire.push('anna', 'media.consumer', screen);
    await room.until('a second track', () => room.receivers(anna, room.host).length === 2);
    expect(await bring(anna, room.host, [await withheld(room.host)])).toEqual([]);
    expect(droppedAt(anna)).toEqual({ 'wrong-sender': 1 });
    expect(tileSays(anna, room.host.seatId)).toBe(tileWords.foreign);
  });

  it('relabels none: a header of another sender, track or number is not its frame’s', async () => {
    const ofBen = await withheld(ben);
    const ofHost = await withheld(room.host);
    const hosts = kidIn(ofHost);
    const forged = [
      relabelled(ofBen, hosts, 900),
      relabelled(ofHost, hosts, 900),
      relabelled(await withheld(room.host, 'audio'), hosts, 901),
    ];
    expect(await bring(anna, room.host, forged)).toEqual([]);
    expect(droppedAt(anna)).toEqual({ 'not-authentic': 3 });
    expect(tileSays(anna, room.host.seatId)).toBe(tileWords.changed);
    // A high number that did not hold has not made the true ones old.
    expect(await bring(anna, room.host, [ofHost])).toHaveLength(1);
  });

  it('injects none of its own making', async () => {
    const genuine = await withheld(room.host);
    const kid = kidIn(genuine);
    const made = [
      new Uint8Array(),
      newFrame(),
      realRandom.bytes(1200),
      new Uint8Array([...newFrame().subarray(0, 10), ...encodeHeader(kid, 40)]),
      new Uint8Array([
        ...newFrame().subarray(0, 10),
        ...encodeHeader(kid, 41),
        ...realRandom.bytes(90),
      ]),
      new Uint8Array([
        ...newFrame().subarray(0, 10),
        ...encodeHeader(kid, 2 ** 48 + 1),
        ...realRandom.bytes(90),
      ]),
    ];
    expect(await bring(anna, room.host, made)).toEqual([]);
    expect(tileSays(anna, room.host.seatId)).not.toBeNull();
    // Every key id that there could be, of members and of nobody.
    const { epoch } = room.callOf(anna).encryption ?? { epoch: 0 };
    const everyKid = Array.from({ length: 16 }, (_, leaf) =>
      allContexts.map((context) => kidOf(context, leaf, BigInt(epoch))),
    ).flat();
    const frames = everyKid.map((id) => relabelled(genuine, id, 7_000));
    expect(await bring(anna, room.host, frames)).toEqual([]);
    const sum = Object.values(droppedAt(anna)).reduce((total, count) => total + count, 0);
    expect(sum).toBe(made.length + frames.length);
    expect(await bring(anna, room.host, [genuine])).toHaveLength(1);
    expect(tileSays(anna, room.host.seatId)).toBeNull();
  });

  it('truncates none, at whatever length, and hangs nothing on', async () => {
    const whole = await withheld(room.host);
    const cut = Array.from({ length: whole.length }, (_, size) => whole.slice(0, size));
    expect(await bring(anna, room.host, [...cut, new Uint8Array([...whole, 0])])).toEqual([]);
    expect(tileSays(anna, room.host.seatId)).toBe(tileWords.changed);
    expect(await bring(anna, room.host, [whole])).toHaveLength(1);
  });

  it('changes none, in whichever byte', async () => {
    const whole = await withheld(room.host);
    const changed = Array.from(whole, (_, at) => {
      const copy = whole.slice();
      copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8));
      return copy;
    });
    expect(await bring(anna, room.host, changed)).toEqual([]);
    expect(tileSays(anna, room.host.seatId)).not.toBeNull();
    expect(await bring(anna, room.host, [whole])).toHaveLength(1);
  });

  it('keeps none for later: below what its sender reported two beats ago it is old', async () => {
    const late = await withheld(room.host);
    for (let seconds = 0; seconds < 12; seconds += 2) {
      await room.host.send('camera', newFrame());
      await room.pass(2_000);
    }
    expect(await bring(anna, room.host, [late])).toEqual([]);
    expect(droppedAt(anna)).toEqual({ 'too-old': 1 });
    expect(tileSays(anna, room.host.seatId)).toBe(tileWords.repeated);
  });

  it('keeps none for later: behind the window of the newest ones it is old', async () => {
    const late = await withheld(room.host);
    for (let sent = 0; sent < replayWindowSize; sent += 1) {
      await room.host.send('camera', newFrame());
    }
    expect(await bring(anna, room.host, [late])).toEqual([]);
    expect(droppedAt(anna)).toEqual({ 'too-old': 1 });
  });

  it('brings none from keys of before', async () => {
    const old = await withheld(room.host);
    room.host.model.remove(ben.seatId);
    await room.until('Ben is out', () => room.callOf(anna).people.length === 1);
    await room.pass(2_500);
    expect(await bring(anna, room.host, [old])).toEqual([]);
    expect(droppedAt(anna)).toEqual({ 'unknown-key': 1 });
    expect(tileSays(anna, room.host.seatId)).toBe(tileWords.locked);
    expect(await room.sees(anna, room.host)).toBe(true);
    await room.pass(1_500);
    expect(tileSays(anna, room.host.seatId)).toBeNull();
    expect(statusOf(anna)).toMatchObject({ says: 'only', people: 2 });
  });

  it('brings none from keys of before when their number comes round again', async () => {
    const byKid = new Map<number, Bytes>();
    let fresh = await withheld(room.host);
    for (let page = anna; !byKid.has(kidIn(fresh));) {
      byKid.set(kidIn(fresh), fresh);
      // No oftener than the therapist answers.
      await room.pass(1_000);
      page = await room.reload(page);
      fresh = await withheld(room.host);
    }
    await room.pass(2_500);
    const old = byKid.get(kidIn(fresh)) ?? new Uint8Array();
    expect(await bring(ben, room.host, [old])).toEqual([]);
    expect(droppedAt(ben)).toMatchObject({ 'not-authentic': 1 });
    expect(tileSays(ben, room.host.seatId)).toBe(tileWords.changed);
    expect(await bring(ben, room.host, [fresh])).toHaveLength(1);
  });

  it('carries none into another session', async () => {
    const other = await openRoom();
    const carl = await other.admit('carl');
    await other.pass(1_500);
    const foreign = await withheld(room.host);
    const [end] = other.receivers(carl, other.host);
    await end?.put(foreign);
    await other.pass(1_500);
    expect(end?.passed).toEqual([]);
    expect(tileSays(carl, other.host.seatId)).not.toBeNull();
  });
});
