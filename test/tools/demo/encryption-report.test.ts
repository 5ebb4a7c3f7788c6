import { describe, expect, it } from 'vitest';
import {
  findEncryptionFailures,
  reportEncryption,
  type EncryptionFacts,
} from '../../../tools/demo/encryption-report.ts';
import { reportTap } from '../../../tools/demo/tap/tap-report.ts';
import type { WorkerTelling } from '../../../tools/demo/worker-probe.ts';
import { clearFindings, sealedFindings } from './tap/findings.ts';

const words = ['acid', 'bamboo', 'cactus', 'dawn'];
const telling: WorkerTelling = {
  epoch: 2,
  sealed: 500,
  opened: 400,
  dropped: { 'unknown-key': 7 },
  words: [words],
  refused: [],
};
const good: EncryptionFacts = {
  therapist: telling,
  guest: { ...telling, dropped: { 'no-send-key': 3, 'unknown-key': 1 } },
  tap: reportTap(sealedFindings),
  tapControl: reportTap(clearFindings),
};

describe('reportEncryption', () => {
  it('puts together what both ends and the tap have told', () => {
    expect(reportEncryption(good)).toMatchObject({
      epoch: 2,
      framesSealed: 1000,
      framesOpened: 800,
      dropped: { 'no-send-key': 3, 'unknown-key': 8 },
      safetyWordsMatch: true,
      tapFramesDecodable: 0,
      plaintextMarkers: 0,
    });
    expect(findEncryptionFailures(reportEncryption(good))).toEqual([]);
  });

  const silent = { ...telling, sealed: 0 };
  const blind = { ...telling, opened: 0 };
  it.each<[string, Partial<EncryptionFacts>, string]>([
    ['another epoch', { guest: { ...telling, epoch: 1 } }, 'keys in common'],
    ['no epoch', { guest: { ...telling, epoch: null } }, 'keys in common'],
    ['nothing sealed', { therapist: silent, guest: silent }, 'sealed'],
    ['nothing opened', { therapist: blind, guest: blind }, 'opened'],
    ['a frame that is not authentic', { guest: dropping('not-authentic') }, 'not-authentic'],
    ['a frame that came twice', { therapist: dropping('replayed') }, 'replayed'],
    ['other words', { guest: { ...telling, words: [words.toReversed()] } }, 'safety words'],
    ['no words', { therapist: { ...telling, words: [] } }, 'safety words'],
    ['words twice', { ...bothWith([words, words]) }, 'safety words'],
    ['something in clear', { tap: reportTap(clearFindings) }, 'server could'],
    ['a blind tap', { tapControl: reportTap(sealedFindings) }, 'the tap could not decode'],
  ])('names %s', (_what, change, named) => {
    const failures = findEncryptionFailures(reportEncryption({ ...good, ...change }));
    expect(failures.join()).toContain(named);
  });

  function dropping(reason: string): WorkerTelling {
    return { ...telling, dropped: { [reason]: 1 } };
  }

  function bothWith(all: readonly (readonly string[])[]) {
    return { therapist: { ...telling, words: all }, guest: { ...telling, words: all } };
  }
});
