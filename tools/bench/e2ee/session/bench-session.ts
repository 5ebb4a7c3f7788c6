import {
  createMediaWorkerClient,
  type MediaWorkerClient,
} from '../../../../renderer/media/media-worker-client.ts';
import { createBrowserLog } from '../../../../renderer/platform/browser-log.ts';
import { browserClock } from '../../../../renderer/platform/browser-ports.ts';
import type { Bytes } from '../../../../src/base/bytes.ts';
import type { Random } from '../../../../src/base/ports.ts';
import { Scope } from '../../../../src/base/scope.ts';
import { SecretBytes } from '../../../../src/base/secret-bytes.ts';
import { newId, type SeatId } from '../../../../src/contract/ids.ts';
import { generateEd25519, signEd25519 } from '../../../../src/crypto/ed25519.ts';
import { fingerprintOfKey } from '../../../../src/crypto/identity/fingerprint.ts';
import { encodeStatement } from '../../../../src/crypto/identity/identity-statement.ts';
import { deriveInviteKeys } from '../../../../src/crypto/invite-keys.ts';

// A session of two media workers through their contract, with an honest server between them. What the link and the seats
// would bring is made up, the same on both sides, so that two pages need not tell each other anything beforehand. The
// workers' own keys, and with them every media key, are real.

/** Between both sides; a MessagePort and a BroadcastChannel are one. */
export interface Link {
  postMessage(message: Wire): void;
  onmessage: ((event: MessageEvent<Wire>) => void) | null;
}

/** Pages of one build trust each other: nothing is parsed. */
type Wire = { readonly knock: Bytes } | { readonly relay: Bytes };

const made = (filler: number): Random => ({
  bytes: (length) => new Uint8Array(length).fill(filler),
});
const identity = generateEd25519(made(1));
const room = made(2).bytes(16);
const secret = made(3);
export const hostSeat = newId<SeatId>(made(4));
export const guestSeat = newId<SeatId>(made(5));

/** The contract's page end. It lives as long as its page. */
export function clientOf(worker: Worker): MediaWorkerClient {
  return createMediaWorkerClient({
    port: worker,
    clock: browserClock,
    log: createBrowserLog(),
    scope: new Scope(),
    onBroken: () => undefined,
  });
}

/** The therapist's side, up to where somebody may knock. Whoever does is let in. */
export async function openHost(client: MediaWorkerClient, link: Link): Promise<void> {
  client.on('identity.wanted', ({ requestId, statement }) => {
    if (statement.kind !== 'credential') throw new Error('nothing else is signed here');
    const { notAfterS, mlsSignatureKey } = statement;
    const identityKey = identity.publicKey;
    const claims = { role: 'therapist', identityKey, room, notAfterS } as const;
    const bytes = encodeStatement({ kind: 'credential', claims, mlsSignatureKey });
    const signature = signEd25519(identity.secretKey, bytes);
    void client.call('identity.signed', { requestId, signature });
  });
  carryRelay(client, link);
  await client.call('host.start', { room, identityKey: identity.publicKey });
  await client.call('host.seated', { seatId: hostSeat });
  link.onmessage = ({ data }) => {
    if ('knock' in data) void admit(client, data.knock);
    else void client.call('session.receive', { from: guestSeat, bytes: data.relay });
  };
}

/** The guest's side, up to where frames can pass in both directions. */
export async function joinAsGuest(client: MediaWorkerClient, link: Link): Promise<void> {
  carryRelay(client, link);
  link.onmessage = ({ data }) => {
    if (!('relay' in data)) return;
    void client.call('session.receive', { from: hostSeat, bytes: data.relay });
  };
  const joined = bothHaveKeys(client);
  await client.call('guest.start', {
    room,
    secret: secret.bytes(32),
    therapistFingerprint: fingerprintOfKey(identity.publicKey),
    guestKind: 'browser',
    identityKey: null,
  });
  const { sealed } = await client.call('guest.knock', {});
  link.postMessage({ knock: sealed });
  await joined;
}

/** Resolves when this side knows both seats and nobody is without the present key. */
export function bothHaveKeys(client: MediaWorkerClient): Promise<void> {
  return new Promise((resolve) => {
    client.on('session.state', ({ maySend, members }) => {
      const areIn = members.length === 2 && members.every((one) => one.hasKey && one.seatId);
      if (maySend && areIn) resolve();
    });
  });
}

async function admit(client: MediaWorkerClient, sealed: Bytes): Promise<void> {
  const keys = await deriveInviteKeys(new SecretBytes(secret.bytes(32)));
  const { pskId } = keys;
  const seat = {
    knockKey: keys.knockKey.expose((bytes) => bytes.slice()),
    psk: keys.psk.expose((bytes) => bytes.slice()),
    pskId,
    state: { state: 'open' as const },
  };
  await client.call('host.add-seat', { seat });
  const knock = await client.call('host.read-knock', { seatId: guestSeat, pskId, sealed });
  if (knock.verdict !== 'opened') throw new Error(`refused: ${knock.reason}`);
  await client.call('host.admit', { seatId: guestSeat, deviceKey: knock.deviceKey });
}

function carryRelay(client: MediaWorkerClient, link: Link): void {
  client.on('relay.outgoing', ({ bytes }) => {
    link.postMessage({ relay: bytes });
  });
}
