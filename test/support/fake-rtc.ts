import type { types } from 'mediasoup-client';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import { createMediaEngine } from '../../renderer/media/media-engine.ts';
import type { RouterRtpCapabilities } from '../../renderer/media/load-device.ts';
import type { ConsumerOffer, MediaSource, Presence } from '../../src/contract/signaling.ts';
import type { Clock, Log } from '../../src/base/ports.ts';
import { testId } from './fake-ids.ts';
import { presenceOf } from './fake-media.ts';

/** What the server's router offers: the codecs of the product, in the contract's shape. */
export const routerCapabilities: RouterRtpCapabilities = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: 100,
      clockRate: 48_000,
      channels: 2,
      parameters: { useinbandfec: 1 },
    },
    { kind: 'video', mimeType: 'video/VP8', preferredPayloadType: 101, clockRate: 90_000 },
  ],
  headerExtensions: [
    {
      kind: 'video',
      uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
      preferredId: 4,
      preferredEncrypt: false,
      direction: 'sendrecv',
    },
  ],
};

/** mediasoup-client as it is, over its own handler without WebRTC; what it makes can be reached by a test. */
export function engineWithoutWebRtc(ports: {
  readonly clock: Clock;
  readonly log: Log;
  readonly isRelayOnly?: () => boolean;
  /** Connections find no way to try: they never say that they are connecting. */
  readonly isSilent?: boolean;
}) {
  const handlers: FakeHandler[] = [];
  /** By which ways each connection may go, as it was made. */
  const ways: Pick<types.HandlerOptions, 'iceServers' | 'iceTransportPolicy'>[] = [];
  /** What connections were told later. */
  const renewed: RTCIceServer[][] = [];
  /** What was negotiated to be received, by track, in one list for each negotiation. */
  const received: string[][] = [];
  const factory = FakeHandler.createFactory(fakeParameters);
  const engine = createMediaEngine({
    isRelayOnly: () => false,
    ...ports,
    handlerFactory: {
      ...factory,
      factory: (options) => {
        const handler = factory.factory(options) as FakeHandler;
        handlers.push(handler);
        if (ports.isSilent === true) {
          const emit = handler.emit.bind(handler);
          handler.emit = (name, ...rest) =>
            name === '@connectionstatechange' ? false : emit(name, ...rest);
        }
        const { iceServers = [], iceTransportPolicy = 'all' } = options;
        ways.push({ iceServers, iceTransportPolicy });
        handler.updateIceServers = (list) => {
          renewed.push(list);
          return Promise.resolve();
        };
        const receive = handler.receive.bind(handler);
        handler.receive = (list) => {
          received.push(list.map(({ trackId }) => trackId));
          return receive(list);
        };
        return handler;
      },
    },
    // mediasoup-client clones it, which functions would not survive.
    makeCertificate: () => Promise.resolve({ expires: 0 } as RTCCertificate),
  });
  return { engine, handlers, received, ways, renewed };
}

/** A presence that mediasoup-client takes. */
export function mediaPresence(consumers: ConsumerOffer[] = []): Presence {
  const { iceParameters, iceCandidates, dtlsParameters } =
    fakeParameters.generateTransportRemoteParameters();
  const offer = {
    iceParameters,
    iceCandidates: iceCandidates.map(({ tcpType: _ignored, ...candidate }) => candidate),
    dtlsParameters,
  };
  return {
    ...presenceOf(1),
    sendTransport: { id: 'send', ...offer },
    recvTransport: { id: 'recv', ...offer },
    consumers,
  };
}

/** Something that seat 2 sends. */
export function consumerOffer(
  consumerId: string,
  source: MediaSource,
  more: Partial<ConsumerOffer> = {},
): ConsumerOffer {
  const isAudio = source === 'audio';
  return {
    consumerId,
    producerId: `producer-${consumerId}`,
    seatId: testId(2),
    source,
    kind: isAudio ? 'audio' : 'video',
    muted: false,
    paused: false,
    rtpParameters: {
      mid: consumerId,
      codecs: [
        isAudio
          ? { mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }
          : { mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 },
      ],
      encodings: [{ ssrc: 1 + consumerId.length }],
      rtcp: { cname: 'other' },
    },
    ...more,
  };
}
