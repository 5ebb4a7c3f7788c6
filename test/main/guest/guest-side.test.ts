import { describe, expect, it } from 'vitest';
import { decodeChecked } from '../../../src/contract/schema.ts';
import type { CallInput } from '../../../src/contract/contract.ts';
import type { GuestIpc } from '../../../src/contract/guest-ipc.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { encodeRecord, type AttestationRecord } from '../../../src/crypto/attestation/record.ts';
import { suiteName } from '../../../src/crypto/mls/suite-name.ts';
import { verifyEd25519 } from '../../../src/crypto/ed25519.ts';
import { encodeStatement } from '../../../src/crypto/identity/identity-statement.ts';
import { testBytes32, testId } from '../../support/fake-ids.ts';
import { startGuestSide, testInvite } from '../../support/guest-fixture.ts';
import { untrustedSenders } from '../../support/ipc-senders.ts';
import { MemoryKeychain } from '../../support/memory-keychain.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { callNamesOf } from '../../support/spy-handlers.ts';
import { guestIpcBoundary, GUEST_IPC_PROTOCOL } from '../../../src/contract/guest-ipc.ts';

const invite = testInvite();
const { fingerprintText: therapistFingerprint } = invite;
const hour = 60 * 60;

type Statement = CallInput<GuestIpc, 'identity.sign'>['statement'];

function started(keychain?: MemoryKeychain) {
  const all = startGuestSide(invite.appLink, keychain);
  const nowS = Math.floor(all.clock.nowMs() / 1000);
  const sign = (statement: Statement) =>
    all.call('identity.sign', { therapistFingerprint, statement });
  const credential = (change: object = {}): Statement => ({
    kind: 'credential',
    room: invite.room,
    notAfterS: nowS + 24 * hour,
    mlsSignatureKey: testBytes32(5),
    ...change,
  });
  return { ...all, nowS, sign, credential };
}

describe('the app for clients', () => {
  it('says what it is', async () => {
    expect(await startGuestSide().call('app.status', {})).toMatchObject({
      host: 'preview',
      protocol: GUEST_IPC_PROTOCOL,
    });
  });

  it('answers nobody but its own page', async () => {
    const { side, keychain } = started();
    for (const channel of callNamesOf(guestIpcBoundary)) {
      for (const [, sender] of untrustedSenders) {
        expect(
          await side.handle({ protocol: GUEST_IPC_PROTOCOL, channel, data: {} }, sender),
        ).toEqual({ ok: false, error: { code: 'forbidden-sender' } });
      }
    }
    expect(keychain.calls).toBe(0);
  });

  it('knows nothing of what the therapist’s app answers', async () => {
    const { call } = started();
    const other = call as (channel: string, data: object) => Promise<unknown>;
    for (const name of ['vault.status', 'note.list', 'client.list', 'session.current']) {
      expect(await rejectedCode(other(name, {}))).toBe('bad-request');
    }
  });

  it('names the server of its invite, and no other before that', () => {
    expect(startGuestSide().side.allowedServerOrigin()).toBeNull();
    expect(started().side.allowedServerOrigin()).toBe('https://rooms.example');
  });

  it('pushes what arrives, and follows it when the page says so', async () => {
    const { side, call, pushes, origins } = started();
    const other = testInvite(2, 'https://other.example');
    side.arrive(other.appLink);
    const arrived = { kind: 'link', link: other.appLink };
    expect(pushes).toEqual([['guest.opened', arrived]]);
    expect(await call('guest.link', {})).toEqual({ link: invite.appLink, arrived });
    await call('guest.use-link', { link: other.appLink });
    expect(await call('guest.link', {})).toEqual({ link: other.appLink, arrived: null });
    expect(origins).toEqual(['https://other.example']);
  });

  it('stays with its invite when the page says so', async () => {
    const { side, call } = started();
    side.arrive('quietroom://nonsense');
    await call('guest.decline', {});
    expect(await call('guest.link', {})).toEqual({ link: invite.appLink, arrived: null });
  });

  it('never says what the invite holds in its log', async () => {
    const { side, call, log } = started();
    side.arrive(testInvite(3).appLink);
    await call('identity.public-key', { therapistFingerprint });
    await rejectedCode(call('guest.use-link', { link: `${invite.appLink}x` }));
    const written = JSON.stringify(log.lines);
    expect(written).toContain('invite-invalid');
    for (const secret of [invite.secretText, invite.room, therapistFingerprint, 'rooms.example']) {
      expect(written).not.toContain(secret);
    }
  });
});

describe('the device’s identity', () => {
  it('is there from the first time on', async () => {
    const keychain = new MemoryKeychain();
    const first = await started(keychain).call('identity.public-key', { therapistFingerprint });
    expect(first.standing).toBe('new');
    const second = await started(keychain).call('identity.public-key', { therapistFingerprint });
    expect(second).toEqual({ ...first, standing: 'known' });
  });

  it('is there without a keychain too, and says that it passes', async () => {
    const keychain = new MemoryKeychain();
    keychain.failure = 'unavailable';
    const { call, sign, credential } = started(keychain);
    const { publicKey, standing } = await call('identity.public-key', { therapistFingerprint });
    expect(standing).toBe('passing');
    expect((await sign(credential())).publicKey).toBe(publicKey);
  });

  it('is not shown for another therapist, and not made', async () => {
    const { call, keychain } = started();
    const other = testInvite(2).fingerprintText;
    const asking = call('identity.public-key', { therapistFingerprint: other });
    expect(await rejectedCode(asking)).toBe('not-found');
    expect(keychain.calls).toBe(0);
  });

  it('is gone with the invite', async () => {
    const { call, sign, credential } = started();
    await call('guest.forget-link', {});
    expect(await rejectedCode(sign(credential()))).toBe('not-found');
    expect(await rejectedCode(call('identity.public-key', { therapistFingerprint }))).toBe(
      'not-found',
    );
  });
});

describe('signing', () => {
  it('vouches for an MLS key, as a guest and nothing else', async () => {
    const { nowS, sign, credential } = started();
    const signed = await sign(credential());
    const identityKey = decodeChecked(signed.publicKey);
    const verdict = (role: 'guest' | 'therapist'): boolean =>
      verifyEd25519(
        identityKey,
        encodeStatement({
          kind: 'credential',
          claims: {
            role,
            identityKey,
            room: decodeChecked(invite.room),
            notAfterS: nowS + 24 * hour,
          },
          mlsSignatureKey: decodeChecked(testBytes32(5)),
        }),
        decodeChecked(signed.signature),
      );
    expect(verdict('guest')).toBe(true);
    expect(verdict('therapist')).toBe(false);
  });

  it('vouches for 25 hours at most', async () => {
    const { nowS, sign, credential } = started();
    await sign(credential({ notAfterS: nowS + 25 * hour }));
    expect(await rejectedCode(sign(credential({ notAfterS: nowS + 25 * hour + 1 })))).toBe(
      'bad-request',
    );
  });

  const challenge = testBytes32(6);
  const keyPackageRef = toBase64Url(new Uint8Array(64).fill(7));

  it('answers a challenge to come back', async () => {
    const { sign } = started();
    const { room } = invite;
    const signed = await sign({ kind: 'rejoin', room, challenge, keyPackageRef });
    const statement = encodeStatement({
      kind: 'rejoin',
      room: decodeChecked(room),
      challenge: decodeChecked(challenge),
      keyPackageRef: decodeChecked(keyPackageRef),
    });
    const { publicKey, signature } = signed;
    expect(verifyEd25519(decodeChecked(publicKey), statement, decodeChecked(signature))).toBe(true);
  });

  it('says nothing about another room', async () => {
    const { sign, credential } = started();
    const room = testId<string>(9);
    expect(await rejectedCode(sign(credential({ room })))).toBe('bad-request');
    expect(await rejectedCode(sign({ kind: 'rejoin', room, challenge, keyPackageRef }))).toBe(
      'bad-request',
    );
  });

  it.each([
    ['a role', { role: 'therapist' }],
    ['an identity key', { identityKey: testBytes32(1) }],
    ['bytes of its choosing', { bytes: testBytes32(1) }],
    ['a short MLS key', { mlsSignatureKey: testId(1) }],
    ['another kind', { kind: 'enrolment' }],
  ])('lets the page choose neither key nor form: %s', async (_what, change) => {
    const { sign, credential } = started();
    expect(await rejectedCode(sign(credential(change)))).toBe('bad-request');
  });
});

describe('signing a record', () => {
  async function withRecord(change: (own: Uint8Array<ArrayBuffer>) => Partial<AttestationRecord>) {
    const all = started();
    const { publicKey } = await all.call('identity.public-key', { therapistFingerprint });
    const own = decodeChecked(publicKey);
    const record: AttestationRecord = {
      v: 1,
      room: decodeChecked(invite.room),
      suite: suiteName,
      start: 1,
      end: 2,
      therapist: invite.therapist,
      guests: [{ identity: own, kind: 'app', admitted: [1], words: 'confirmed' }],
      drops: [],
      groups: [],
      reports: [],
      ...change(own),
    };
    return { ...all, own, bytes: encodeRecord(record) };
  }

  it('signs one that names this device as a guest of this therapist', async () => {
    const { sign, own, bytes } = await withRecord(() => ({}));
    const { signature } = await sign({ kind: 'attestation', record: toBase64Url(bytes) });
    const statement = encodeStatement({ kind: 'attestation', record: bytes });
    expect(verifyEd25519(own, statement, decodeChecked(signature))).toBe(true);
  });

  const stranger = new Uint8Array(32).fill(3);
  it.each<[string, (own: Uint8Array<ArrayBuffer>) => Partial<AttestationRecord>]>([
    ['without this device', () => ({ guests: [] })],
    [
      'of somebody else',
      () => ({
        guests: [{ identity: stranger, kind: 'app', admitted: [1], words: 'confirmed' }],
      }),
    ],
    [
      'that has it in a browser',
      (own) => ({
        guests: [{ identity: own, kind: 'browser', admitted: [1], words: 'confirmed' }],
      }),
    ],
    ['that has it as the therapist', (own) => ({ therapist: own })],
    ['by another therapist', () => ({ therapist: stranger })],
    ['of another room', () => ({ room: new Uint8Array(16) })],
  ])('refuses one %s', async (_what, change) => {
    const { sign, bytes } = await withRecord(change);
    expect(await rejectedCode(sign({ kind: 'attestation', record: toBase64Url(bytes) }))).toBe(
      'bad-request',
    );
  });

  it('refuses what is no canonical record, and what is too long', async () => {
    const { sign, bytes } = await withRecord(() => ({}));
    for (const record of [
      bytes.slice(0, -1),
      new Uint8Array([...bytes, 0]),
      new Uint8Array(),
      new Uint8Array(64 * 1024 + 1),
    ]) {
      expect(await rejectedCode(sign({ kind: 'attestation', record: toBase64Url(record) }))).toBe(
        'bad-request',
      );
    }
  });
});
