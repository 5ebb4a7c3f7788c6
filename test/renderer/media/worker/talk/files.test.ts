import { beforeEach, describe, expect, it } from 'vitest';
import type { Bytes } from '../../../../../src/base/bytes.ts';
import { limits } from '../../../../../src/contract/limits.ts';
import { chunkSizeBytes, maxFileBytes } from '../../../../../src/crypto/files/file-manifest.ts';
import { maxChatCharacters, parseTalk } from '../../../../../src/crypto/messages/talk-payload.ts';
import { rejectedCode } from '../../../../support/rejected-code.ts';
import { settle, TalkWorld, until, type TalkSide } from '../../../../support/talk-world.ts';

let world: TalkWorld;

beforeEach(() => {
  world = new TalkWorld();
});

function contentOf(size: number): Bytes {
  return new Uint8Array(size).map((_, at) => (at * 31 + (at >> 8)) & 0xff);
}

async function send(from: TalkSide, to: TalkSide, size = 3 * chunkSizeBytes + 5): Promise<number> {
  const bytes = contentOf(size);
  return from.desk.sendFile({ name: 'work sheet.pdf', bytes, to: to.seatId });
}

const typeOf = (payload: Bytes): string | undefined => parseTalk(payload)?.type;

describe('a file that is handed over', () => {
  it.each([0, 1, chunkSizeBytes, 5 * chunkSizeBytes + 1])(
    'arrives whole, of %d bytes',
    async (size) => {
      const { therapist, anna } = world;
      const fileId = await send(anna, therapist, size);
      await until(() => anna.all('file.ready').length === 1);
      const { participant, role } = anna.member;
      expect(therapist.all('file.offered')).toEqual([
        {
          fileId: 1,
          participant,
          role,
          seatId: anna.seatId,
          name: 'work sheet.pdf',
          sizeBytes: size,
        },
      ]);
      expect(therapist.all('file.ready')).toEqual([{ fileId: 1 }]);
      expect(anna.all('file.ready')).toEqual([{ fileId }]);
      expect(therapist.desk.takeFile(1)).toEqual(contentOf(size));
      expect(therapist.desk.takeFile(1)).toEqual(contentOf(size));
      expect(therapist.refused).toEqual([]);
    },
  );

  it('tells both sides how far it is', async () => {
    const { therapist, anna } = world;
    const size = 2 * chunkSizeBytes + 5;
    const fileId = await send(therapist, anna, size);
    await until(() => therapist.all('file.ready').length === 1);
    // The answer to the last chunk may overtake the word that it has arrived.
    expect(therapist.all('file.progress').slice(0, 2)).toEqual([
      { fileId, movedBytes: chunkSizeBytes },
      { fileId, movedBytes: 2 * chunkSizeBytes },
    ]);
    expect(anna.all('file.progress')).toEqual([
      { fileId: 1, movedBytes: chunkSizeBytes },
      { fileId: 1, movedBytes: 2 * chunkSizeBytes },
    ]);
  });

  it('has twelve chunks ahead of those that arrived, in order, and none before they are wanted', async () => {
    const { therapist, anna } = world;
    anna.isPosting = false;
    world.tamper = (_from, payload) => (typeOf(payload) === 'file-wanted' ? null : payload);
    const fileId = await send(anna, therapist, 20 * chunkSizeBytes);
    await settle();
    expect(anna.all('file.outgoing')).toEqual([]);
    world.tamper = (_from, payload) => payload;
    world.newEpoch();
    await until(() => anna.all('file.outgoing').length === 12);
    await settle();
    const { round } = anna.last('file.outgoing');
    await anna.desk.chunkSent(fileId, round, 12);
    await anna.desk.chunkSent(fileId, round + 1, 0);
    expect(anna.all('file.outgoing')).toHaveLength(12);
    await anna.desk.chunkSent(fileId, round, 0);
    expect(anna.all('file.outgoing')).toHaveLength(13);
    // What has arrived has arrived with all before it, and once.
    await anna.desk.chunkSent(fileId, round, 4);
    await anna.desk.chunkSent(fileId, round, 3);
    const outgoing = anna.all('file.outgoing');
    expect(outgoing.map(({ index }) => index)).toEqual(Array.from({ length: 17 }, (_, at) => at));
    expect(anna.all('file.progress').map(({ movedBytes }) => movedBytes / chunkSizeBytes)).toEqual([
      1, 5,
    ]);
  });

  it('leaves room at the relay for those of everybody else', async () => {
    const { therapist, anna } = world;
    anna.isPosting = false;
    const others = Array.from({ length: 9 }, (_, at) => ({ ...world.ben.member, leaf: 3 + at }));
    const roster = [...world.sides.map(({ member }) => member), ...others];
    for (const side of [therapist, anna]) side.enter(9n, roster);
    await send(anna, therapist, 20 * chunkSizeBytes);
    await until(() => anna.all('file.outgoing').length > 0);
    await settle();
    expect(anna.all('file.outgoing')).toHaveLength(2);
  });

  it('sends no chunk behind an offer before that is answered, and asks again when it is not', async () => {
    const { therapist, anna } = world;
    anna.isPosting = false;
    const fileId = await send(anna, therapist, 20 * chunkSizeBytes);
    await until(() => anna.all('file.outgoing').length === 12);
    const { round } = anna.last('file.outgoing');
    let isLost = true;
    world.tamper = (_from, payload) =>
      isLost && typeOf(payload) === 'file-wanted' ? null : payload;
    world.newEpoch();
    await settle();
    expect(anna.last('file.round')).toEqual({ fileId, round: round + 1 });
    await anna.desk.chunkSent(fileId, round, 0);
    expect(anna.all('file.outgoing')).toHaveLength(12);
    isLost = false;
    await world.clock.advance(10_000);
    await until(() => anna.all('file.outgoing').length === 24);
    expect(anna.last('file.outgoing')).toMatchObject({ round: round + 3, index: 11 });
    expect(world.clock.pending).toBe(0);
  });

  it('stops on both sides when its sender cancels it', async () => {
    const { therapist, anna } = world;
    anna.isPosting = false;
    const fileId = await send(anna, therapist);
    await until(() => anna.all('file.outgoing').length === 4);
    anna.desk.cancelFile(fileId, 'cancelled');
    await settle();
    expect(anna.all('file.gone')).toEqual([{ fileId, reason: 'cancelled' }]);
    expect(therapist.all('file.gone')).toEqual([{ fileId: 1, reason: 'cancelled-there' }]);
    const { round, index } = anna.last('file.outgoing');
    await anna.desk.chunkSent(fileId, round, index);
    expect(anna.all('file.outgoing')).toHaveLength(4);
    expect(world.clock.pending).toBe(0);
  });

  it('is said to be there when it was stopped after all of it had arrived', async () => {
    const { therapist, anna } = world;
    world.tamper = (_from, payload) => (typeOf(payload) === 'file-received' ? null : payload);
    const fileId = await send(anna, therapist);
    await until(() => therapist.all('file.ready').length === 1);
    world.tamper = (_from, payload) => payload;
    anna.desk.cancelFile(fileId, 'cancelled');
    await settle();
    expect(anna.all('file.gone')).toEqual([{ fileId, reason: 'cancelled' }]);
    expect(anna.all('file.ready')).toEqual([{ fileId }]);
    expect(therapist.desk.takeFile(1)).toHaveLength(3 * chunkSizeBytes + 5);
    expect(therapist.refused).toEqual([]);
  });

  it('stops on both sides when its receiver cancels it, and late chunks do no harm', async () => {
    const { therapist, anna } = world;
    anna.isPosting = false;
    const fileId = await send(anna, therapist);
    await until(() => anna.all('file.outgoing').length === 4);
    therapist.desk.cancelFile(1, 'cancelled');
    for (const chunk of anna.all('file.outgoing')) await world.carryChunk(anna, chunk);
    await settle();
    expect(therapist.all('file.gone')).toEqual([{ fileId: 1, reason: 'cancelled' }]);
    expect(anna.all('file.gone')).toEqual([{ fileId, reason: 'cancelled-there' }]);
    expect(therapist.refused).toEqual([]);
  });

  it('is forgotten when it is discarded', async () => {
    const { therapist, anna } = world;
    await send(anna, therapist);
    await until(() => therapist.all('file.ready').length === 1);
    const content = therapist.desk.takeFile(1);
    therapist.desk.cancelFile(1, 'cancelled');
    expect(therapist.all('file.gone')).toEqual([{ fileId: 1, reason: 'cancelled' }]);
    expect(content.every((byte) => byte === 0)).toBe(true);
    expect(() => therapist.desk.takeFile(1)).toThrow('not-found');
    therapist.desk.cancelFile(1, 'cancelled');
    expect(therapist.all('file.gone')).toHaveLength(1);
  });

  it('goes on in a new epoch where it was, without a chunk twice', async () => {
    const { therapist, anna } = world;
    let carried = 0;
    world.tamperChunk = (chunk) => {
      carried += 1;
      if (carried === 2) world.newEpoch();
      return [chunk];
    };
    await send(anna, therapist, 5 * chunkSizeBytes);
    await until(() => anna.all('file.ready').length === 1);
    expect(therapist.all('file.offered')).toHaveLength(1);
    expect(therapist.desk.takeFile(1)).toEqual(contentOf(5 * chunkSizeBytes));
    expect(therapist.refused).toEqual([]);
  });

  it('begins again when its receiver has forgotten it', async () => {
    const { therapist, anna } = world;
    anna.isPosting = false;
    await send(anna, therapist);
    await until(() => anna.all('file.outgoing').length === 4);
    const [first] = anna.all('file.outgoing');
    if (first) await world.carryChunk(anna, first);
    therapist.restart();
    anna.isPosting = true;
    world.newEpoch();
    await until(() => anna.all('file.ready').length === 1);
    expect(therapist.desk.takeFile(1)).toEqual(contentOf(3 * chunkSizeBytes + 5));
  });

  it('is confirmed again when the first answer was lost', async () => {
    const { therapist, anna } = world;
    world.tamper = (_from, payload) => (typeOf(payload) === 'file-received' ? null : payload);
    const fileId = await send(anna, therapist);
    await until(() => therapist.all('file.ready').length === 1);
    await settle();
    expect(anna.all('file.ready')).toEqual([]);
    world.tamper = (_from, payload) => payload;
    world.newEpoch();
    await until(() => anna.all('file.ready').length === 1);
    expect(anna.all('file.ready')).toEqual([{ fileId }]);
    expect(therapist.all('file.offered')).toHaveLength(1);
  });

  it('goes to the new seat when the other side has moved to one', async () => {
    const { therapist, anna } = world;
    anna.isPosting = false;
    await send(anna, therapist);
    await until(() => anna.all('file.outgoing').length === 4);
    const { round } = anna.last('file.outgoing');
    anna.seats.setSeat(world.ben.seatId, therapist.member.participant);
    anna.seats.onChange();
    await until(() => anna.all('file.outgoing').length === 8);
    const moved = { to: world.ben.seatId, round: round + 2 };
    expect(anna.all('file.outgoing')[4]).toMatchObject({ ...moved, index: 0 });
    expect(anna.last('file.outgoing')).toMatchObject({ ...moved, index: 3 });
  });

  it('ends when the other side leaves, and what is whole stays', async () => {
    const { therapist, anna, ben } = world;
    await send(anna, therapist, 10);
    await until(() => therapist.all('file.ready').length === 1);
    ben.isPosting = false;
    await send(ben, therapist);
    await until(() => ben.all('file.outgoing').length > 0);
    therapist.isPosting = false;
    const fileId = await send(therapist, anna);
    await until(() => therapist.all('file.outgoing').length > 0);
    world.newEpoch(anna, ben);
    expect(therapist.all('file.gone')).toEqual([
      { fileId, reason: 'left' },
      { fileId: 2, reason: 'left' },
    ]);
    expect(fileId).toBe(3);
    expect(therapist.desk.takeFile(1)).toEqual(contentOf(10));
  });

  it('is for nobody when the other side left while it was read', async () => {
    const { therapist, anna } = world;
    const sent = send(therapist, anna);
    world.newEpoch(anna);
    expect(await rejectedCode(sent)).toBe('not-found');
    // And they are not busy with it when they come back.
    world.newEpoch();
    await send(therapist, anna, 10);
    await until(() => anna.all('file.ready').length === 1);
  });

  it('is one at a time for each member', async () => {
    const { therapist, anna, ben } = world;
    therapist.isPosting = false;
    const first = await send(therapist, anna);
    expect(await rejectedCode(send(therapist, anna))).toBe('conflict');
    await send(therapist, ben);
    therapist.desk.cancelFile(first, 'cancelled');
    await send(therapist, anna);
  });

  it('is not offered while nobody confirms that our key is the newest', async () => {
    const { therapist, anna } = world;
    anna.seats.waiting = [anna.member.participant];
    anna.seats.onChange();
    await send(anna, therapist);
    await settle();
    expect(therapist.all('file.offered')).toEqual([]);
    anna.seats.waiting = [];
    anna.seats.onChange();
    await until(() => anna.all('file.ready').length === 1);
  });

  it('goes to members of the group only, between the therapist and a guest', async () => {
    const { therapist, anna, ben } = world;
    expect(await rejectedCode(send(anna, ben))).toBe('not-found');
    expect(await rejectedCode(send(anna, anna))).toBe('not-found');
    world.newEpoch(therapist);
    expect(await rejectedCode(send(anna, therapist))).toBe('not-found');
  });

  it('needs a name that a file can have', async () => {
    const { therapist, anna } = world;
    const file = { name: '../a', bytes: contentOf(1), to: therapist.seatId };
    expect(await rejectedCode(anna.desk.sendFile(file))).toBe('bad-request');
  });

  it('may be as large as both boundaries say', () => {
    expect(limits.fileBytes).toBe(maxFileBytes);
    expect(limits.chatCharacters).toBe(maxChatCharacters);
    expect(limits.relayPayloadBytes).toBeGreaterThanOrEqual(chunkSizeBytes + 16 + 4 + 16 + 1);
  });
});

describe('files that come in', () => {
  it('find no room beyond what one sender may fill, and room again when one is discarded', async () => {
    const { therapist, anna, ben } = world;
    const large = 24 * 1024 * 1024;
    for (const _ of [1, 2]) {
      const count = anna.all('file.ready').length;
      await send(anna, therapist, large);
      await until(() => anna.all('file.ready').length > count);
    }
    const fileId = await send(anna, therapist, large);
    await until(() => anna.all('file.gone').length === 1);
    expect(anna.last('file.gone')).toEqual({ fileId, reason: 'no-room' });
    expect(therapist.last('file.gone')).toEqual({ fileId: 3, reason: 'no-room' });
    await send(ben, therapist, 10);
    await until(() => ben.all('file.ready').length === 1);
    therapist.desk.cancelFile(1, 'cancelled');
    await send(anna, therapist, 10);
    await until(() => anna.all('file.ready').length === 3);
  });
});
