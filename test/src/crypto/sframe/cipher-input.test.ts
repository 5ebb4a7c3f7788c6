import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../../../src/base/bytes.ts';
import type { FrameAead } from '../../../../src/crypto/sframe/aead.ts';
import { CipherInput, CipherInputLender } from '../../../../src/crypto/sframe/cipher-input.ts';
import { parseHeader } from '../../../../src/crypto/sframe/header.ts';
import { frameNonce } from '../../../../src/crypto/sframe/key-schedule.ts';
import { openSFrame, sealSFrame } from '../../../../src/crypto/sframe/sframe.ts';
import { importSFrameKey, type SFrameKey } from '../../../../src/crypto/sframe/sframe-key.ts';
import { frameSuite } from '../../../../src/crypto/sframe/suite.ts';
import { hex } from '../../../support/hex.ts';

const none = new Uint8Array();

describe('CipherInput', () => {
  it('has the size that is asked for, and is the same array each time', () => {
    const input = new CipherInput();
    expect([input.nonce.length, input.aad(5).length, input.aad(12).length]).toEqual([12, 5, 12]);
    expect(input.aad(5)).toBe(input.aad(5));
  });
});

describe('CipherInputLender', () => {
  it('lends an input to one at a time', () => {
    const lender = new CipherInputLender();
    const first = lender.borrow();
    const second = lender.borrow();
    expect(second).not.toBe(first);
    lender.giveBack(first);
    expect(lender.borrow()).toBe(first);
    expect(lender.borrow()).not.toBe(first);
  });
});

/** A cipher as slow with its input as one can be: it looks at nonce and additional data just before it answers. */
function lateReader(): { key: SFrameKey; nonces: string[]; aads: string[]; answer: () => void } {
  const nonces: string[] = [];
  const aads: string[] = [];
  const waiting: (() => void)[] = [];
  const work = async (nonce: Bytes, aad: Bytes, data: Bytes): Promise<ArrayBuffer> => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    nonces.push(hex(nonce));
    aads.push(hex(aad));
    return data.slice().buffer;
  };
  const aead: FrameAead = { seal: work, open: work };
  const salt = new Uint8Array(12).fill(0xab);
  const key = { kid: 1, tagSizeBytes: 16, salt, aead, inputs: new CipherInputLender() };
  return {
    key,
    nonces,
    aads,
    answer: () => {
      for (const go of waiting.splice(0)) go();
    },
  };
}

describe('frames sealed at the same time', () => {
  it('each have their own nonce and header, whenever the engine reads them', async () => {
    const { key, nonces, aads, answer } = lateReader();
    const counters = [0, 1, 2, 300];
    const sealing = counters.map((ctr) => sealSFrame(key, ctr, none, none, none));
    answer();
    await Promise.all(sealing);
    expect(nonces).toEqual(counters.map((ctr) => hex(frameNonce(key.salt, ctr))));
    expect(aads.map((aad) => parseHeader(Uint8Array.from(Buffer.from(aad, 'hex')))?.ctr)).toEqual(
      counters,
    );
  });

  it('leave nothing behind in an input that is used again', async () => {
    const { key, nonces, answer } = lateReader();
    for (const ctr of [2 ** 40 + 7, 5]) {
      const sealing = sealSFrame(key, ctr, none, none, none);
      answer();
      await sealing;
    }
    expect(nonces).toEqual([2 ** 40 + 7, 5].map((ctr) => hex(frameNonce(key.salt, ctr))));
  });
});

describe('an input', () => {
  it('comes back from a frame that did not open', async () => {
    const baseKey = new Uint8Array(32).fill(3);
    const sealKey = await importSFrameKey(frameSuite, baseKey, 1, 'seal');
    const openKey = await importSFrameKey(frameSuite, baseKey, 1, 'open');
    const good = await sealSFrame(sealKey, 1, none, new Uint8Array(20), none);
    const forged = good.slice();
    forged[good.length - 1] = (forged[good.length - 1] ?? 0) ^ 1;
    const header = parseHeader(good);
    if (!header) throw new Error('no header');
    expect(await openSFrame(openKey, header, none, forged, none)).toBeNull();
    expect(await openSFrame(openKey, header, none, good, none)).toEqual(new Uint8Array(20));
  });
});
