import { createHash, randomBytes } from 'node:crypto';
import type { CallInput, CallResult } from '../../src/contract/contract.ts';
import { newId, type InviteId, type RoomId } from '../../src/contract/ids.ts';
import type { Signaling } from '../../src/contract/signaling.ts';
import { SignalingClient } from './signaling-client.ts';

/** An invite as the therapist's app makes it: the server gets the hash, the guest the token. */
export function makeInvite(window: { opensInMs?: number; expiresInMs?: number } = {}) {
  const { opensInMs = -1_000, expiresInMs = 60_000 } = window;
  const admission = randomBytes(32).toString('base64url');
  const admissionHash = createHash('sha256')
    .update(Buffer.from(admission, 'base64url'))
    .digest('base64url');
  const inviteId = newId<InviteId>({ bytes: (length) => new Uint8Array(randomBytes(length)) });
  const nowMs = Date.now();
  return {
    admission,
    request: {
      inviteId,
      admissionHash,
      opensAtMs: nowMs + opensInMs,
      expiresAtMs: nowMs + expiresInMs,
    },
  };
}

/** A guest in the lobby: connected, redeemed, ready. */
export async function knock(
  serverOrigin: string,
  host: SignalingClient,
  roomId: RoomId,
): Promise<{
  readonly client: SignalingClient;
  readonly ticket: CallResult<Signaling, 'seat.redeem'>;
  readonly admission: string;
  readonly inviteId: InviteId;
}> {
  const { admission, request } = makeInvite();
  await host.call('invite.create', request);
  const { client } = await SignalingClient.greet(serverOrigin);
  const ticket = await client.call('seat.redeem', { roomId, admission });
  await client.call('seat.ready', { rtpCapabilities: ticket.routerRtpCapabilities });
  return { client, ticket, admission, inviteId: request.inviteId };
}

/** A guest inside. */
export async function comeIn(serverOrigin: string, host: SignalingClient, roomId: RoomId) {
  const guest = await knock(serverOrigin, host, roomId);
  await host.call('lobby.admit', { seatId: guest.ticket.seatId });
  const presence = await guest.client.next('seat.admitted');
  return { ...guest, presence };
}

/** What a browser sends for Opus. Each call has streams of its own. */
export function audioParameters(): CallInput<Signaling, 'media.produce'> {
  return {
    source: 'audio',
    kind: 'audio',
    rtpParameters: {
      mid: '0',
      codecs: [
        {
          mimeType: 'audio/opus',
          payloadType: 111,
          clockRate: 48_000,
          channels: 2,
          parameters: { useinbandfec: 1, minptime: 10 },
          rtcpFeedback: [{ type: 'transport-cc', parameter: '' }],
        },
      ],
      headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4 }],
      encodings: [{ ssrc: randomSsrc() }],
      rtcp: { cname: 'test', reducedSize: true },
    },
  };
}

/** What a browser sends for VP8 with retransmission. */
export function cameraParameters(): CallInput<Signaling, 'media.produce'> {
  return {
    source: 'camera',
    kind: 'video',
    rtpParameters: {
      mid: '1',
      codecs: [
        {
          mimeType: 'video/VP8',
          payloadType: 96,
          clockRate: 90_000,
          rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
        },
        {
          mimeType: 'video/rtx',
          payloadType: 97,
          clockRate: 90_000,
          parameters: { apt: 96 },
        },
      ],
      headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4 }],
      encodings: [{ ssrc: randomSsrc(), rtx: { ssrc: randomSsrc() } }],
    },
  };
}

/** The client's half of a DTLS handshake that these tests never make. */
export const dtlsParameters: CallInput<Signaling, 'media.connect'>['dtlsParameters'] = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }],
};

function randomSsrc(): number {
  return 1 + (randomBytes(4).readUInt32BE() >>> 1);
}
