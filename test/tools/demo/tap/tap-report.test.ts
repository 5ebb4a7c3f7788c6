import { describe, expect, it } from 'vitest';
import type { SideFindings, TrackFindings } from '../../../../tools/demo/tap/judge-tap.ts';
import {
  findControlFailures,
  findTapFailures,
  reportTap,
} from '../../../../tools/demo/tap/tap-report.ts';
import { clearFindings, sealedFindings } from '../facts.ts';

const ways = ['fromTherapist', 'fromGuest'] as const;

describe('reportTap', () => {
  it('sums up both ways', () => {
    expect(reportTap({ ...clearFindings, secrets: 1 })).toMatchObject({
      tapFrames: 1200,
      tapFramesDecodable: 1188,
      plaintextMarkers: 2 * 402 + 1,
      fromTherapist: { tapFrames: 600, tapFramesDecodable: 594, plaintextMarkers: 402 },
      fromGuest: { tapFrames: 600, tapFramesDecodable: 594, plaintextMarkers: 402 },
    });
  });
});

describe('the control of the tap', () => {
  it('holds when everything that was planted was found', () => {
    expect(findControlFailures(reportTap(clearFindings))).toEqual([]);
  });

  const side = clearFindings.fromGuest;
  const unseen = (track: TrackFindings) => ({ ...track, planted: 0 });
  const few = (track: TrackFindings) => ({ ...track, decodable: 49 });
  it.each<[string, SideFindings]>([
    ['picture', { ...side, pictures: unseen(side.pictures) }],
    ['sound', { ...side, sounds: unseen(side.sounds) }],
    ['text', { ...side, texts: 0 }],
    ['frames', { ...side, pictures: few(side.pictures), sounds: few(side.sounds) }],
  ])('fails without the %s of either side', (what, blind) => {
    for (const way of ways) {
      const failures = findControlFailures(reportTap({ ...clearFindings, [way]: blind }));
      expect(failures).toHaveLength(1);
      expect(failures[0]).toContain(what);
    }
  });
});

describe('the tap at a sealed session', () => {
  it('holds when nothing could be read', () => {
    expect(findTapFailures(reportTap(sealedFindings))).toEqual([]);
  });

  const side = sealedFindings.fromGuest;
  it.each<[string, SideFindings]>([
    ['could decode', { ...side, sounds: { ...side.sounds, decodable: 1 } }],
    ['planted', { ...side, pictures: { ...side.pictures, planted: 1 } }],
    ['planted', { ...side, texts: 1 }],
    [
      'heard few',
      {
        ...side,
        pictures: { ...side.pictures, frames: 10 },
        sounds: { ...side.sounds, frames: 89 },
      },
    ],
  ])('fails by what it %s, whichever side it is from', (what, leak) => {
    for (const way of ways) {
      const failures = findTapFailures(reportTap({ ...sealedFindings, [way]: leak }));
      expect(failures).toHaveLength(1);
      expect(failures[0]).toContain(what);
    }
  });

  it.each([
    ['a word that only the two may know', 'planted', { secrets: 1 }],
    ['nothing of the relay', 'heard nothing', { relayed: 0 }],
  ])('fails with %s', (_what, words, change) => {
    const failures = findTapFailures(reportTap({ ...sealedFindings, ...change }));
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain(words);
  });
});
