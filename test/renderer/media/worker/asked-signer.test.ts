import { describe, expect, it } from 'vitest';
import { AskedSigner } from '../../../../renderer/media/worker/asked-signer.ts';

const publicKey = new Uint8Array(32).fill(1);
const claims = {
  role: 'therapist',
  identityKey: publicKey,
  room: new Uint8Array(16),
  notAfterS: 77,
} as const;
const mlsSignatureKey = new Uint8Array(32).fill(2);

function signer() {
  const asked: unknown[] = [];
  const made = new AskedSigner(publicKey, (_name, data) => void asked.push(data));
  return { asked, made };
}

describe('AskedSigner', () => {
  it('asks for a credential by its fields, and gives the answer on', async () => {
    const { asked, made } = signer();
    const signing = made.sign({ kind: 'credential', claims, mlsSignatureKey });
    expect(asked).toEqual([
      { requestId: 1, statement: { kind: 'credential', notAfterS: 77, mlsSignatureKey } },
    ]);
    const signature = new Uint8Array(64).fill(3);
    made.settle(1, signature);
    expect(await signing).toBe(signature);
  });

  it('rejects when signing was refused', async () => {
    const { made } = signer();
    const signing = made.sign({ kind: 'credential', claims, mlsSignatureKey });
    made.settle(1, null);
    await expect(signing).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('asks for a rejoin and for an attestation without the room or the key', () => {
    const { asked, made } = signer();
    const [challenge, keyPackageRef] = [new Uint8Array(32), new Uint8Array(64)];
    void made.sign({ kind: 'rejoin', room: claims.room, challenge, keyPackageRef });
    void made.sign({ kind: 'attestation', record: new Uint8Array([1]) });
    expect(asked).toEqual([
      { requestId: 1, statement: { kind: 'rejoin', challenge, keyPackageRef } },
      { requestId: 2, statement: { kind: 'attestation', record: new Uint8Array([1]) } },
    ]);
  });
});
