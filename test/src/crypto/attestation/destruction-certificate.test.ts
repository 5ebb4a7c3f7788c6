import { describe, expect, it } from 'vitest';
import {
  destructionStatement,
  encodeCertificate,
  encodeDestruction,
  verifyCertificate,
  type DestructionFacts,
} from '../../../../src/crypto/attestation/destruction-certificate.ts';
import { encodeCbor } from '../../../../src/crypto/cbor/encode-cbor.ts';
import { ed25519FromSeed, signEd25519 } from '../../../../src/crypto/ed25519.ts';
import type { Bytes } from '../../../../src/base/bytes.ts';
import { certificateReport } from '../../../../tools/verify/certificate-report.ts';

const { publicKey, secretKey } = ed25519FromSeed(new Uint8Array(32).fill(1));

const facts = {
  therapist: publicKey,
  client: new Uint8Array(32).fill(7),
  begun: 1_000,
  completed: 2_000,
  early: false,
  counts: { notes: 3, revisions: 9, amendments: 1, files: 2, phrases: 1, sessions: 4, slips: 4 },
} satisfies Partial<DestructionFacts>;

function certificate(change: Partial<DestructionFacts> = {}): Bytes {
  return signed(encodeDestruction({ ...facts, isBackupAway: false, ...change }));
}

function signed(body: Bytes): Bytes {
  return encodeCertificate(body, signEd25519(secretKey, destructionStatement(body)));
}

const never = [
  'copied-keyrings',
  'earlier-backup-folders',
  'raw-copies-with-vault-key',
  'copies-inside-the-disk',
] as const;

describe('a certificate of destruction', () => {
  it('says what was destroyed, and what no destruction reaches', () => {
    expect(verifyCertificate(certificate())).toEqual({
      v: 1,
      ...facts,
      covered: ['data-key', 'rows', 'free-pages'],
      notCovered: never,
    });
  });

  it('says so when the folder of backups was away', () => {
    const away = certificate({ isBackupAway: true });
    expect(verifyCertificate(away)?.notCovered).toEqual([...never, 'backup-folder-away']);
    expect(certificateReport(away).text).toContain('until the next backup');
    expect(certificateReport(certificate()).text).not.toContain('until the next backup');
  });

  it('holds as it was signed before it named folders of backups', () => {
    const covered = ['data-key', 'rows', 'free-pages'];
    const notCovered = ['copied-keyrings', 'raw-copies-with-vault-key', 'copies-inside-the-disk'];
    const before = signed(encodeCbor({ v: 1, ...facts, covered, notCovered }));
    expect(verifyCertificate(before)?.notCovered).toEqual(notCovered);
  });

  it('does not hold with any byte changed, or cut', () => {
    const whole = certificate();
    for (let at = 0; at < whole.length; at += 1) {
      const changed = whole.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verifyCertificate(changed)).toBeNull();
      expect(verifyCertificate(whole.slice(0, at))).toBeNull();
    }
  });

  it('does not hold under another key, or with a signature for something else', () => {
    const other = ed25519FromSeed(new Uint8Array(32).fill(2));
    expect(verifyCertificate(certificate({ therapist: other.publicKey }))).toBeNull();
    const body = encodeDestruction({ ...facts, isBackupAway: false });
    expect(verifyCertificate(encodeCertificate(body, signEd25519(secretKey, body)))).toBeNull();
  });

  it('does not end before it began', () => {
    expect(verifyCertificate(certificate({ completed: 999 }))).toBeNull();
  });

  it('is printed with everything that it says', () => {
    const { isValid, text } = certificateReport(certificate({ early: true }));
    expect(isValid).toBe(true);
    expect(text).toContain('before the period of retention');
    expect(text).toMatch(/revisions +9/u);
    expect(text).toContain('NOT covered');
    expect(certificateReport(new Uint8Array([1])).text).toContain('NOT VALID');
  });
});
