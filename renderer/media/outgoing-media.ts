import type { types } from 'mediasoup-client';
import type { Clock, Log } from '../../src/base/ports.ts';
import { rtpParameters as rtpParametersSchema } from '../../src/contract/media-schema.ts';
import { mediaSource } from '../../src/contract/media-source.ts';
import type { MediaSource } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { SignalingCalls } from '../platform/signaling-connection.ts';
import { toWireShape } from '../platform/wire-shape.ts';
import type { FrameTransforms } from './frame-transforms.ts';
import { makeKeyFrame } from './make-key-frame.ts';
import { cameraEncoding, voiceOptions } from './media-settings.ts';

/** What one source should send. No track: nothing is sent, and the others see it as muted. */
export interface OwnTrack {
  readonly track: MediaStreamTrack | null;
  readonly muted: boolean;
}

export interface OutgoingMediaOptions {
  readonly transport: types.Transport;
  readonly calls: SignalingCalls;
  readonly transforms: FrameTransforms;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly log: Log;
  /** A source could not be sent, or (null) is sent again. */
  readonly onFailed: (source: MediaSource, code: ErrorCode | null) => void;
}

/** Key frames on demand are this far apart at least: each weighs as much as many others, and the server may ask for ever. */
const keyFrameIntervalMs = 300;

interface Source {
  wanted: OwnTrack;
  producer: types.Producer | null;
  /** When the last key frame was made on demand. */
  keyFrameAtMs: number;
  /** What the server was last told; a fresh producer is not muted there. */
  mutedAtServer: boolean;
  isWorking: boolean;
}

/** Everything that is sent: brings what is sent in line with what is wanted, source by source. */
export class OutgoingMedia {
  readonly #options: OutgoingMediaOptions;
  readonly #sources = new Map<MediaSource, Source>();
  /** The server's answers to `media.produce`, by source. */
  readonly #confirmed = new Map<MediaSource, Promise<unknown>>();

  constructor(options: OutgoingMediaOptions) {
    this.#options = options;
    options.transport.on('produce', ({ kind, rtpParameters, appData }, proceed, fail) => {
      const source = mediaSource.safeParse(appData['source']).data;
      if (!source) {
        fail(new Error('producer without a source'));
        return;
      }
      const confirmed = options.calls.call('media.produce', {
        source,
        kind,
        rtpParameters: toWireShape(rtpParametersSchema, rtpParameters),
      });
      confirmed.catch(() => undefined);
      this.#confirmed.set(source, confirmed);
      // Not waited for here, so that the camera is negotiated while the server makes the microphone's producer. The
      // producer's number is the server's affair: calls name the source.
      proceed({ id: source });
    });
  }

  /** Sends this from now on. Quick changes may be skipped over; the last one counts. */
  set(source: MediaSource, wanted: OwnTrack): void {
    const known = this.#sources.get(source);
    const state = known ?? {
      wanted,
      producer: null,
      keyFrameAtMs: Number.NEGATIVE_INFINITY,
      mutedAtServer: false,
      isWorking: false,
    };
    state.wanted = wanted;
    this.#sources.set(source, state);
    if (!state.isWorking) void this.#work(source, state);
  }

  /** The next picture of this source needs none before it. Nothing happens where it has no picture, or had one such just now. */
  async giveKeyFrame(source: MediaSource): Promise<void> {
    const { clock, log } = this.#options;
    const state = this.#sources.get(source);
    const sender = state?.producer?.kind === 'video' && state.producer.rtpSender;
    if (!state || !sender) return;
    const nowMs = clock.nowMs();
    // Its distance alone: after a clock was set back the last one lies ahead.
    const sinceMs = Math.abs(nowMs - state.keyFrameAtMs);
    if (sinceMs < keyFrameIntervalMs) return;
    state.keyFrameAtMs = nowMs;
    try {
      await makeKeyFrame(sender);
    } catch {
      // The receiver's own way of asking is still there, and slower.
      log.warn('key-frame-not-made', { source });
    }
  }

  async #work(source: MediaSource, state: Source): Promise<void> {
    state.isWorking = true;
    try {
      for (let step = this.#nextStep(source, state); step; step = this.#nextStep(source, state)) {
        await step();
      }
      this.#options.onFailed(source, null);
    } catch (error) {
      this.#giveUp(source, state, error);
    } finally {
      state.isWorking = false;
    }
  }

  /** The next thing to do for a source, or null when all is as wanted. */
  #nextStep(source: MediaSource, state: Source): (() => Promise<void>) | null {
    const { producer, wanted } = state;
    const { transport } = this.#options;
    if (transport.closed) return null;
    if (!producer) {
      const { track } = wanted;
      return track && track.readyState === 'live'
        ? () => this.#produce(source, state, track, wanted.muted)
        : null;
    }
    if (producer.track !== wanted.track) {
      return () => producer.replaceTrack({ track: wanted.track });
    }
    const muted = wanted.muted || wanted.track === null;
    if (producer.paused !== muted) {
      return async () => {
        await Promise.resolve();
        if (muted) producer.pause();
        else producer.resume();
      };
    }
    return muted === state.mutedAtServer ? null : () => this.#mute(source, state, muted);
  }

  async #produce(
    source: MediaSource,
    state: Source,
    track: MediaStreamTrack,
    muted: boolean,
  ): Promise<void> {
    // Before anything is sent: a producer of a disabled track starts paused.
    track.enabled = !muted;
    state.mutedAtServer = false;
    state.producer = await this.#options.transport.produce({
      track,
      appData: { source },
      // The devices own their tracks: a call that ends does not put out the preview.
      stopTracks: false,
      ...(track.kind === 'audio'
        ? { codecOptions: voiceOptions }
        : { encodings: [{ ...cameraEncoding }] }),
      onRtpSender: (sender) => {
        this.#options.transforms.attachSender(sender, source);
      },
    });
    await this.#confirmed.get(source);
  }

  async #mute(source: MediaSource, state: Source, muted: boolean): Promise<void> {
    await this.#options.calls.call('media.mute', { source, muted });
    state.mutedAtServer = muted;
  }

  #giveUp(source: MediaSource, state: Source, error: unknown): void {
    const { log, onFailed, transport } = this.#options;
    // Without a track it sends nothing, and what it has sent can be counted as long as it is there.
    if (state.producer?.track !== null) {
      state.producer?.close();
      state.producer = null;
    }
    // A transport that closed under the work is news for whoever closed it only.
    if (transport.closed) return;
    const code = error instanceof AppError ? error.code : 'media-failed';
    log.warn('media-source-failed', { source, code });
    onFailed(source, code);
  }
}
