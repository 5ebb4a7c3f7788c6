import { beforeEach, describe, expect, it } from 'vitest';
import { commitTo } from '../../../../src/crypto/join/commitment.ts';
import { safetyWords } from '../../../../src/crypto/join/safety-words.ts';
import {
  PendingAdmissions,
  type PendingAdmission,
} from '../../../../src/crypto/session/pending-admissions.ts';

const therapistKey = new Uint8Array(32).fill(1);
const guestNonce = new Uint8Array(32).fill(2);
const keyPackage = new Uint8Array(50).fill(3);
let admission: PendingAdmission;
let pending: PendingAdmissions;

beforeEach(async () => {
  admission = {
    commitment: await commitTo(guestNonce, keyPackage),
    keyPackage,
    guestKey: new Uint8Array(32).fill(4),
    therapistNonce: new Uint8Array(32).fill(5),
    epochAuthenticator: new Uint8Array(64).fill(6),
  };
  pending = new PendingAdmissions(therapistKey);
  pending.add('anna', admission);
});

describe('pending admissions', () => {
  it('give the words of the admission once', async () => {
    const expected = safetyWords({ ...admission, guestNonce, therapistKey });
    expect(await pending.reveal('anna', guestNonce)).toEqual(expected);
    expect(pending.has('anna')).toBe(false);
    expect(await pending.reveal('anna', guestNonce)).toBeNull();
  });

  it('give no second try to a wrong nonce', async () => {
    expect(await pending.reveal('anna', new Uint8Array(32))).toBeNull();
    expect(await pending.reveal('anna', guestNonce)).toBeNull();
  });

  it('give no words to who was not admitted', async () => {
    expect(await pending.reveal('ben', guestNonce)).toBeNull();
    expect(pending.has('anna')).toBe(true);
  });

  it('overwrite the authenticator, whatever comes of it', async () => {
    await pending.reveal('anna', new Uint8Array(32));
    expect(admission.epochAuthenticator).toEqual(new Uint8Array(64));
  });

  it('overwrite it too when the guest leaves or is admitted again', () => {
    const again = { ...admission, epochAuthenticator: new Uint8Array(64).fill(7) };
    pending.add('anna', again);
    expect(admission.epochAuthenticator).toEqual(new Uint8Array(64));
    pending.drop('anna');
    expect(again.epochAuthenticator).toEqual(new Uint8Array(64));
    expect(pending.has('anna')).toBe(false);
  });
});
