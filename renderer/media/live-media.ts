import type { types } from 'mediasoup-client';
import type { Clock, Log } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type {
  ConsumerOffer,
  MediaDirection,
  MediaSource,
  Presence,
  TransportOffer,
} from '../../src/contract/signaling.ts';
import type { CallCounters } from '../../src/domain/call-quality.ts';
import type { TransportHealth } from '../../src/domain/transport-health.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { SignalingCalls } from '../platform/signaling-connection.ts';
import { callCounters } from './call-counters.ts';
import { FirstPicture } from './first-picture.ts';
import type { FrameTransforms } from './frame-transforms.ts';
import { IncomingMedia, type IncomingTrack } from './incoming-media.ts';
import { MediaTransport } from './media-transport.ts';
import { SentFrames, type FrameTotals } from './sent-frames.ts';
import { OutgoingMedia, type OwnTrack } from './outgoing-media.ts';
import { probeLater } from './probe-later.ts';

/** How both directions stand, taken together. */
export type MediaHealth = Exclude<TransportHealth, 'idle'>;

/** What live media tells while it lives. */
export interface LiveMediaEvents {
  readonly onTracks: (tracks: readonly IncomingTrack[]) => void;
  /** `lost`: it cannot be mended; the owner closes it and takes its seat anew. */
  readonly onHealth: (health: MediaHealth) => void;
  readonly onSourceFailed: (source: MediaSource, code: ErrorCode | null) => void;
}

/** Media over one presence: two transports, what is sent and what is received. Closed by its scope. */
export interface LiveMedia {
  /** Resolves when what the presence offered is negotiated and comes in, or takes its time: there is something to show. */
  readonly ready: Promise<void>;
  take(offers: readonly ConsumerOffer[]): void;
  setMuted(consumerId: string, muted: boolean): void;
  drop(consumerId: string): void;
  send(source: MediaSource, own: OwnTrack): void;
  /** Somebody else's picture can be seen. */
  pictureShown(): void;
  /** Nobody can be seen who should be: asks for pictures that need none before them. */
  requestPictures(): void;
  /** Makes the next picture of ours one that needs none before it. */
  giveKeyFrame(source: MediaSource): void;
  /** Null while nothing is received. Costs CPU: not to be called more often than every two seconds. */
  counters(): Promise<CallCounters | null>;
  /** What the browser says that it has sent over this media. Costs as much. @throws AppError connection-lost once it is closed */
  sentFrames(): Promise<FrameTotals>;
}

export interface LiveMediaOptions extends LiveMediaEvents {
  readonly device: types.Device;
  readonly certificates: readonly RTCCertificate[];
  readonly presence: Presence;
  /** Media goes through TURN or not at all. */
  readonly isRelayOnly: boolean;
  readonly calls: SignalingCalls;
  readonly transforms: FrameTransforms;
  readonly clock: Clock;
  readonly log: Log;
  readonly scope: Scope;
}

/** Builds both transports and begins to receive at once; what is sent comes by `send`. */
export function startLiveMedia(options: LiveMediaOptions): LiveMedia {
  const { presence, scope, calls, transforms, clock, log } = options;
  const transports = new Map<MediaDirection, MediaTransport>();
  const open = (direction: MediaDirection, offer: TransportOffer): types.Transport => {
    const made = new MediaTransport({
      ...options,
      direction,
      offer,
      turn: presence.turn,
      onHealth: (health) => {
        if (direction === 'recv' && health !== 'connecting') first.connected();
        options.onHealth(worstOf([...transports.values()].map(({ health }) => health)));
      },
    });
    transports.set(direction, made);
    return made.transport;
  };
  const receiving = open('recv', presence.recvTransport);
  const incoming = new IncomingMedia({
    transport: receiving,
    calls,
    transforms,
    log,
    onTracks: (tracks) => {
      if (!scope.isClosed) options.onTracks(tracks);
    },
  });
  const openOutgoing = (): OutgoingMedia =>
    new OutgoingMedia({
      transport: open('send', presence.sendTransport),
      calls,
      transforms,
      clock,
      log,
      onFailed: (source, code) => {
        if (!scope.isClosed) options.onSourceFailed(source, code);
      },
    });
  const first = new FirstPicture({
    ...options,
    negotiated: incoming.take(presence.consumers),
    isExpected: () => incoming.hasPicture,
  });
  probeLater(receiving, first.maySend);
  const outgoing = first.maySend.then(() => (scope.isClosed ? null : openOutgoing()));
  return {
    ready: first.mayDraw,
    take: (offers) => {
      void incoming.take(offers);
    },
    setMuted: (consumerId, muted) => {
      incoming.setMuted(consumerId, muted);
    },
    drop: (consumerId) => {
      incoming.drop(consumerId);
    },
    send: (source, own) => {
      void outgoing.then((opened) => {
        if (!scope.isClosed) opened?.set(source, own);
      });
    },
    pictureShown: () => {
      first.shown();
    },
    requestPictures: () => {
      incoming.requestPictures();
    },
    giveKeyFrame: (source) => {
      void outgoing.then((opened) => opened?.giveKeyFrame(source));
    },
    ...looksAt(transports, scope),
  };
}

/** What the browser knows of both directions. */
function looksAt(
  transports: ReadonlyMap<MediaDirection, MediaTransport>,
  scope: Scope,
): Pick<LiveMedia, 'counters' | 'sentFrames'> {
  const sent = new SentFrames();
  const look = async (direction: MediaDirection): Promise<ReadonlyMap<string, unknown> | null> => {
    const found = transports.get(direction);
    return !found || found.health === 'idle' || scope.isClosed ? null : found.transport.getStats();
  };
  return {
    counters: async () => {
      const stats = await look('recv');
      return stats && callCounters(stats.values());
    },
    sentFrames: async () => {
      const stats = await look('send');
      // Closed is not the same as nothing sent.
      if (scope.isClosed) throw new AppError('connection-lost');
      return sent.read(stats?.values() ?? []);
    },
  };
}

function worstOf(healths: readonly TransportHealth[]): MediaHealth {
  const order: readonly MediaHealth[] = ['lost', 'restarting', 'connecting'];
  return order.find((health) => healths.includes(health)) ?? 'connected';
}
