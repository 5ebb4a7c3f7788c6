import { z } from './zod.ts';

// The shapes of mediasoup 3's ortc-like parameters, strict and bounded. They must stay assignable to the types of
// mediasoup (server) and mediasoup-client (renderer) without a cast; both sides have a test for that.

const payloadType = z.int().min(0).max(127);
const ssrc = z.int().min(1).max(0xffff_ffff);
const token = z.string().max(128);
const codecParameters = z.record(token, z.union([z.string().max(512), z.number(), z.boolean()]));
const rtcpFeedback = z.strictObject({ type: token, parameter: token.exactOptional() });

/** Audio or video, as mediasoup names it. */
export const mediaKind = z.enum(['audio', 'video']);

/** What is sent: decides the tile it belongs to, and later the key context (e2ee.md, Frames). */
export const mediaSource = z.enum(['audio', 'camera', 'screen', 'screen-audio']);

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
  clockRate: z.int().min(1).max(1_000_000),
  channels: z.int().min(1).max(8).exactOptional(),
  parameters: codecParameters.exactOptional(),
  rtcpFeedback: z.array(rtcpFeedback).max(16).exactOptional(),
});

const headerExtension = z.strictObject({
  kind: mediaKind,
  uri: headerExtensionUri,
  preferredId: z.int().min(1).max(255),
  preferredEncrypt: z.boolean().exactOptional(),
  direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).exactOptional(),
});

export const rtpCapabilities = z.strictObject({
  codecs: z.array(codecCapability).max(32),
  headerExtensions: z.array(headerExtension).max(32),
});

const encoding = z.strictObject({
  active: z.boolean().exactOptional(),
  ssrc: ssrc.exactOptional(),
  rid: token.exactOptional(),
  codecPayloadType: payloadType.exactOptional(),
  rtx: z.strictObject({ ssrc }).exactOptional(),
  dtx: z.boolean().exactOptional(),
  scalabilityMode: token.exactOptional(),
  scaleResolutionDownBy: z.number().min(1).max(64).exactOptional(),
  maxBitrate: z.int().min(0).max(100_000_000).exactOptional(),
  maxFramerate: z.number().min(0).max(240).exactOptional(),
});

export const rtpParameters = z.strictObject({
  mid: token.exactOptional(),
  codecs: z
    .array(
      z.strictObject({
        mimeType: token,
        payloadType,
        clockRate: z.int().min(1).max(1_000_000),
        channels: z.int().min(1).max(8).exactOptional(),
        parameters: codecParameters.exactOptional(),
        rtcpFeedback: z.array(rtcpFeedback).max(16).exactOptional(),
      }),
    )
    .min(1)
    .max(8),
  headerExtensions: z
    .array(
      z.strictObject({
        uri: headerExtensionUri,
        id: z.int().min(1).max(255),
        encrypt: z.boolean().exactOptional(),
        parameters: codecParameters.exactOptional(),
      }),
    )
    .max(32)
    .exactOptional(),
  encodings: z.array(encoding).min(1).max(4).exactOptional(),
  rtcp: z
    .strictObject({
      cname: token.exactOptional(),
      reducedSize: z.boolean().exactOptional(),
      mux: z.boolean().exactOptional(),
    })
    .exactOptional(),
  msid: z.string().max(256).exactOptional(),
});

export const dtlsParameters = z.strictObject({
  role: z.enum(['auto', 'client', 'server']).exactOptional(),
  fingerprints: z
    .array(
      z.strictObject({
        algorithm: z.enum(['sha-256', 'sha-384', 'sha-512', 'sha-1', 'sha-224']),
        value: z.string().max(256),
      }),
    )
    .min(1)
    .max(5),
});

export const iceParameters = z.strictObject({
  usernameFragment: z.string().max(256),
  password: z.string().max(256),
  iceLite: z.boolean().exactOptional(),
});

const iceCandidate = z.strictObject({
  foundation: token,
  priority: z.int().min(0).max(0xffff_ffff),
  address: z.string().max(255),
  ip: z.string().max(255),
  protocol: z.enum(['udp', 'tcp']),
  port: z.int().min(1).max(65_535),
  type: z.enum(['host', 'srflx', 'prflx', 'relay']),
  tcpType: z.enum(['active', 'passive', 'so']).exactOptional(),
});

/** What a client needs to build its end of a WebRTC transport. */
export const transportOffer = z.strictObject({
  id: z.string().max(64),
  iceParameters,
  iceCandidates: z.array(iceCandidate).max(16),
  dtlsParameters,
});
