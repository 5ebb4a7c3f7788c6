import { describe, expect, it, vi } from 'vitest';
import { createDeviceIdentity } from '../../../renderer/platform/device-identity.ts';
import { createGuestAppClient } from '../../../renderer/platform/guest-app-client.ts';
import type { IdentityWanted } from '../../../src/contract/media-worker.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { verifyEd25519 } from '../../../src/crypto/ed25519.ts';
import {
  encodeStatement,
  type IdentityStatement,
} from '../../../src/crypto/identity/identity-statement.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { bridgeTo, startGuestSide, testInvite } from '../../support/guest-fixture.ts';
import { MemoryKeychain } from '../../support/memory-keychain.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { rejectedCode } from '../../support/rejected-code.ts';

const invite = testInvite();
const room = decodeChecked(invite.room);
const { fingerprint: therapistFingerprint } = invite;
const context = { room, therapistFingerprint };
const bytes = (length: number, value: number) => new Uint8Array(length).fill(value);

function device(keychain = new MemoryKeychain()) {
  const { side, clock } = startGuestSide(invite.appLink, keychain);
  const client = createGuestAppClient({
    bridge: bridgeTo(side),
    clock: new FakeClock(),
    log: recordingLog(),
  });
  const onPassing = vi.fn<() => void>();
  const nowS = Math.floor(clock.nowMs() / 1000);
  return { identity: createDeviceIdentity(client, onPassing), onPassing, nowS };
}

describe('the device’s identity, as the page has it', () => {
  it('signs what the media worker asks for, for the room that it is in', async () => {
    const { identity, nowS } = device();
    const { publicKey: identityKey } = await identity.publicKey(therapistFingerprint);
    const questions: readonly (readonly [IdentityWanted, IdentityStatement])[] = [
      [
        { kind: 'credential', notAfterS: nowS, mlsSignatureKey: bytes(32, 3) },
        {
          kind: 'credential',
          claims: { role: 'guest', identityKey, room, notAfterS: nowS },
          mlsSignatureKey: bytes(32, 3),
        },
      ],
      [
        { kind: 'rejoin', challenge: bytes(32, 4), keyPackageRef: bytes(64, 5) },
        { kind: 'rejoin', room, challenge: bytes(32, 4), keyPackageRef: bytes(64, 5) },
      ],
    ];
    for (const [wanted, statement] of questions) {
      const signature = await identity.sign(wanted, context);
      expect(verifyEd25519(identityKey, encodeStatement(statement), signature)).toBe(true);
    }
  });

  it('throws when it is refused', async () => {
    const { identity, nowS } = device();
    const far = { kind: 'credential', notAfterS: nowS * 2, mlsSignatureKey: bytes(32, 3) } as const;
    expect(await rejectedCode(identity.sign(far, context))).toBe('bad-request');
    const record = { kind: 'attestation', record: bytes(9, 1) } as const;
    expect(await rejectedCode(identity.sign(record, context))).toBe('bad-request');
    const stranger = { room, therapistFingerprint: bytes(16, 1) };
    expect(await rejectedCode(identity.sign({ ...far, notAfterS: 1 }, stranger))).toBe('not-found');
    expect(await rejectedCode(identity.publicKey(bytes(16, 1)))).toBe('not-found');
  });

  it('says when its key is a passing one, and only then', async () => {
    const keychain = new MemoryKeychain();
    for (const isNew of [true, false]) {
      const { identity, onPassing } = device(keychain);
      expect(await identity.publicKey(therapistFingerprint)).toMatchObject({ isNew });
      expect(onPassing).not.toHaveBeenCalled();
    }
    keychain.failure = 'refused';
    const { identity, onPassing } = device(keychain);
    expect(await identity.publicKey(therapistFingerprint)).toMatchObject({ isNew: true });
    expect(onPassing).toHaveBeenCalledOnce();
  });
});
