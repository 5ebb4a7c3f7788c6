import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { clearSize, codecs, type FrameCodec } from '../../../../src/crypto/frames/clear-bytes.ts';
import {
  openFrame,
  parseFrame,
  sealFrame,
  type FrameKind,
} from '../../../../src/crypto/frames/frame-format.ts';
import { allContexts, contexts, type FrameContext } from '../../../../src/crypto/frames/kid.ts';
import { importSFrameKey, type SFrameKey } from '../../../../src/crypto/sframe/sframe-key.ts';
import { frameSuite } from '../../../../src/crypto/sframe/suite.ts';
import { bytes, hex } from '../../../support/hex.ts';

const baseKey = new Uint8Array(32).fill(7);
let sealKey: SFrameKey;
let openKey: SFrameKey;
let otherKey: SFrameKey;

beforeAll(async () => {
  sealKey = await importSFrameKey(frameSuite, baseKey, 0x121, 'seal');
  openKey = await importSFrameKey(frameSuite, baseKey, 0x121, 'open');
  otherKey = await importSFrameKey(frameSuite, baseKey, 0x122, 'open');
});

const anyKind: fc.Arbitrary<FrameKind> = fc.record({
  codec: fc.constantFrom(...(Object.keys(codecs) as FrameCodec[])),
  context: fc.constantFrom(...(Object.keys(contexts) as FrameContext[])),
});
const anyFrame = fc
  .uint8Array({ minLength: 10, maxLength: 400 })
  .map((frame) => new Uint8Array(frame));
const anyCtr = fc.nat();

async function seal(kind: FrameKind, ctr: number, frame: Uint8Array<ArrayBuffer>) {
  const sealed = await sealFrame(sealKey, ctr, kind, frame);
  if (!sealed) throw new Error('frame too short');
  return sealed;
}

async function open(kind: FrameKind, frame: Uint8Array<ArrayBuffer>, key = openKey) {
  const parsed = parseFrame(kind.codec, frame);
  return parsed && openFrame(key, kind, parsed);
}

describe('frame format', () => {
  it('lies on the wire as clear bytes, header, ciphertext, tag', async () => {
    const frame = bytes('9d012a' + '80020000'.repeat(4));
    const sealed = await seal({ codec: 'vp8', context: 'camera' }, 5, frame);
    // Bit 0 of 9d is 1: a delta frame, three clear bytes. KID 0x121 takes two bytes, counter 5 none.
    expect(hex(sealed.subarray(0, 6))).toBe('9d012a' + '950121');
    expect(sealed.length).toBe(frame.length + 3 + 16);
  });

  it('keeps 10 or 3 clear bytes of VP8 by bit 0, none of VP9, one of Opus', () => {
    const [key, delta] = [new Uint8Array(20), new Uint8Array(20).fill(1)];
    expect([clearSize('vp8', key), clearSize('vp8', delta)]).toEqual([10, 3]);
    expect([clearSize('vp9', key), clearSize('opus', delta)]).toEqual([0, 1]);
  });

  it.each([
    ['vp8', ''],
    ['vp8', '00'.repeat(9)],
    ['vp8', '0101'],
    ['opus', ''],
  ] as const)('finds a %s frame of %o too short to seal', (codec, frame) => {
    expect(sealFrame(sealKey, 0, { codec, context: 'camera' }, bytes(frame))).toBeNull();
  });

  it('opens what it sealed, to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(anyKind, anyCtr, anyFrame, async (kind, ctr, frame) => {
        expect(await open(kind, await seal(kind, ctr, frame))).toEqual(frame);
      }),
    );
  });

  it('adds at most 22 bytes', async () => {
    const worst = await importSFrameKey(frameSuite, baseKey, 1023, 'seal');
    const sealed = await sealFrame(
      worst,
      // A day of video at 100 frames a second is less than 2^24 counters.
      2 ** 24 - 1,
      { codec: 'vp9', context: 'screen' },
      new Uint8Array(100),
    );
    expect((sealed?.length ?? 0) - 100).toBeLessThanOrEqual(22);
  });

  it('refuses any flipped bit', async () => {
    await fc.assert(
      fc.asyncProperty(anyKind, anyCtr, anyFrame, fc.nat(), async (kind, ctr, frame, at) => {
        const sealed = await seal(kind, ctr, frame);
        const bit = at % (sealed.length * 8);
        sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(await open(kind, sealed)).toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  it('refuses any truncation', async () => {
    await fc.assert(
      fc.asyncProperty(anyKind, anyFrame, fc.nat(), async (kind, frame, at) => {
        const sealed = await seal(kind, 3, frame);
        expect(await open(kind, sealed.subarray(0, at % sealed.length))).toBeNull();
      }),
    );
  });

  it('refuses a frame under another codec', async () => {
    const sealed = await seal({ codec: 'vp9', context: 'camera' }, 1, new Uint8Array(40));
    for (const codec of ['opus', 'vp8'] as const) {
      expect(await open({ codec, context: 'camera' }, sealed)).toBeNull();
    }
  });

  it('authenticates the codec itself, not only the clear bytes that it chooses', async () => {
    const sealed = await seal({ codec: 'vp9', context: 'camera' }, 1, new Uint8Array(40));
    const parsed = parseFrame('vp9', sealed);
    expect(parsed && (await openFrame(openKey, { codec: 'opus', context: 'camera' }, parsed))).toBe(
      null,
    );
    expect(
      parsed && (await openFrame(openKey, { codec: 'vp9', context: 'camera' }, parsed)),
    ).not.toBeNull();
  });

  it('refuses a frame under another kind', async () => {
    const sealed = await seal({ codec: 'vp9', context: 'camera' }, 1, new Uint8Array(40));
    for (const context of allContexts.filter((one) => one !== 'camera')) {
      expect(await open({ codec: 'vp9', context }, sealed)).toBeNull();
    }
  });

  it('refuses a frame under the key of another KID', async () => {
    const kind = { codec: 'vp9', context: 'camera' } as const;
    const sealed = await seal(kind, 1, new Uint8Array(40));
    expect(await open(kind, sealed, otherKey)).toBeNull();
  });

  it('refuses a header that was taken from another frame', async () => {
    const kind = { codec: 'opus', context: 'audio' } as const;
    const [one, two] = [
      await seal(kind, 1, new Uint8Array(40)),
      await seal(kind, 2, new Uint8Array(40)),
    ];
    one.set(two.subarray(1, 4), 1);
    expect(await open(kind, one)).toBeNull();
  });

  it('carries an empty payload: an Opus frame may be its first byte only', async () => {
    const kind = { codec: 'opus', context: 'audio' } as const;
    const sealed = await seal(kind, 1, bytes('f8'));
    expect(await open(kind, sealed)).toEqual(bytes('f8'));
  });
});
