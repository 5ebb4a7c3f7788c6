import { expect, it, vi } from 'vitest';
import type * as EpochKeysModule from '../../../../src/crypto/frames/epoch-keys.ts';
import { ringOf } from '../../../support/media-epoch.ts';

// Nobody seals 2^48 frames in a test: the keys are the real ones, but their counters stand just before the end.
vi.mock('../../../../src/crypto/frames/epoch-keys.ts', async (original) => {
  const real = await original<typeof EpochKeysModule>();
  const deriveEpochKeys: typeof real.deriveEpochKeys = async (media) => {
    const keys = await real.deriveEpochKeys(media);
    for (const slot of keys.send.values()) slot.nextCtr = 2 ** 48 - 1;
    return keys;
  };
  return { ...real, deriveEpochKeys };
});

const camera = { codec: 'vp9', context: 'camera' } as const;
const frame = new Uint8Array(60).fill(3);

it('a counter ends at 48 bits: the last frame opens, and no other is sealed under the key', async () => {
  const [therapist, guest] = [await ringOf(0), await ringOf(1)];
  const last = await therapist.seal(camera, frame);
  if (typeof last === 'string') throw new Error(last);
  const fromTherapist = { participant: 'T', context: 'camera' } as const;
  expect(await guest.open(fromTherapist, 'vp9', last)).toEqual(frame);
  expect(therapist.seal(camera, frame)).toBe('counter-exhausted');
});
