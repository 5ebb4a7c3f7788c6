import { describe, expect, it } from 'vitest';
import { reportEncryption } from '../../../tools/demo/encryption-report.ts';
import { goodFacts, slipWith } from './facts.ts';
import { findFailures, formatReport } from '../../../tools/demo/demo-report.ts';

const reception = { framesDecoded: 200, audioEnergy: 0.1, packetsLost: 0 };
const good = {
  durationMs: 1,
  joinMs: 300,
  therapist: reception,
  guest: reception,
  waitedForAdmission: true,
  transportsBeforeAdmission: 0,
  vault: { encrypted: true, cipher: 'aegis256', noteFound: true, plaintextHits: 0 },
  keychain: 'Secret Service',
  host: 'preview' as const,
  e2ee: reportEncryption(goodFacts),
  versions: {},
};

describe('findFailures', () => {
  it('finds nothing in a session that held', () => {
    expect(findFailures(good)).toEqual([]);
  });

  it.each([
    ['no first frame', { joinMs: null }],
    ['a frame before the admission', { joinMs: -1 }],
    ['a silent guest', { guest: { ...reception, audioEnergy: 0 } }],
    ['a therapist without pictures', { therapist: { ...reception, framesDecoded: 0 } }],
    ['a guest who did not wait', { waitedForAdmission: false }],
    ['a transport before admission', { transportsBeforeAdmission: 1 }],
    ['a plain vault', { vault: { ...good.vault, encrypted: false } }],
    ['a lost note', { vault: { ...good.vault, noteFound: false } }],
    ['a note in clear', { vault: { ...good.vault, plaintextHits: 1 } }],
    [
      'a blemished slip',
      { e2ee: reportEncryption({ ...goodFacts, slips: [slipWith('words-differ')] }) },
    ],
  ])('names %s', (_what, change) => {
    const failures = findFailures({ ...good, ...change });
    expect(failures).toHaveLength(1);
    expect(formatReport({ ...good, ...change, ok: false, failures })).toContain(failures[0]);
  });
});
