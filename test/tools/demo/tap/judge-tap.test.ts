import { describe, expect, it } from 'vitest';
import type { DecodeFrames } from '../../../../tools/demo/tap/frame-decoder.ts';
import { judgeTap, type Tapped } from '../../../../tools/demo/tap/judge-tap.ts';
import { makePlant } from '../../../../tools/demo/tap/plant.ts';
import { concatBytes } from '../../../../src/base/bytes.ts';
import { encodeHeader } from '../../../../src/crypto/sframe/header.ts';
import { kidOf } from '../../../../src/crypto/frames/kid.ts';

const plants = { therapist: makePlant('therapist'), guest: makePlant('guest') };
const seen = Float32Array.from(plants.therapist.picture, (isBright) => (isBright ? 200 : 50));
const noise = Float32Array.from({ length: seen.length }, (_, index) => (index * 7919) % 251);

/** A camera's frame in clear, and one as it is sealed. */
const inClear = (number: number) => Uint8Array.of(1, 0xff, 0xff, 0xff, number);
const sealed = (number: number) =>
  concatBytes(Uint8Array.of(1, 2, 3), encodeHeader(kidOf('camera', 0, 1n), number), inClear(0));

const nothing: Tapped = { tracks: [], messages: [], relayed: [] };
const camera = (frames: readonly Uint8Array<ArrayBuffer>[], sender = 0): Tapped => ({
  ...nothing,
  tracks: [{ sender, kind: 'video', frames, payloads: frames }],
});

const judge = (tapped: Tapped, decode: DecodeFrames) =>
  judgeTap({ tapped, plants, secrets: ['Blue Heron'], decode });
const answering =
  (...outputs: (Float32Array | null)[]): DecodeFrames =>
  () =>
    Promise.resolve(outputs);

describe('judgeTap', () => {
  it('counts pictures in clear as decodable, whether or not they show what was planted', async () => {
    const { fromTherapist } = await judge(camera([inClear(1), inClear(2)]), answering(seen, noise));
    expect(fromTherapist.pictures).toEqual({
      frames: 2,
      sealed: 0,
      accepted: 2,
      planted: 1,
      decodable: 2,
    });
  });

  it('counts the noise that a decoder makes of sealed pictures as accepted only', async () => {
    const { fromTherapist } = await judge(camera([sealed(0), sealed(1)]), answering(noise, null));
    expect(fromTherapist.pictures).toEqual({
      frames: 2,
      sealed: 2,
      accepted: 1,
      planted: 0,
      decodable: 0,
    });
  });

  it('counts what shows the planted picture as decodable, however it looks from outside', async () => {
    const { fromTherapist } = await judge(camera([sealed(0)]), answering(seen));
    expect(fromTherapist.pictures).toMatchObject({ sealed: 1, planted: 1, decodable: 1 });
  });

  it('looks for each side’s own plant', async () => {
    const { fromTherapist, fromGuest } = await judge(camera([inClear(1)], 1), answering(seen));
    expect(fromTherapist.pictures.frames).toBe(0);
    expect(fromGuest.pictures).toMatchObject({ frames: 1, planted: 0, decodable: 1 });
  });

  it('finds texts in signaling, in the relay and in media', async () => {
    const text = (of: string) => Buffer.from(`{"a":"${of}"}`);
    const found = await judge(
      {
        tracks: [{ sender: 0, kind: 'audio', frames: [], payloads: [text(plants.guest.text)] }],
        messages: [text(plants.therapist.text), text('Blue Heron')],
        relayed: [text(plants.guest.text)],
      },
      answering(),
    );
    expect(found).toMatchObject({
      fromTherapist: { texts: 1 },
      fromGuest: { texts: 2 },
      secrets: 1,
      messages: 2,
      relayed: 1,
    });
  });
});
