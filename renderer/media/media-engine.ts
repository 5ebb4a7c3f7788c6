import type { types } from 'mediasoup-client';
import type { Clock, Log } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { CallRequest } from '../../src/contract/contract.ts';
import { rtpCapabilities as rtpCapabilitiesSchema } from '../../src/contract/media-schema.ts';
import type { Presence, Signaling } from '../../src/contract/signaling.ts';
import type { SignalingCalls } from '../platform/signaling-connection.ts';
import { toWireShape } from '../platform/wire-shape.ts';
import type { FrameTransforms } from './frame-transforms.ts';
import { startLiveMedia, type LiveMedia, type LiveMediaEvents } from './live-media.ts';
import { isSupportedBrowser, loadDevice, type RouterRtpCapabilities } from './load-device.ts';
import { warmConnection } from './warm-connection.ts';

/** Makes media out of what the server offers. A port: view models are tested with another one. */
export interface MediaEngine {
  /** False in a browser that cannot take part: to be said before anything else is asked of a person. */
  isSupported(): boolean;
  /**
   * Everything that can be made ready before one is let in: what this browser can do, and the certificate of its ends.
   * @throws AppError media-failed when this browser cannot take part
   */
  prepare(routerRtpCapabilities: RouterRtpCapabilities): Promise<PreparedMedia>;
}

export interface PreparedMedia {
  /** For `seat.ready` and `room.enter`. */
  readonly rtpCapabilities: CallRequest<Signaling, 'seat.ready'>['rtpCapabilities'];
  /** For a while in which nobody waits for anything: the first connection is the slowest. Never rejects. */
  warmUp(): Promise<void>;
  /** Media from the moment of admission, until `scope` closes. */
  enter(options: EnterOptions): LiveMedia;
}

export interface EnterOptions extends LiveMediaEvents {
  readonly presence: Presence;
  readonly calls: SignalingCalls;
  /** Through these passes every frame. */
  readonly transforms: FrameTransforms;
  readonly scope: Scope;
}

export interface MediaEngineOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Whether media goes through TURN or not at all, asked whenever it begins. */
  readonly isRelayOnly: () => boolean;
  /** What talks WebRTC; only tests without a browser give another one. */
  readonly handlerFactory?: types.HandlerFactory;
  readonly makeCertificate?: () => Promise<RTCCertificate>;
  readonly makeConnection?: () => RTCPeerConnection;
}

/** The engine of mediasoup-client. */
export function createMediaEngine(options: MediaEngineOptions): MediaEngine {
  const { clock, log, isRelayOnly, handlerFactory } = options;
  const makeCertificate = options.makeCertificate ?? newCertificate;
  const makeConnection = options.makeConnection ?? (() => new RTCPeerConnection());
  return {
    isSupported: () => handlerFactory !== undefined || isSupportedBrowser(),
    async prepare(routerRtpCapabilities) {
      const [device, certificate] = await Promise.all([
        loadDevice(routerRtpCapabilities, handlerFactory),
        makeCertificate(),
      ]);
      return {
        rtpCapabilities: toWireShape(rtpCapabilitiesSchema, device.recvRtpCapabilities),
        warmUp: async () => {
          await warmConnection(makeConnection, clock).catch(() => {
            log.warn('connection-not-warmed');
          });
        },
        enter: (entering) =>
          startLiveMedia({
            ...entering,
            device,
            isRelayOnly: isRelayOnly(),
            certificates: [certificate],
            clock,
            log,
          }),
      };
    },
  };
}

/** New for every session, so that two sessions of one person have no fingerprint in common (M5). */
async function newCertificate(): Promise<RTCCertificate> {
  const algorithm: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };
  return RTCPeerConnection.generateCertificate(algorithm);
}
