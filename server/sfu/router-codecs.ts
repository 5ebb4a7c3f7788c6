import type { types } from 'mediasoup';
import type { RtpCapabilities } from './media-types.ts';

type HeaderExtension = RtpCapabilities['headerExtensions'][number];

/**
 * The codecs of every room: those whose sealed frames the SFU can still route (e2ee.md, Frames). H264 and AV1 would
 * decode nothing, and discontinuous transmission would tell who speaks from the packets alone.
 */
export const routerCodecs: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
];

// Every extension that the contract allows, by its type: the compiler asks for a decision when the contract changes.
// Not among them: the audio level, which would tell the server who speaks.
const offered: Readonly<Record<HeaderExtension['uri'], true>> = {
  'urn:ietf:params:rtp-hdrext:sdes:mid': true,
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id': true,
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id': true,
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time': true,
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01': true,
  'urn:3gpp:video-orientation': true,
};

/** True when clients may hear of a header extension. */
export function isOfferedExtension(uri: string): boolean {
  return Object.hasOwn(offered, uri);
}
