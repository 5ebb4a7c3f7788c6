import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../../../src/base/bytes.ts';
import { encodeCbor } from '../../../../src/crypto/cbor/encode-cbor.ts';
import { openChunk, parseChunk, sealChunk } from '../../../../src/crypto/files/file-chunk.ts';
import {
  chunkSizeBytes,
  encodeManifest,
  maxFileBytes,
  parseManifest,
  type FileManifest,
} from '../../../../src/crypto/files/file-manifest.ts';
import { IncomingFile } from '../../../../src/crypto/files/incoming-file.ts';
import { outgoingFile } from '../../../../src/crypto/files/outgoing-file.ts';
import { realRandom } from '../../../support/identity.ts';

function contentOf(size: number): Bytes {
  return new Uint8Array(size).map((_, at) => (at * 31) & 0xff);
}

async function chunksOf(content: Bytes, name = 'work sheet.pdf') {
  const file = await outgoingFile(content, name, realRandom);
  const chunks = await Promise.all(Array.from({ length: file.chunks }, (_, at) => file.chunk(at)));
  return { manifest: file.manifest, chunks };
}

async function receive(manifest: FileManifest, chunks: readonly Bytes[]) {
  const file = new IncomingFile(manifest);
  for (const chunk of chunks) await take(file, chunk);
  return file.progress;
}

/** As a receiver does it: whatever is no chunk at all never gets to the file. */
async function take(file: IncomingFile, bytes: Bytes | undefined) {
  const chunk = bytes && parseChunk(bytes);
  return chunk ? file.take(chunk) : file.progress;
}

describe('a file', () => {
  it.each([0, 1, chunkSizeBytes - 1, chunkSizeBytes, chunkSizeBytes + 1, 3 * chunkSizeBytes + 7])(
    'of %d bytes arrives whole',
    async (size) => {
      const content = contentOf(size);
      const { manifest, chunks } = await chunksOf(content);
      expect(await receive(manifest, chunks)).toEqual({ state: 'whole', content });
    },
  );

  it('has each chunk sealed with its file, its place and whether it is the last', async () => {
    const content = contentOf(chunkSizeBytes + 5);
    const { manifest, chunks } = await chunksOf(content);
    const key = await crypto.subtle.importKey('raw', manifest.key, 'AES-GCM', false, ['decrypt']);
    for (const [index, chunk] of chunks.entries()) {
      const place = new Uint8Array([0, 0, 0, index]);
      const iv = new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, ...place]);
      const additionalData = new Uint8Array([...manifest.id, ...place, index]);
      const cipher = { name: 'AES-GCM', iv, additionalData };
      const sealed = chunk.subarray(manifest.id.length + place.length);
      const opened = new Uint8Array(await crypto.subtle.decrypt(cipher, key, sealed));
      const start = index * chunkSizeBytes;
      expect(opened).toEqual(content.subarray(start, start + chunkSizeBytes));
    }
  });

  it('is broken by a chunk of another size, though it is sealed for its place', async () => {
    const { manifest } = await chunksOf(contentOf(100));
    // The key is the sender's, who says 100 bytes of it.
    for (const sizeBytes of [99, 101]) {
      const chunk = await sealChunk({ ...manifest, sizeBytes }, 0, contentOf(sizeBytes));
      expect(await receive(manifest, [chunk])).toEqual({ state: 'broken' });
      const parsed = parseChunk(chunk);
      expect(parsed && (await openChunk(manifest, 0, parsed))).toBeNull();
    }
  });

  it('gives nothing before it is whole', async () => {
    const { manifest, chunks } = await chunksOf(contentOf(2 * chunkSizeBytes));
    expect(await receive(manifest, chunks.slice(0, 1))).toEqual({
      state: 'receiving',
      receivedBytes: chunkSizeBytes,
    });
  });

  it('gives nothing when its hash is not the manifest’s', async () => {
    const { manifest, chunks } = await chunksOf(contentOf(100));
    const other = { ...manifest, sha256: new Uint8Array(32) };
    expect(await receive(other, chunks)).toEqual({ state: 'broken' });
  });

  it('breaks at any flipped bit', async () => {
    const { manifest, chunks } = await chunksOf(contentOf(300));
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (at) => {
        const [chunk] = chunks.map((one) => one.slice());
        if (!chunk) throw new Error('no chunk');
        const bit = at % (chunk.length * 8);
        chunk[bit >> 3] = (chunk[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const progress = await receive(manifest, [chunk]);
        expect(progress.state).not.toBe('whole');
      }),
      { numRuns: 200 },
    );
  });

  it('breaks when chunks change places or one is left out', async () => {
    const { manifest, chunks } = await chunksOf(contentOf(3 * chunkSizeBytes));
    const [one, two, three] = chunks as [Bytes, Bytes, Bytes];
    expect(await receive(manifest, [two, one, three])).toEqual({ state: 'broken' });
    expect(await receive(manifest, [one, three])).toEqual({ state: 'broken' });
  });

  it('does not end early: the last chunk says that it is the last', async () => {
    const content = contentOf(2 * chunkSizeBytes);
    const { manifest, chunks } = await chunksOf(content);
    const shorter = { ...manifest, sizeBytes: chunkSizeBytes };
    expect(await receive(shorter, chunks.slice(0, 1))).toEqual({ state: 'broken' });
  });

  it('takes no chunk of another file', async () => {
    const [one, two] = [await chunksOf(contentOf(10)), await chunksOf(contentOf(10))];
    expect(await receive(one.manifest, two.chunks)).toEqual({ state: 'broken' });
  });

  it('takes a chunk that is sent again as if it were not', async () => {
    const content = contentOf(2 * chunkSizeBytes);
    const { manifest, chunks } = await chunksOf(content);
    const [one, two] = chunks as [Bytes, Bytes];
    expect(await receive(manifest, [one, one, two, two])).toEqual({ state: 'whole', content });
  });

  it('forgets itself when it is cancelled', async () => {
    const { manifest, chunks } = await chunksOf(contentOf(2 * chunkSizeBytes));
    const file = new IncomingFile(manifest);
    await take(file, chunks[0]);
    expect(file.next).toBe(1);
    file.cancel();
    expect(await take(file, chunks[1])).toEqual({ state: 'broken' });
  });

  it('stays cancelled when a chunk was just being opened', async () => {
    const { manifest, chunks } = await chunksOf(contentOf(chunkSizeBytes));
    const file = new IncomingFile(manifest);
    const taking = take(file, chunks[0]);
    file.cancel();
    expect(await taking).toEqual({ state: 'broken' });
    expect(file.progress).toEqual({ state: 'broken' });
  });

  it('is overwritten by its sender when it is wiped', async () => {
    const content = contentOf(10);
    const file = await outgoingFile(content, 'a', realRandom);
    file.wipe();
    expect(content).toEqual(new Uint8Array(10));
  });

  it('is not sent when it is too large', async () => {
    const content = new Uint8Array(maxFileBytes + 1);
    await expect(outgoingFile(content, 'a', realRandom)).rejects.toThrow(RangeError);
  });

  it('never seals a chunk of another size under its nonce', async () => {
    const { manifest } = await chunksOf(contentOf(10));
    await expect(sealChunk(manifest, 0, new Uint8Array(9))).rejects.toThrow(RangeError);
  });
});

describe('a manifest', () => {
  it('reads back', async () => {
    const { manifest } = await chunksOf(contentOf(10));
    expect(parseManifest(encodeManifest(manifest))).toEqual(manifest);
  });

  it.each(['', ' ', '.', '..', 'a/b', 'a\\b', 'a\nb', 'a\u202eb', 'a\u0000', 'x'.repeat(256)])(
    'takes no file name like %j',
    async (name) => {
      const { manifest } = await chunksOf(contentOf(1));
      expect(parseManifest(encodeManifest({ ...manifest, name }))).toBeNull();
      await expect(outgoingFile(contentOf(1), name, realRandom)).rejects.toThrow(RangeError);
    },
  );

  it.each([
    ['another version', { v: 2 }],
    ['a short key', { key: new Uint8Array(16) }],
    ['too many bytes', { size: maxFileBytes + 1, chunks: 401 }],
    ['a wrong number of chunks', { chunks: 2 }],
    ['a number for a name', { name: 5 }],
    ['one key more', { more: 1 }],
  ])('is refused with %s', (_what, change) => {
    const good = {
      v: 1,
      id: new Uint8Array(16),
      key: new Uint8Array(32),
      size: 1,
      chunks: 1,
      sha256: new Uint8Array(32),
      name: 'a',
    };
    expect(parseManifest(encodeCbor(good))).not.toBeNull();
    expect(parseManifest(encodeCbor({ ...good, ...change }))).toBeNull();
  });
});
