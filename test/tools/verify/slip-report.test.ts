import { describe, expect, it } from 'vitest';
import { encodeRecord, type AttestationRecord } from '../../../src/crypto/attestation/record.ts';
import { encodeSlip } from '../../../src/crypto/attestation/slip.ts';
import { suiteName } from '../../../src/crypto/mls/suite-name.ts';
import { slipReport } from '../../../tools/verify/slip-report.ts';
import { newSigner } from '../../support/identity.ts';

const [therapist, guest] = [newSigner(), newSigner()];

function reportOf(identity: AttestationRecord['therapist']): AttestationRecord['reports'][number] {
  return {
    identity,
    app: '0.1.0',
    runtime: 'Chrome/1',
    capture: 'unknown',
    recording: 'none',
    dropped: 3,
    clear: [],
  };
}

async function slip(kind: 'app' | 'browser') {
  const record = encodeRecord({
    v: 1,
    room: new Uint8Array(16),
    suite: suiteName,
    start: 1_000,
    end: 60_000,
    therapist: therapist.publicKey,
    guests: [{ identity: guest.publicKey, kind, admitted: [2_000], words: 'confirmed' }],
    drops: [],
    groups: [{ id: new Uint8Array(16), epochs: [{ epoch: 1, authenticator: new Uint8Array(32) }] }],
    reports: [reportOf(therapist.publicKey), reportOf(guest.publicKey)],
  });
  const signatures = await Promise.all(
    [therapist, guest].map(async (signer) => ({
      identity: signer.publicKey,
      signature: await signer.sign({ kind: 'attestation', record }),
    })),
  );
  return encodeSlip(record, signatures);
}

describe('npm run verify', () => {
  it('says that a clean slip is clean, and what each party reported', async () => {
    const { isValid, text } = slipReport(await slip('app'));
    expect(isValid).toBe(true);
    expect(text).toContain('VALID and CLEAN');
    expect(text).toContain(suiteName);
    expect(text.match(/reported by it/gu)).toHaveLength(2);
  });

  it('says why a slip is not clean', async () => {
    const { isValid, text } = slipReport(await slip('browser'));
    expect(isValid).toBe(true);
    expect(text).toContain('NOT CLEAN');
    expect(text).toContain('used a browser');
  });

  it('finds any byte that was changed', async () => {
    const bytes = await slip('app');
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(slipReport(changed).isValid).toBe(false);
    }
  });

  it('takes no other file for a slip', () => {
    expect(slipReport(new Uint8Array())).toMatchObject({ isValid: false });
    expect(slipReport(new Uint8Array([1, 2, 3])).text).toContain('not a session slip');
  });
});
