import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHeader } from '../../../../src/crypto/sframe/header.ts';
import { frameNonce } from '../../../../src/crypto/sframe/key-schedule.ts';
import { importSFrameKey } from '../../../../src/crypto/sframe/sframe-key.ts';
import { openSFrame, sealSFrame } from '../../../../src/crypto/sframe/sframe.ts';
import { suites, type SFrameSuite } from '../../../../src/crypto/sframe/suite.ts';
import { hex } from '../../../support/hex.ts';

const baseKey = new Uint8Array(32).fill(4);
const none = new Uint8Array();
const anyBytes = (maxLength: number) =>
  fc.uint8Array({ maxLength }).map((one) => new Uint8Array(one));
const named = Object.entries(suites) as [string, SFrameSuite][];

describe.each(named)('SFrame with %s', (_name, suite) => {
  it('opens what it sealed, and nothing that was changed', async () => {
    const sealKey = await importSFrameKey(suite, baseKey, 300, 'seal');
    const openKey = await importSFrameKey(suite, baseKey, 300, 'open');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        anyBytes(20),
        anyBytes(80),
        fc.nat(),
        async (ctr, metadata, plaintext, at) => {
          const sealed = await sealSFrame(sealKey, ctr, metadata, plaintext, none);
          const header = parseHeader(sealed);
          if (!header) throw new Error('no header');
          expect(sealed.length).toBe(header.sizeBytes + plaintext.length + suite.tagSizeBytes);
          expect(await openSFrame(openKey, header, metadata, sealed, none)).toEqual(plaintext);
          const other = new Uint8Array([...metadata, 1]);
          expect(await openSFrame(openKey, header, other, sealed, none)).toBeNull();
          const bit = at % ((sealed.length - header.sizeBytes) * 8);
          const byte = header.sizeBytes + (bit >> 3);
          sealed[byte] = (sealed[byte] ?? 0) ^ (1 << (bit & 7));
          expect(await openSFrame(openKey, header, metadata, sealed, none)).toBeNull();
        },
      ),
      { numRuns: 40 },
    );
  });

  it('opens nothing that is shorter than its tag', async () => {
    const openKey = await importSFrameKey(suite, baseKey, 1, 'open');
    const frame = new Uint8Array(suite.tagSizeBytes);
    frame[0] = 0x10;
    const header = parseHeader(frame);
    expect(header && (await openSFrame(openKey, header, none, frame, none))).toBeNull();
  });
});

describe('SFrame keys', () => {
  it('differ by KID and by suite, under one base key', async () => {
    const frames = await Promise.all(
      [1, 2].flatMap((kid) =>
        named.map(async ([, suite]) => {
          const key = await importSFrameKey(suite, baseKey, kid, 'seal');
          const sealed = await sealSFrame(key, 0, none, new Uint8Array(16), none);
          return hex(sealed.subarray(1, 17));
        }),
      ),
    );
    // The three AES-CTR-HMAC suites are different suites to the key schedule too.
    expect(new Set(frames).size).toBe(frames.length);
  });
});

describe('SFrame nonces', () => {
  it('are the salt XOR the counter, whatever form the counter has', () => {
    const field = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), field, (random, ctr) => {
        const salt = new Uint8Array(random);
        const expected = BigInt(`0x${hex(salt)}`) ^ ctr;
        const counter = ctr < 2n ** 48n ? Number(ctr) : ctr;
        expect(hex(frameNonce(salt, counter))).toBe(expected.toString(16).padStart(24, '0'));
      }),
      { numRuns: 1000 },
    );
  });

  it('leave the salt as it was', () => {
    const salt = new Uint8Array(12).fill(1);
    frameNonce(salt, 12345);
    expect(salt).toEqual(new Uint8Array(12).fill(1));
  });
});
