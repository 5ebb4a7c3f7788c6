import { describe, expect, it, vi } from 'vitest';
import { isDropped } from '../../../../src/crypto/frames/drop-reason.ts';
import type { FrameKind } from '../../../../src/crypto/frames/frame-format.ts';
import { KeyRing } from '../../../../src/crypto/frames/key-ring.ts';
import { mediaEpoch, ringOf } from '../../../support/media-epoch.ts';

const camera: FrameKind = { codec: 'vp9', context: 'camera' };
const fromTherapist = { participant: 'T', context: 'camera' } as const;
const frame = new Uint8Array(60).fill(3);

async function sealed(ring: KeyRing, kind = camera): Promise<Uint8Array<ArrayBuffer>> {
  const result = await ring.seal(kind, frame);
  if (typeof result === 'string') throw new Error(result);
  return result;
}

describe('key ring, sending', () => {
  it('is silent before its first key', () => {
    expect(new KeyRing().seal(camera, frame)).toBe('no-send-key');
  });

  it('stays silent with an epoch that it was not told to send with', async () => {
    const ring = new KeyRing();
    await ring.addEpoch(mediaEpoch(0));
    expect(ring.seal(camera, frame)).toBe('no-send-key');
  });

  it('is silent while paused, and goes on counting afterwards', async () => {
    const ring = await ringOf(0);
    await sealed(ring);
    ring.setPaused(true);
    expect(ring.seal(camera, frame)).toBe('sending-paused');
    ring.setPaused(false);
    await sealed(ring);
    expect(ring.nextCounters()).toContainEqual({ kid: 0x101, ctr: 2 });
  });

  it('is silent once the epoch it sends with is dropped', async () => {
    const ring = await ringOf(0);
    ring.dropEpochsBefore('group', 2n);
    expect(ring.seal(camera, frame)).toBe('no-send-key');
  });

  it('drops a frame that is too short for its clear bytes', async () => {
    const ring = await ringOf(0);
    expect(ring.seal({ codec: 'vp8', context: 'camera' }, new Uint8Array(9))).toBe('too-short');
  });

  it('refuses to send with an epoch that it does not have', async () => {
    const ring = await ringOf(0, 1n);
    expect(() => {
      ring.sendWith('group', 17n);
    }).toThrow('known epoch');
  });

  it('refuses an epoch that it had before: counters never start over', async () => {
    const ring = await ringOf(0, 3n);
    for (const again of [3n, 2n]) {
      await expect(ring.addEpoch(mediaEpoch(0, again))).rejects.toThrow('once');
    }
    ring.dropGroup('group');
    await expect(ring.addEpoch(mediaEpoch(0, 3n))).rejects.toThrow('once');
  });

  it('wipes the base key that it was given', async () => {
    const media = mediaEpoch(0);
    await new KeyRing().addEpoch(media);
    expect(media.baseKey.isWiped).toBe(true);
  });
});

describe('key ring', () => {
  it('holds keys that cannot be read back, each good for one direction', async () => {
    const imports = vi.spyOn(crypto.subtle, 'importKey');
    await ringOf(0);
    const keys = await Promise.all(
      imports.mock.results.map(({ value }): Promise<CryptoKey> => value as Promise<CryptoKey>),
    );
    imports.mockRestore();
    expect(keys.map(({ extractable }) => extractable)).toEqual(Array(12).fill(false));
    const usages = keys.map((key) => key.usages.join()).toSorted();
    expect(usages).toEqual([
      ...Array<string>(8).fill('decrypt'),
      ...Array<string>(4).fill('encrypt'),
    ]);
  });
});

describe('key ring, receiving', () => {
  it('opens frames of the person and track that a receiver shows', async () => {
    const [therapist, guest] = [await ringOf(0), await ringOf(1)];
    expect(await guest.open(fromTherapist, 'vp9', await sealed(therapist))).toEqual(frame);
  });

  it('drops a replayed frame', async () => {
    const [therapist, guest] = [await ringOf(0), await ringOf(1)];
    const one = await sealed(therapist);
    await guest.open(fromTherapist, 'vp9', one);
    expect(await guest.open(fromTherapist, 'vp9', one)).toBe('replayed');
  });

  it('drops one of two copies that arrive at the same time', async () => {
    const [therapist, guest] = [await ringOf(0), await ringOf(1)];
    const one = await sealed(therapist);
    const results = await Promise.all([
      guest.open(fromTherapist, 'vp9', one),
      guest.open(fromTherapist, 'vp9', one),
    ]);
    expect(results.filter((result) => result === 'replayed')).toHaveLength(1);
  });

  it('drops a frame of a member who was re-routed to another person’s receiver', async () => {
    const [partner, guest] = [await ringOf(2), await ringOf(1)];
    expect(await guest.open(fromTherapist, 'vp9', await sealed(partner))).toBe('wrong-sender');
  });

  it('drops a frame of the right person on the receiver of another track', async () => {
    const [therapist, guest] = [await ringOf(0), await ringOf(1)];
    const screen = await sealed(therapist, { codec: 'vp9', context: 'screen' });
    expect(await guest.open(fromTherapist, 'vp9', screen)).toBe('wrong-sender');
  });

  it('drops its own frame when it comes back', async () => {
    const guest = await ringOf(1);
    const own = await sealed(guest);
    expect(await guest.open(fromTherapist, 'vp9', own)).toBe('own-frame');
    expect(await guest.open({ participant: 'A', context: 'camera' }, 'vp9', own)).toBe('own-frame');
  });

  it('drops an injected frame, and the real one with its counter still opens', async () => {
    const [therapist, guest] = [await ringOf(0), await ringOf(1)];
    const real = await sealed(therapist);
    const forged = real.slice();
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    expect(await guest.open(fromTherapist, 'vp9', forged)).toBe('not-authentic');
    expect(await guest.open(fromTherapist, 'vp9', real)).toEqual(frame);
  });

  it('a forged counter far ahead does not move the replay window', async () => {
    const [therapist, guest] = [await ringOf(0), await ringOf(1)];
    const real = await sealed(therapist);
    // The same KID with a four-byte counter.
    const forged = new Uint8Array([0x9b, 1, 1, 0x7f, 0, 0, 0, ...real.subarray(3)]);
    expect(await guest.open(fromTherapist, 'vp9', forged)).toBe('not-authentic');
    expect(await guest.open(fromTherapist, 'vp9', real)).toEqual(frame);
  });

  it('drops a frame of an epoch that it does not have', async () => {
    const [therapist, guest] = [await ringOf(0, 2n), await ringOf(1, 1n)];
    expect(await guest.open(fromTherapist, 'vp9', await sealed(therapist))).toBe('unknown-key');
  });

  it('drops noise', async () => {
    const guest = await ringOf(1);
    expect(await guest.open(fromTherapist, 'vp8', new Uint8Array(5))).toBe('malformed');
    expect(await guest.open(fromTherapist, 'vp9', new Uint8Array([0x0f]))).toBe('malformed');
  });

  it('drops a tag that was cut short', async () => {
    const [therapist, guest] = [await ringOf(0), await ringOf(1)];
    const one = await sealed(therapist);
    expect(await guest.open(fromTherapist, 'vp9', one.subarray(0, -8))).toBe('not-authentic');
  });

  it('drops frames below what their sender reported', async () => {
    const [therapist, guest] = [await ringOf(0), await ringOf(1)];
    const withheld = await sealed(therapist);
    guest.raiseFloors('group', 1n, 0, [{ kid: 0x101, ctr: 1 }]);
    expect(await guest.open(fromTherapist, 'vp9', withheld)).toBe('too-old');
    expect(await guest.open(fromTherapist, 'vp9', await sealed(therapist))).toEqual(frame);
  });

  it('nobody raises somebody else’s floor', async () => {
    const [therapist, guest] = [await ringOf(0), await ringOf(1)];
    guest.raiseFloors('group', 1n, 2, [{ kid: 0x101, ctr: 99 }]);
    expect(await guest.open(fromTherapist, 'vp9', await sealed(therapist))).toEqual(frame);
  });

  it('keeps an old epoch until it is told to drop it', async () => {
    const [therapist, guest] = [await ringOf(0), await ringOf(1)];
    await guest.addEpoch(mediaEpoch(1, 2n));
    expect(await guest.open(fromTherapist, 'vp9', await sealed(therapist))).toEqual(frame);
    guest.dropEpochsBefore('group', 2n);
    expect(await guest.open(fromTherapist, 'vp9', await sealed(therapist))).toBe('unknown-key');
  });

  it('an epoch with the same low bits takes the place of the old one', async () => {
    const [old, current, guest] = [await ringOf(0, 1n), await ringOf(0, 17n), await ringOf(1, 1n)];
    await guest.addEpoch(mediaEpoch(1, 17n));
    expect(await guest.open(fromTherapist, 'vp9', await sealed(old))).toBe('not-authentic');
    expect(await guest.open(fromTherapist, 'vp9', await sealed(current))).toEqual(frame);
    expect(guest.seal(camera, frame)).toBe('no-send-key');
  });

  it('opens frames of the old group and the new one while both are there', async () => {
    const [before, after, guest] = [await ringOf(0), await ringOf(0, 1n, 'new'), await ringOf(1)];
    await guest.addEpoch(mediaEpoch(1, 1n, 'new'));
    expect(await guest.open(fromTherapist, 'vp9', await sealed(before))).toEqual(frame);
    expect(await guest.open(fromTherapist, 'vp9', await sealed(after))).toEqual(frame);
    guest.dropGroup('group');
    expect(await guest.open(fromTherapist, 'vp9', await sealed(before))).toBe('not-authentic');
  });

  it('takes nothing more of a group that was dropped while its keys were being made', async () => {
    const [therapist, guest] = [await ringOf(0), new KeyRing()];
    const adding = guest.addEpoch(mediaEpoch(1));
    guest.dropGroup('group');
    await adding;
    expect(await guest.open(fromTherapist, 'vp9', await sealed(therapist))).toBe('unknown-key');
  });

  it('a leaver opens nothing of the next epoch, a late joiner nothing of the one before', async () => {
    const [before, after] = [await ringOf(0, 1n), await ringOf(0, 2n)];
    const [leaver, joiner] = [await ringOf(1, 1n), await ringOf(2, 2n)];
    expect(await leaver.open(fromTherapist, 'vp9', await sealed(after))).toBe('unknown-key');
    expect(await joiner.open(fromTherapist, 'vp9', await sealed(before))).toBe('unknown-key');
  });

  it('opens and seals nothing after a wipe', async () => {
    const [therapist, guest] = [await ringOf(0), await ringOf(1)];
    guest.wipe();
    expect(await guest.open(fromTherapist, 'vp9', await sealed(therapist))).toBe('unknown-key');
    expect(guest.seal(camera, frame)).toBe('no-send-key');
  });

  it('takes no epoch of before after a wipe, and the later ones of whoever is let in again', async () => {
    const guest = await ringOf(1);
    const late = guest.addEpoch(mediaEpoch(1, 2n));
    guest.wipe();
    await late;
    expect(() => {
      guest.sendWith('group', 2n);
    }).toThrow('known epoch');
    await expect(guest.addEpoch(mediaEpoch(1, 2n))).rejects.toThrow('in order');
    const therapist = await ringOf(0, 3n);
    await guest.addEpoch(mediaEpoch(1, 3n));
    guest.sendWith('group', 3n);
    expect(await guest.open(fromTherapist, 'vp9', await sealed(therapist))).toEqual(frame);
    expect(isDropped(await guest.seal(camera, frame))).toBe(false);
  });
});
