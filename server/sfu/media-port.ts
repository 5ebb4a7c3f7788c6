import type { MediaSource, TransportOffer } from '../../src/contract/signaling.ts';
import type {
  DtlsParameters,
  IceParameters,
  MediaKind,
  RtpCapabilities,
  RtpParameters,
} from './media-types.ts';

// What the rooms need of an SFU. mediasoup implements it in this folder; unit tests of the rooms use a fake.
//
// Close cascade: media room -> transports -> producers and consumers. Closing is synchronous and idempotent at every
// level, and a closed parent leaves no open child.

/** Makes media rooms. */
export interface Sfu {
  /** @throws AppError server-full while no worker is up */
  openRoom(): Promise<MediaRoom>;
}

/** The media side of one room: a router on one worker. */
export interface MediaRoom {
  readonly routerRtpCapabilities: RtpCapabilities;
  /** Transports that exist in the router right now, as the router itself counts them. */
  readonly transportCount: number;
  /** Calls back once when the room has closed under us (its worker died), never for our own `close`. */
  onFailed(listener: () => void): void;
  openTransport(direction: 'send' | 'recv'): Promise<MediaTransport>;
  canConsume(producerId: string, rtpCapabilities: RtpCapabilities): boolean;
  close(): void;
}

/** One WebRTC transport of one seat. */
export interface MediaTransport {
  readonly offer: TransportOffer;
  /** The client has given its DTLS parameters. */
  readonly isConnected: boolean;
  /** @throws AppError conflict the second time, bad-request when the worker refuses the parameters */
  connect(dtlsParameters: DtlsParameters): Promise<void>;
  restartIce(): Promise<IceParameters>;
  /** @throws AppError bad-request when the parameters do not fit the router */
  produce(options: {
    readonly kind: MediaKind;
    readonly rtpParameters: RtpParameters;
  }): Promise<MediaProducer>;
  /** Only after `canConsume`. */
  consume(options: {
    readonly producerId: string;
    readonly rtpCapabilities: RtpCapabilities;
    readonly paused: boolean;
  }): Promise<MediaConsumer>;
  close(): void;
}

export interface MediaProducer {
  readonly id: string;
  pause(): Promise<void>;
  resume(): Promise<void>;
  close(): void;
}

export interface MediaConsumer {
  readonly id: string;
  readonly rtpParameters: RtpParameters;
  resume(): Promise<void>;
  close(): void;
}

/** The kind that each source has; anything else is a bad request. */
export const kindOfSource: Readonly<Record<MediaSource, MediaKind>> = {
  audio: 'audio',
  'screen-audio': 'audio',
  camera: 'video',
  screen: 'video',
};
