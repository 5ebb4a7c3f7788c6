import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bytes, hex } from '../../support/hex.ts';
import { readSFrameVectors } from '../../support/sframe-vectors.ts';
import type { Look } from './fixtures/lab.ts';
import { openLabPage, type LabPage } from './lab-page.ts';

const executablePath = process.env['QUIETROOM_CHROMIUM'] ?? '/usr/bin/chromium';

describe.skipIf(!existsSync(executablePath))('the media worker as it is built', () => {
  let lab: LabPage;

  beforeAll(async () => {
    lab = await openLabPage(executablePath);
  });

  afterAll(async () => {
    await lab.close();
  });

  it('gives the answers of RFC 9605', async () => {
    const { sframe, header } = readSFrameVectors();
    expect([sframe.length, header.length]).toEqual([5, 289]);
    const none = new Uint8Array();
    const frames = sframe.map(({ cipher_suite: suite, kid, ctr, base_key, metadata, pt }) => ({
      suite,
      kid,
      ctr,
      baseKey: [...bytes(base_key)],
      metadata: [...bytes(metadata)],
      plaintext: [...bytes(pt)],
    }));
    const headers = header.map(({ kid, ctr }) => ({
      suite: 5,
      kid,
      ctr,
      baseKey: [1],
      metadata: [...none],
      plaintext: [...none],
    }));
    const answers = await lab.page.evaluate(
      async (questions) => {
        const answered = await window.lab.askKnownAnswers(
          questions.map(({ suite, kid, ctr, baseKey, metadata, plaintext }) => ({
            suite,
            kid: BigInt(kid),
            ctr: BigInt(ctr),
            baseKey: new Uint8Array(baseKey),
            metadata: new Uint8Array(metadata),
            plaintext: new Uint8Array(plaintext),
          })),
        );
        return answered.map((answer) => [
          [...answer.header],
          [...answer.sealed],
          [...answer.opened],
        ]);
      },
      [...frames, ...headers],
    );
    const hexes = answers.map((parts) => parts.map((part) => hex(new Uint8Array(part))));
    expect(hexes.slice(0, 5).map(([, sealed, opened]) => [sealed, opened])).toEqual(
      sframe.map(({ ct, pt }) => [ct, pt]),
    );
    expect(hexes.slice(5).map(([encoded]) => encoded)).toEqual(
      header.map(({ encoded }) => encoded),
    );
  });

  it('is small enough to be fetched while one looks at one’s own camera', () => {
    expect(brotliCompressSync(lab.workerScript).length).toBeLessThan(90 * 1024);
  });

  it('breaks none of the page’s policy', () => {
    expect(lab.errors).toEqual([]);
  });
});

describe.skipIf(!existsSync(executablePath)).each([
  { way: 'RTCRtpScriptTransform', hide: false },
  { way: 'createEncodedStreams', hide: true },
])('a call through two workers, by $way', ({ hide }) => {
  let lab: LabPage;

  beforeEach(async () => {
    lab = await openLabPage(executablePath, async (page) => {
      if (hide) await page.addInitScript('delete globalThis.RTCRtpScriptTransform');
    });
    await lab.page.evaluate(async () => {
      window.call = new window.lab.Lab();
      await window.call.start();
      await window.call.connect();
    });
  });

  afterEach(async () => {
    await lab.close();
  });

  const look = (): Promise<Look> => lab.page.evaluate(() => window.call.look());

  const gainedEnergy = async (): Promise<number> => {
    const before = await look();
    await delay(500);
    return (await look()).audioEnergy - before.audioEnergy;
  };

  it('is black and silent before there is a key, and again under another key', async () => {
    await delay(2500);
    const before = await look();
    expect(before).toMatchObject({ framesDecoded: 0, audioEnergy: 0 });
    expect(before.received.every(({ opened }) => opened === 0)).toBe(true);

    await lab.page.evaluate(() => window.call.admit());
    await delay(3500);
    const during = await look();
    expect(during.framesDecoded).toBeGreaterThan(20);
    expect(during.audioEnergy).toBeGreaterThan(0);
    expect(during.sent.map(({ sealed }) => sealed > 0)).toEqual([true, true]);
    expect(during.received.map(({ opened }) => opened > 0)).toEqual([true, true]);

    await lab.page.evaluate(() => window.call.changeKeysUnheard());
    // The decoder still plays what it got before, and then fills the gap with what fades out.
    await expect.poll(gainedEnergy, { timeout: 20_000, interval: 100 }).toBe(0);
    const after = await look();
    await delay(2000);
    const later = await look();
    expect(later.bytesReceived).toBeGreaterThan(after.bytesReceived);
    expect(later.framesDecoded).toBe(after.framesDecoded);
    expect(later.audioEnergy).toBe(after.audioEnergy);
    expect(later.received.map(({ opened }) => opened)).toEqual(
      after.received.map(({ opened }) => opened),
    );
    expect(later.received.map(({ dropped }) => (dropped['unknown-key'] ?? 0) > 0)).toEqual([
      true,
      true,
    ]);
    expect(lab.errors).toEqual([]);
  });

  it('makes a key frame whenever one is wanted', async () => {
    const keyFrames = (): Promise<number> => lab.page.evaluate(() => window.call.keyFrames());
    await expect.poll(keyFrames).toBeGreaterThan(0);
    // Nobody else wants one: the receiver has no key, and not one frame that it could miss others for.
    // On a busy machine the encoder makes some by itself, when it changes the size.
    for (let wanted = 0; wanted < 2; wanted += 1) {
      const before = await keyFrames();
      await lab.page.evaluate(() => window.call.makeKeyFrame());
      await expect.poll(keyFrames).toBeGreaterThan(before);
    }
  });

  it('stops when the sender’s worker is gone', async () => {
    await lab.page.evaluate(() => window.call.admit());
    await delay(2500);
    expect((await look()).framesDecoded).toBeGreaterThan(0);
    await lab.page.evaluate(() => {
      window.call.breakSender();
    });
    await delay(1000);
    const after = await look();
    await delay(1500);
    const later = await look();
    expect(later.framesDecoded).toBe(after.framesDecoded);
    expect(later.bytesReceived).toBe(after.bytesReceived);
  });
});
