import { describe, expect, it } from 'vitest';
import type { FrameKind } from '../../../../src/crypto/frames/frame-format.ts';
import { parseFrame } from '../../../../src/crypto/frames/frame-format.ts';
import { KeyRing } from '../../../../src/crypto/frames/key-ring.ts';
import { mediaEpoch } from '../../../support/media-epoch.ts';

// e2ee.md, Proof wanted: 10^6 frames over tracks, layers, reloads and rejoins. QUIETROOM_NONCE_FRAMES=1000000 runs all.
const frames = Number(process.env['QUIETROOM_NONCE_FRAMES'] ?? 30_000);

const tracks: readonly FrameKind[] = [
  { codec: 'opus', context: 'audio' },
  // Three simulcast layers of one camera share a KID and a counter.
  { codec: 'vp8', context: 'camera' },
  { codec: 'vp8', context: 'camera' },
  { codec: 'vp8', context: 'camera' },
  { codec: 'vp9', context: 'screen' },
  { codec: 'opus', context: 'screen-audio' },
];

/** A session as it runs: epochs pass, sending switches, tracks come and go; a reload makes a new ring and an epoch. */
class Sender {
  ring = new KeyRing();
  groupId = 'group';
  epoch = 0n;

  async nextEpoch(): Promise<void> {
    this.epoch += 1n;
    await this.ring.addEpoch(mediaEpoch(1, this.epoch, this.groupId));
    this.ring.sendWith(this.groupId, this.epoch);
  }

  async reload(): Promise<void> {
    this.ring = new KeyRing();
    await this.nextEpoch();
  }

  async restartOfTherapist(number: number): Promise<void> {
    this.groupId = `group ${String(number)}`;
    this.epoch = 0n;
    await this.nextEpoch();
  }
}

describe('nonces', () => {
  it(`never repeat under one key over ${String(frames)} frames`, { timeout: 300_000 }, async () => {
    const sender = new Sender();
    await sender.nextEpoch();
    const used = new Set<string>();
    const payload = new Uint8Array(12);
    const batch: Promise<void>[] = [];
    for (let count = 0; count < frames; count += 1) {
      if (count % 997 === 996) await sender.nextEpoch();
      if (count % 4999 === 4998) await sender.reload();
      if (count % 20_011 === 20_010) await sender.restartOfTherapist(count);
      if (count % 101 === 100) sender.ring.setPaused(count % 202 === 100);
      const track = tracks[count % tracks.length];
      if (!track) continue;
      const sealing = sender.ring.seal(track, payload);
      if (typeof sealing === 'string') continue;
      const where = `${sender.groupId}/${String(sender.epoch)}`;
      batch.push(
        sealing.then((sealed) => {
          const header = parseFrame(track.codec, sealed)?.header;
          used.add(`${where}/${String(header?.kid)}/${String(header?.ctr)}`);
          expect(header).toBeDefined();
        }),
      );
      if (batch.length >= 500) await Promise.all(batch.splice(0));
    }
    await Promise.all(batch);
    sender.ring.setPaused(false);
    // The key of a KID follows from the epoch's base key, so (group, epoch, KID, counter) names a (key, nonce).
    expect(used.size).toBeGreaterThan(frames / 3);
    expect(used.size).toBe(sealedCount(frames));
  });
});

/** How many of the frames above are sealed: all but those in the paused stretches. */
function sealedCount(total: number): number {
  let isPaused = false;
  let sealed = 0;
  for (let count = 0; count < total; count += 1) {
    if (count % 4999 === 4998) isPaused = false;
    if (count % 101 === 100) isPaused = count % 202 === 100;
    if (!isPaused) sealed += 1;
  }
  return sealed;
}
