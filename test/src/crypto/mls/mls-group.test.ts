import { beforeEach, describe, expect, it } from 'vitest';
import { concatBytes, utf8, type Bytes } from '../../../../src/base/bytes.ts';
import { fingerprintOfKey } from '../../../../src/crypto/identity/fingerprint.ts';
import {
  decodeBareKeyPackage,
  decodeMls,
  encodePrivate,
} from '../../../../src/crypto/mls/codec.ts';
import { makeKeyPackage, type OwnKeyPackage } from '../../../../src/crypto/mls/key-package.ts';
import { MlsGroup } from '../../../../src/crypto/mls/mls-group.ts';
import { secretsOf } from '../../../../src/crypto/mls/state-secrets.ts';
import { commit, sealApplication, type Step } from '../../../../src/crypto/mls/steps.ts';
import { makeSuite, type Suite } from '../../../../src/crypto/mls/suite.ts';
import { forgeGroup } from '../../../support/forge-group.ts';
import { newSigner, realRandom } from '../../../support/identity.ts';

const therapist = newSigner();
const room = realRandom.bytes(16);
const nowS = Math.floor(Date.now() / 1000);
let suite: Suite;
let own: OwnKeyPackage;
let group: MlsGroup;

beforeEach(async () => {
  suite = await makeSuite(realRandom);
  own = await makeKeyPackage(suite, therapist, { role: 'therapist', room, nowS });
  const therapistFingerprint = fingerprintOfKey(therapist.publicKey);
  const state = await forgeGroup(suite, own, null);
  group = new MlsGroup(suite, state, () => ({ room, therapistFingerprint, nowS }));
});

function isZero(secret: Uint8Array): boolean {
  return secret.every((byte) => byte === 0);
}

/** Which of the secrets that were there before are still readable. */
function readable(secrets: readonly Uint8Array[]): number {
  return secrets.filter((secret) => !isZero(secret)).length;
}

const update = (): Promise<Step> => commit(suite, group.state, []);

describe('what an MLS group forgets', () => {
  it('overwrites the old key schedule at a new epoch, but for what opens late messages', async () => {
    const { initSecret, exporterSecret, epochAuthenticator, senderDataSecret } =
      group.state.keySchedule;
    group.adopt([await update()], 'one');
    expect([initSecret, exporterSecret, epochAuthenticator].map(isZero)).toEqual([
      true,
      true,
      true,
    ]);
    expect(isZero(senderDataSecret)).toBe(false);
  });

  it('overwrites everything of the epochs before when nothing is to be kept', async () => {
    const before = [...secretsOf(group.state)];
    group.adopt([await update()], 'none');
    const kept = secretsOf(group.state);
    expect(readable(before.filter((secret) => !kept.has(secret)))).toBe(0);
    expect(group.state.historicalReceiverData.size).toBe(0);
  });

  it('keeps one former epoch, and two only through a join', async () => {
    for (let i = 0; i < 4; i += 1) group.adopt([await update()], 'one');
    expect(group.state.historicalReceiverData.size).toBe(1);
    group.adopt([await update()], 'through-a-join');
    expect(group.state.historicalReceiverData.size).toBe(2);
    group.adopt([await update()], 'one');
    expect([...group.state.historicalReceiverData.keys()]).toEqual([group.epoch - 1n]);
  });

  it('overwrites what a message used up', async () => {
    const ratchet = group.state.secretTree[0]?.application.secret ?? new Uint8Array([1]);
    group.adopt([await sealApplication(suite, group.state, utf8('x'))], 'unchanged');
    expect(isZero(ratchet)).toBe(true);
  });

  it('keeps our old leaf key as long as an item under it may be on its way', async () => {
    const before = group.leafKeyAt(group.epoch);
    group.adopt([await update()], 'one');
    expect(group.leafKeyAt(group.epoch - 1n)).toBe(before);
    expect(before && isZero(before)).toBe(false);
    group.adopt([await update()], 'none');
    expect(group.leafKeyAt(group.epoch - 1n)).toBeUndefined();
    expect(before && isZero(before)).toBe(true);
  });

  it('overwrites everything when it is wiped, and does not work any more', () => {
    const before = [...secretsOf(group.state)];
    group.wipe();
    expect(readable(before)).toBe(0);
    expect(() => group.state).toThrow('left');
  });

  it('overwrites steps that are discarded, and nothing that it goes on with', async () => {
    const inUse = [...secretsOf(group.state)];
    const steps = [await update()];
    const made = steps.flatMap(({ state }) => [...secretsOf(state)]);
    const shared = made.filter((secret) => inUse.includes(secret));
    group.discard(steps);
    expect(readable(made)).toBe(readable(shared));
    expect(readable(inUse)).toBe(inUse.length);
    group.adopt([await update()], 'one');
    expect(group.epoch).toBe(1n);
  });

  it('gives another media key in every epoch', async () => {
    const first = (await group.secrets()).baseKey.expose((key) => key.slice());
    group.adopt([await update()], 'one');
    const second = (await group.secrets()).baseKey.expose((key) => key.slice());
    expect(second).not.toEqual(first);
    expect(second.length).toBe(32);
  });
});

describe('what an MLS group reads', () => {
  it('is one encoding per message: a longer form of a length is another message', async () => {
    const { bytes } = await sealApplication(suite, group.state, utf8('x'));
    expect(decodeMls(bytes).kind).toBe('private');
    // Version and wire format, then the group id behind a one-byte length: the same length in two bytes.
    expect(bytes[4]).toBe(16);
    const longer = concatBytes(bytes.slice(0, 4), new Uint8Array([0x40, 16]), bytes.slice(5));
    expect(() => decodeMls(longer)).toThrow('malformed');
  });

  it('is no message that is longer than any of ours', async () => {
    const { bytes } = await sealApplication(suite, group.state, utf8('x'));
    const incoming = decodeMls(bytes);
    if (incoming.kind !== 'private') throw new Error('a private message');
    const encoded = (size: number) =>
      encodePrivate({ ...incoming.message, ciphertext: new Uint8Array(size) });
    expect(decodeMls(encoded(63 * 1024)).kind).toBe('private');
    expect(() => decodeMls(encoded(64 * 1024))).toThrow('malformed');
  });

  it.each([
    ['nothing', () => new Uint8Array()],
    ['a KeyPackage with something behind it', () => concatBytes(own.bytes, new Uint8Array(1))],
    ['a KeyPackage cut short', () => own.bytes.slice(0, -1)],
  ] as [string, () => Bytes][])('is not %s', (_what, bytes) => {
    expect(() => decodeBareKeyPackage(bytes())).toThrow('malformed');
  });
});
