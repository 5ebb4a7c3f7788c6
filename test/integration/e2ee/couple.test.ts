import { beforeEach, describe, expect, it } from 'vitest';
import type { Bytes } from '../../../src/base/bytes.ts';
import { newId } from '../../../src/contract/ids.ts';
import { parseFrame } from '../../../src/crypto/frames/frame-format.ts';
import { parseEnvelope } from '../../../src/crypto/messages/relay-envelope.ts';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import { missingWorker } from '../../support/call-stage.ts';
import type { GuestBench } from '../../support/hostile/guest-bench.ts';
import { newFrame, type HostileRoom, type InCall } from '../../support/hostile/hostile-room.ts';
import { RawGuest } from '../../support/hostile/raw-guest.ts';
import { roomsOfFile } from '../../support/hostile/rooms-of-file.ts';
import { keptOutOf, statusOf, tileSays, tileWords } from '../../support/hostile/what-is-said.ts';
import { realRandom } from '../../support/identity.ts';

// e2ee.md, Proof wanted: a leaver and a late joiner decrypt nothing outside their time. A therapist and two who belong together,
// at the real server: they come, drop, come back, leave and are sent away.

const reason = missingWorker();

describe.skipIf(reason !== null)(`a session of three${skipNote(reason)}`, () => {
  const openRoom = roomsOfFile();
  let room: HostileRoom;
  let anna: GuestBench;

  beforeEach(async () => {
    room = await openRoom();
    anna = await room.admit('anna');
  });

  async function expectAllSeeAll(people: readonly InCall[]): Promise<void> {
    for (const viewer of people) {
      for (const other of people.filter((one) => one !== viewer)) {
        expect(await room.sees(viewer, other)).toBe(true);
        expect(tileSays(viewer, other.seatId)).toBeNull();
      }
    }
  }

  /** The therapist has heard every guest's words. */
  function compareWords(): void {
    const { words } = room.callOf(room.host).encryption ?? { words: [] };
    for (const { seatId } of words) room.host.model.call.judgeWords(seatId, 'same');
  }

  const epochNow = () => room.callOf(room.host).encryption?.epoch ?? 0;

  it('begins with words of their own for each guest, the same on both sides', async () => {
    const ben = await room.admit('ben');
    const { words } = room.callOf(room.host).encryption ?? { words: [] };
    for (const guest of [anna, ben]) {
      const own = room.callOf(guest).encryption?.words.at(-1)?.words;
      expect(own).toHaveLength(4);
      expect(words.find(({ seatId }) => seatId === guest.seatId)?.words).toEqual(own);
    }
    expect(words[0]?.words).not.toEqual(words[1]?.words);
    expect(statusOf(room.host)).toEqual({ level: 'know', says: 'compare' });
    compareWords();
    for (const page of [room.host, anna, ben]) {
      expect(statusOf(page)).toEqual({ level: 'quiet', says: 'only', people: 3 });
      expect(keptOutOf(page)).toBe(0);
    }
    await expectAllSeeAll([room.host, anna, ben]);
  });

  it('goes on for two when one leaves, with new keys at once', async () => {
    const ben = await room.admit('ben');
    compareWords();
    const before = epochNow();
    ben.model.leave();
    await room.pass(6_000);
    await room.until('Ben is out', () => room.callOf(anna).people.length === 1);
    await room.quiet();
    expect(epochNow()).toBeGreaterThan(before);
    expect(ben.model.state.get().phase).toBe('closed');
    for (const page of [room.host, anna]) {
      expect(statusOf(page)).toEqual({ level: 'quiet', says: 'only', people: 2 });
    }
    await expectAllSeeAll([room.host, anna]);
  });

  it('goes on for two when one is sent away, with new keys before any time has gone by', async () => {
    const ben = await room.admit('ben');
    const before = await room.host.send('camera', newFrame());
    room.host.model.remove(ben.seatId);
    await room.until('Ben is out', () => room.callOf(anna).people.length === 1);
    await room.quiet();
    const after = await room.host.send('camera', newFrame());
    expect(kidOf(after)).not.toBe(kidOf(before));
    expect(ben.model.state.get()).toMatchObject({ phase: 'closed' });
    await expectAllSeeAll([room.host, anna]);
  });

  it('seals nothing more for who was sent away, also while the server keeps the news from the others', async () => {
    const ben = await room.admit('ben');
    const before = await room.host.send('camera', newFrame());
    room.wire.onPush('relay.message', (who, message) => (who === 'anna' ? null : message));
    room.host.model.remove(ben.seatId);
    await room.until('Ben is out', () => ben.model.state.get().phase === 'closed');
    await room.quiet();
    const after = await room.host.send('camera', newFrame());
    expect(after).not.toBeNull();
    expect(kidOf(after)).not.toBe(kidOf(before));
  });

  it('lets nobody who was sent away back in by what their page remembers', async () => {
    const ben = await room.admit('ben');
    room.host.model.remove(ben.seatId);
    await room.until('Ben is out', () => ben.model.state.get().phase === 'closed');
    const again = room.openPage(ben.device);
    await room.until('the end of it', () => again.model.state.get().phase === 'failed');
    expect(room.callOf(room.host).people).toHaveLength(1);
    expect(room.host.open.waiting).toEqual([]);
  });

  it('says who waits for a key while one page is loaded again, and goes on for the others', async () => {
    const ben = await room.admit('ben');
    ben.scope.close();
    await room.quiet();
    expect(await room.sees(anna, room.host)).toBe(true);
    const { seatId } = ben;
    const waits = (page: InCall) => room.person(page, seatId).keys === 'waiting';
    for (let rounds = 0; rounds < 20 && ![room.host, anna].every(waits); rounds += 1) {
      await room.pass(5_000);
    }
    for (const page of [room.host, anna]) {
      expect(room.person(page, seatId).keys).toBe('waiting');
      expect(tileSays(page, ben.seatId)).toBe(tileWords.dropped);
      expect(statusOf(page)).toMatchObject({ says: 'waiting', seatIds: [ben.seatId] });
    }
    const back = room.openPageAgain(ben.device);
    await room.untilSealed(back);
    await expectAllSeeAll([room.host, anna, back]);
  });

  it('comes together again by itself when the therapist’s app is started anew', async () => {
    const ben = await room.admit('ben');
    await room.restartHost();
    await room.untilSealed(anna);
    await room.untilSealed(ben);
    expect([room.isSealed(anna), room.isSealed(ben)]).toEqual([true, true]);
    await expectAllSeeAll([room.host, anna, ben]);
  });

  describe('with somebody who records every frame and keeps every key', () => {
    interface Recorded {
      readonly frames: readonly { readonly frame: Bytes; readonly sealed: Bytes }[];
      readonly texts: readonly string[];
    }

    /** What everybody shows and writes for a while, in clear and as the recorder has it. */
    async function showing(): Promise<Recorded> {
      // Whoever keeps to no rule answers nothing, and is waited for before new keys are used.
      await room.pass(1_000);
      const frames: { frame: Bytes; sealed: Bytes }[] = [];
      const texts: string[] = [];
      for (let round = 0; round < 3; round += 1) {
        for (const sender of [room.host, anna]) {
          const frame = newFrame();
          const sealed = await sender.send('camera', frame);
          if (sealed) frames.push({ frame, sealed });
          const text = `words ${newId(realRandom)}`;
          texts.push(text);
          await sender.model.call.talk.say(text);
        }
        await room.pass(1_000);
      }
      expect(frames).toHaveLength(6);
      return { frames, texts };
    }

    /** The server hands somebody everything that it ever carried, from the first message to the last. @returns all that they read */
    async function handOver(recorder: RawGuest): Promise<string> {
      const messages = room.wire.relayed.flatMap(({ payload }) => {
        const envelope = parseEnvelope(payload);
        return envelope?.kind === 'mls' ? [envelope.bytes] : [];
      });
      for (const bytes of messages) {
        try {
          await recorder.raw.receive(bytes);
          await recorder.keepAll();
        } catch {
          // Not for this one to open.
        }
      }
      const read: Uint8Array[] = [];
      for (const bytes of messages) read.push((await recorder.read(bytes)) ?? new Uint8Array());
      return Buffer.concat(read).toString('latin1');
    }

    /** How much of what was shown and written somebody gets at. */
    async function gotBy(recorder: RawGuest, { frames, texts }: Recorded) {
      const read = await handOver(recorder);
      let opened = 0;
      for (const { frame, sealed } of frames) {
        const tried = await recorder.kept.open('vp8', sealed);
        if (!tried) continue;
        opened += 1;
        expect(tried).toEqual(frame);
      }
      return { frames: opened, texts: texts.filter((text) => read.includes(text)).length };
    }

    const everything = { frames: 6, texts: 6 };
    const nothing = { frames: 0, texts: 0 };

    it('shows a late joiner nothing of the time before', async () => {
      const before = await showing();
      const late = await RawGuest.join(room, 'late');
      const after = await showing();
      expect(await gotBy(late, after)).toEqual(everything);
      expect(await gotBy(late, before)).toEqual(nothing);
    });

    it('shows somebody who was sent away nothing of the time after', async () => {
      const gone = await RawGuest.join(room, 'gone');
      const during = await showing();
      room.host.model.remove(gone.seatId);
      await room.until('they are out', () => room.callOf(anna).people.length === 1);
      await room.quiet();
      const after = await showing();
      expect(await gotBy(gone, during)).toEqual(everything);
      expect(await gotBy(gone, after)).toEqual(nothing);
    });

    it('shows somebody who left nothing of the time after, also when others come', async () => {
      const gone = await RawGuest.join(room, 'gone');
      const during = await showing();
      await room.wire.call('gone', 'seat.leave', {});
      await room.until('they are out', () => room.callOf(anna).people.length === 1);
      await room.quiet();
      const after = await showing();
      // Their leaf goes to the next who comes.
      await room.admit('ben');
      const later = await showing();
      expect(await gotBy(gone, during)).toEqual(everything);
      expect(await gotBy(gone, after)).toEqual(nothing);
      expect(await gotBy(gone, later)).toEqual(nothing);
    });

    it('shows somebody who only knocked nothing at all', async () => {
      const waiting = await RawGuest.knock(room, 'waiting');
      const shown = await showing();
      expect(await gotBy(waiting, shown)).toEqual(nothing);
      expect(waiting.kept.epochs).toBe(0);
    });

    it('shows nobody a frame of the leaver’s in the place of who took their leaf', async () => {
      const gone = await RawGuest.join(room, 'gone');
      const { leafIndex } = gone.raw.state.privatePath;
      const late = await gone.kept.seal({ leaf: leafIndex, ctr: 5, frame: newFrame() });
      room.host.model.remove(gone.seatId);
      await room.until('they are out', () => room.callOf(anna).people.length === 1);
      const ben = await room.admit('ben');
      await room.pass(1_500);
      const [end] = room.receivers(anna, ben);
      await end?.put(late);
      await room.pass(1_500);
      expect(end?.passed).toEqual([]);
      expect(tileSays(anna, ben.seatId)).not.toBeNull();
      expect(await room.sees(anna, ben)).toBe(true);
    });
  });
});

/** Whose frame of which keys it says it is. */
function kidOf(sealed: Bytes | null): unknown {
  return sealed && parseFrame('vp8', sealed)?.header.kid;
}
