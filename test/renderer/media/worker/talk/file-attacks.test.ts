import { beforeEach, describe, expect, it } from 'vitest';
import { concatBytes, type Bytes } from '../../../../../src/base/bytes.ts';
import { encodeCbor } from '../../../../../src/crypto/cbor/encode-cbor.ts';
import {
  chunkSizeBytes,
  type FileManifest,
} from '../../../../../src/crypto/files/file-manifest.ts';
import { outgoingFile } from '../../../../../src/crypto/files/outgoing-file.ts';
import { realRandom } from '../../../../support/identity.ts';
import { flipped } from '../../../../support/raw-session.ts';
import { thrownCode } from '../../../../support/thrown-code.ts';
import { settle, TalkWorld, until, type TalkSide } from '../../../../support/talk-world.ts';

// Whoever sends a file may lie about everything in it, and the server about every chunk. Mallory is a guest.

let world: TalkWorld;
let therapist: TalkSide;
let mallory: TalkSide;
let anna: TalkSide;

beforeEach(() => {
  world = new TalkWorld();
  ({ therapist, anna } = world);
  mallory = world.ben;
});

const size = 3 * chunkSizeBytes + 5;
const chunks = 4;

async function madeFile(length = size) {
  const file = await outgoingFile(new Uint8Array(length).fill(7), 'a.pdf', realRandom);
  const sealed = await Promise.all(Array.from({ length: file.chunks }, (_, at) => file.chunk(at)));
  return { manifest: file.manifest, chunks: sealed as [Bytes, ...Bytes[]] };
}

function offer(manifest: FileManifest, from = mallory): void {
  from.forge(therapist, { type: 'file-offer', manifest }, true);
}

/** What the therapist has of the one file that there was. */
function outcome() {
  return {
    isWhole: therapist.all('file.ready').length > 0,
    canBeHad: thrownCode(() => therapist.desk.takeFile(1)) === null,
    gone: therapist.all('file.gone').map(({ reason }) => reason),
    refused: therapist.refused,
  };
}

/** Nothing of it can be had, and somebody sees why. */
const broken = { isWhole: false, canBeHad: false, gone: ['broken'], refused: ['not-authentic'] };

describe('a file on its way over a hostile server', () => {
  it.each<[string, (chunk: Bytes, at: number, all: Bytes[]) => readonly Bytes[]]>([
    ['has a flipped bit', (chunk, at) => [at === 1 ? flipped(chunk) : chunk]],
    ['has another index', (chunk, at) => [at === 1 ? flipped(chunk, 19) : chunk]],
    ['misses a chunk', (chunk, at) => (at === 1 ? [] : [chunk])],
    [
      'has two chunks in the other order',
      (chunk, at, all) => {
        if (at === 1) return [];
        return at === 2 ? [chunk, all[1] ?? chunk] : [chunk];
      },
    ],
    ['has a chunk cut short', (chunk, at) => [at === 1 ? chunk.slice(0, -1) : chunk]],
    [
      'has a chunk drawn out',
      (chunk, at) => [at === 3 ? concatBytes(chunk, new Uint8Array(1)) : chunk],
    ],
  ])('ends for both sides when it %s', async (_what, tamper) => {
    const seen: Bytes[] = [];
    world.tamperChunk = (chunk) => {
      seen.push(chunk);
      return tamper(chunk, seen.length - 1, seen);
    };
    const bytes = new Uint8Array(size).fill(7);
    const fileId = await anna.desk.sendFile({ name: 'a.pdf', bytes, to: therapist.seatId });
    await until(() => anna.all('file.gone').length === 1);
    expect(anna.all('file.gone')).toEqual([{ fileId, reason: 'broken' }]);
    expect(outcome()).toEqual(broken);
  });

  it('is whole when chunks are repeated, and has no chunk too many', async () => {
    world.tamperChunk = (chunk) => [chunk, chunk];
    const bytes = new Uint8Array(size).fill(7);
    await anna.desk.sendFile({ name: 'a.pdf', bytes, to: therapist.seatId });
    await until(() => anna.all('file.ready').length === 1);
    await therapist.desk.hearChunk(world.chunks[0] ?? new Uint8Array());
    expect(therapist.desk.takeFile(1)).toEqual(new Uint8Array(size).fill(7));
    expect(therapist.refused).toEqual([]);
  });

  it('takes no chunks of a file that nobody has offered, however many', async () => {
    const made = await madeFile();
    for (let count = 0; count < 50; count += 1) {
      for (const chunk of made.chunks) await therapist.desk.hearChunk(chunk);
    }
    expect(therapist.refused).toEqual(Array(200).fill('unknown-file'));
    expect(therapist.all('file.offered')).toEqual([]);
  });

  it.each([
    ['nothing', 0],
    ['half a head', 10],
    ['a head alone', 20],
    ['more than a chunk', chunkSizeBytes + 200],
  ])('is not made of %s', async (_what, length) => {
    await therapist.desk.hearChunk(new Uint8Array(length));
    expect(therapist.refused).toEqual(['malformed']);
  });
});

describe('a hostile sender', () => {
  it('is found out when the hash is not the file’s', async () => {
    const { manifest, chunks } = await madeFile();
    offer({ ...manifest, sha256: new Uint8Array(32) });
    for (const chunk of chunks) await therapist.desk.hearChunk(chunk);
    expect(outcome()).toEqual(broken);
  });

  it('is found out when the file is longer than it said', async () => {
    const { manifest, chunks } = await madeFile();
    offer({ ...manifest, sizeBytes: chunkSizeBytes });
    await therapist.desk.hearChunk(chunks[0]);
    expect(outcome()).toEqual(broken);
  });

  it('is found out when it sends a chunk of another file under this one’s id', async () => {
    const [one, other] = [await madeFile(), await madeFile()];
    offer(one.manifest);
    const [chunk] = other.chunks;
    await therapist.desk.hearChunk(concatBytes(one.manifest.id, chunk.slice(16)));
    expect(outcome()).toEqual(broken);
  });

  it('is found out when it seals a chunk for another place', async () => {
    const { manifest, chunks } = await madeFile();
    offer(manifest);
    const [first, second = first] = chunks;
    await therapist.desk.hearChunk(concatBytes(first.slice(0, 20), second.slice(20)));
    expect(outcome()).toEqual(broken);
  });

  it('takes no memory for more than a file may have', () => {
    const bomb = {
      v: 1,
      id: new Uint8Array(16),
      key: new Uint8Array(32),
      size: 2 ** 32,
      chunks: 2 ** 16,
      sha256: new Uint8Array(32),
      name: 'a.pdf',
    };
    mallory.forge(therapist, concatBytes(new Uint8Array([3]), encodeCbor(bomb)), true);
    expect(therapist.refused).toEqual(['malformed']);
    expect(therapist.all('file.offered')).toEqual([]);
  });

  it('fills no more of the memory than is its share, by offers alone', async () => {
    const { manifest } = await madeFile(1);
    for (let count = 0; count < 40; count += 1) {
      offer({ ...manifest, id: realRandom.bytes(16), sizeBytes: 25 * 1024 * 1024 });
    }
    // Each new one has taken the place of the one before.
    expect(therapist.all('file.gone')).toHaveLength(39);
    expect(new Set(therapist.all('file.gone').map(({ reason }) => reason))).toEqual(
      new Set(['interrupted']),
    );
    await settle();
  });

  it('is refused when it floods with offers', async () => {
    const { manifest } = await madeFile(1);
    for (let count = 0; count < 300; count += 1) {
      offer({ ...manifest, id: realRandom.bytes(16) });
    }
    expect(therapist.all('file.offered')).toHaveLength(120);
    expect(new Set(therapist.refused)).toEqual(new Set(['too-much']));
  });

  it('changes nothing by offering the same file again', async () => {
    const { manifest, chunks } = await madeFile();
    offer(manifest);
    for (const chunk of chunks) {
      offer(manifest);
      await therapist.desk.hearChunk(chunk);
    }
    offer(manifest);
    expect(therapist.all('file.offered')).toHaveLength(1);
    expect(therapist.all('file.ready')).toHaveLength(1);
    therapist.desk.cancelFile(1, 'cancelled');
    offer(manifest);
    expect(therapist.all('file.offered')).toHaveLength(1);
    expect(therapist.refused).toEqual([]);
  });

  it.each<[string, Partial<FileManifest>]>([
    ['name', { name: 'b.pdf' }],
    ['size', { sizeBytes: 4 }],
    ['key', { key: new Uint8Array(32) }],
  ])('is refused when it offers a file again with another %s', async (_what, change) => {
    const { manifest } = await madeFile();
    offer(manifest);
    offer({ ...manifest, ...change });
    expect(therapist.all('file.offered')).toHaveLength(1);
    expect(therapist.refused).toEqual(['not-authentic']);
  });

  it('is refused when it takes the id of somebody else’s file', async () => {
    const { manifest } = await madeFile();
    offer(manifest, anna);
    offer(manifest, mallory);
    expect(therapist.all('file.offered').map(({ participant }) => participant)).toEqual([
      anna.member.participant,
    ]);
    expect(therapist.refused).toEqual(['not-authentic']);
  });

  it('is refused when it offers a file to everybody, or to another guest', async () => {
    const { manifest } = await madeFile();
    mallory.forge(therapist, { type: 'file-offer', manifest }, false);
    mallory.forge(anna, { type: 'file-offer', manifest }, true);
    expect(therapist.refused).toEqual(['not-entitled']);
    expect(anna.refused).toEqual(['not-entitled']);
    expect([...therapist.all('file.offered'), ...anna.all('file.offered')]).toEqual([]);
  });

  it('has no say in files between others', async () => {
    anna.isPosting = false;
    const bytes = new Uint8Array(size);
    await anna.desk.sendFile({ name: 'a.pdf', bytes, to: therapist.seatId });
    await until(() => anna.all('file.outgoing').length === chunks);
    const id = anna.last('file.outgoing').bytes.slice(1, 17);
    for (const side of [therapist, anna]) {
      mallory.forge(side, { type: 'file-ended', id, reason: 'cancelled' }, true);
      mallory.forge(side, { type: 'file-received', id }, true);
      mallory.forge(side, { type: 'file-wanted', id, next: 2 }, true);
    }
    await settle();
    expect(anna.all('file.outgoing')).toHaveLength(chunks);
    expect([...anna.all('file.gone'), ...therapist.all('file.gone')]).toEqual([]);
    expect(anna.all('file.ready')).toEqual([]);
  });

  it('gets nothing by asking for a chunk that there is not', async () => {
    anna.isPosting = false;
    const bytes = new Uint8Array(size);
    await anna.desk.sendFile({ name: 'a.pdf', bytes, to: therapist.seatId });
    await until(() => anna.all('file.outgoing').length === chunks);
    const id = anna.last('file.outgoing').bytes.slice(1, 17);
    therapist.forge(anna, { type: 'file-wanted', id, next: 4 }, true);
    therapist.forge(anna, { type: 'file-wanted', id, next: 2 ** 32 - 1 }, true);
    await settle();
    expect(anna.all('file.outgoing')).toHaveLength(chunks);
  });
});
