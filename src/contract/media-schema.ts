import { z } from './zod.ts';
import { integer, list, text } from './schema.ts';

// The shapes of mediasoup 3's ortc-like parameters, strict and bounded. They must stay assignable to the types of
// mediasoup (server) and mediasoup-client (renderer) without a cast; both sides have a test for that.

const payloadType = integer(0, 127);
const ssrc = integer(1, 0xffff_ffff);
const token = text(128);
const codecParameters = z.record(token, z.union([text(512), z.number(), z.boolean()]));
const rtcpFeedback = z.strictObject({ type: token, parameter: z.exactOptional(token) });

/** Audio or video, as mediasoup names it. */
export const mediaKind = z.enum(['audio', 'video']);

const headerExtensionUri = z.enum([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:3gpp:video-orientation',
]);

const codecCapability = z.strictObject({
  kind: mediaKind,
  mimeType: token,
  preferredPayloadType: payloadType,
  clockRate: integer(1, 1_000_000),
  channels: z.exactOptional(integer(1, 8)),
  parameters: z.exactOptional(codecParameters),
  rtcpFeedback: z.exactOptional(list(rtcpFeedback, 16)),
});

const headerExtension = z.strictObject({
  kind: mediaKind,
  uri: headerExtensionUri,
  preferredId: integer(1, 255),
  preferredEncrypt: z.exactOptional(z.boolean()),
  direction: z.exactOptional(z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive'])),
});

export const rtpCapabilities = z.strictObject({
  codecs: list(codecCapability, 32),
  headerExtensions: list(headerExtension, 32),
});

const encoding = z.strictObject({
  active: z.exactOptional(z.boolean()),
  ssrc: z.exactOptional(ssrc),
  rid: z.exactOptional(token),
  codecPayloadType: z.exactOptional(payloadType),
  rtx: z.exactOptional(z.strictObject({ ssrc })),
  dtx: z.exactOptional(z.boolean()),
  scalabilityMode: z.exactOptional(token),
  scaleResolutionDownBy: z.exactOptional(z.number().check(z.minimum(1), z.maximum(64))),
  maxBitrate: z.exactOptional(integer(0, 100_000_000)),
  maxFramerate: z.exactOptional(z.number().check(z.minimum(0), z.maximum(240))),
});

export const rtpParameters = z.strictObject({
  mid: z.exactOptional(token),
  codecs: list(
    z.strictObject({
      mimeType: token,
      payloadType,
      clockRate: integer(1, 1_000_000),
      channels: z.exactOptional(integer(1, 8)),
      parameters: z.exactOptional(codecParameters),
      rtcpFeedback: z.exactOptional(list(rtcpFeedback, 16)),
    }),
    8,
    1,
  ),
  headerExtensions: z.exactOptional(
    list(
      z.strictObject({
        uri: headerExtensionUri,
        id: integer(1, 255),
        encrypt: z.exactOptional(z.boolean()),
        parameters: z.exactOptional(codecParameters),
      }),
      32,
    ),
  ),
  encodings: z.exactOptional(list(encoding, 4, 1)),
  rtcp: z.exactOptional(
    z.strictObject({
      cname: z.exactOptional(token),
      reducedSize: z.exactOptional(z.boolean()),
      mux: z.exactOptional(z.boolean()),
    }),
  ),
  msid: z.exactOptional(text(256)),
});

export const dtlsParameters = z.strictObject({
  role: z.exactOptional(z.enum(['auto', 'client', 'server'])),
  fingerprints: list(
    z.strictObject({
      algorithm: z.enum(['sha-256', 'sha-384', 'sha-512', 'sha-1', 'sha-224']),
      value: text(256),
    }),
    5,
    1,
  ),
});

export const iceParameters = z.strictObject({
  usernameFragment: text(256),
  password: text(256),
  iceLite: z.exactOptional(z.boolean()),
});

const iceCandidate = z.strictObject({
  foundation: token,
  priority: integer(0, 0xffff_ffff),
  address: text(255),
  ip: text(255),
  protocol: z.enum(['udp', 'tcp']),
  port: integer(1, 65_535),
  type: z.enum(['host', 'srflx', 'prflx', 'relay']),
  tcpType: z.exactOptional(z.enum(['active', 'passive', 'so'])),
});

/** A TURN server as a browser takes it (RFC 7065), and nothing else: no STUN server, no name and no path. */
export const turnUrlPattern =
  /^turns?:(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?$/iu;

/** TURN servers, and what lets one seat use them for a while. Kept nowhere, and in no log. */
export const turnAccess = z.strictObject({
  urls: list(text(300).check(z.regex(turnUrlPattern)), 8, 1),
  username: text(128, 1),
  credential: text(128, 1),
});

/** What a client needs to build its end of a WebRTC transport. */
export const transportOffer = z.strictObject({
  id: text(64),
  iceParameters,
  iceCandidates: list(iceCandidate, 16),
  dtlsParameters,
});
