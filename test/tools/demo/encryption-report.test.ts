import { describe, expect, it } from 'vitest';
import {
  findEncryptionFailures,
  reportEncryption,
  type EncryptionFacts,
} from '../../../tools/demo/encryption-report.ts';
import { reportTap } from '../../../tools/demo/tap/tap-report.ts';
import type { WorkerTelling } from '../../../tools/demo/worker-probe.ts';
import type { Blemish, Verdict } from '../../../src/crypto/attestation/slip.ts';
import { suiteName } from '../../../src/crypto/mls/suite-name.ts';
import { clearFindings, goodFacts, sealedFindings, slipWith } from './facts.ts';

const { therapist: telling } = goodFacts.workers;
const { therapist: words } = goodFacts.words;

/** The facts with a guest whose worker told something else. */
const guestTold = (change: Partial<WorkerTelling>) => ({
  workers: { therapist: telling, guest: { ...telling, ...change } },
});

describe('reportEncryption', () => {
  it('puts together what both ends and the tap have told', () => {
    const dropped = { 'no-send-key': 3, 'unknown-key': 1 };
    const report = reportEncryption({ ...goodFacts, ...guestTold({ dropped }) });
    expect(report).toMatchObject({
      guest: 'app',
      suite: suiteName,
      attestation: 'clean',
      epoch: 2,
      framesSealed: 1000,
      framesOpened: 800,
      dropped: { 'no-send-key': 3, 'unknown-key': 8 },
      safetyWordsMatch: true,
      tapFramesDecodable: 0,
      plaintextMarkers: 0,
    });
    expect(findEncryptionFailures(report)).toEqual([]);
  });

  it('forgives a frame that came twice, as one does on a slow way', () => {
    const report = reportEncryption({ ...goodFacts, ...guestTold({ dropped: { replayed: 1 } }) });
    expect(findEncryptionFailures(report)).toEqual([]);
  });

  const silent = { ...telling, sealed: 0 };
  const forged: Verdict = { valid: false, problem: 'bad-signature' };
  const blind = { ...telling, opened: 0 };
  it.each<[string, Partial<EncryptionFacts>, string]>([
    ['another epoch', guestTold({ epoch: 1 }), 'keys in common'],
    ['no epoch', guestTold({ epoch: null }), 'keys in common'],
    ['nothing sealed', { workers: { therapist: silent, guest: silent } }, 'sealed'],
    ['nothing opened', { workers: { therapist: blind, guest: blind } }, 'opened'],
    [
      'a frame that is not authentic',
      guestTold({ dropped: { 'not-authentic': 1 } }),
      'not-authentic',
    ],
    ['frames that came twice', guestTold({ dropped: { replayed: 8 } }), 'replayed'],
    ['other words', { words: { therapist: words, guest: words.toReversed() } }, 'safety words'],
    ['no words', { words: { therapist: [], guest: [] } }, 'safety words'],
    ['no slip', { slips: [] }, 'no slips'],
    ['two slips', { slips: [slipWith(), slipWith()] }, '2 slips'],
    ['a slip that does not hold', { slips: [forged] }, 'invalid: bad-signature'],
    ['a slip without a signature', { slips: [slipWith('signature-missing')] }, 'signature-missing'],
    ['another suite', { slips: [forged] }, 'the suite'],
    ['something in clear', { tap: reportTap(clearFindings) }, 'server could'],
    ['a blind tap', { tapControl: reportTap(sealedFindings) }, 'the tap could not decode'],
  ])('names %s', (_what, change, named) => {
    const failures = findEncryptionFailures(reportEncryption({ ...goodFacts, ...change }));
    expect(failures.join()).toContain(named);
  });

  it('wants a slip that says so of a browser, and nothing else against it', () => {
    const failuresWith = (...blemishes: Blemish[]) =>
      findEncryptionFailures(
        reportEncryption({ ...goodFacts, guestKind: 'browser', slips: [slipWith(...blemishes)] }),
      );
    expect(failuresWith('browser-guest')).toEqual([]);
    expect(failuresWith()).toEqual(['the slip is not as it should be: clean']);
    expect(failuresWith('browser-guest', 'words-differ')).toHaveLength(1);
  });
});
