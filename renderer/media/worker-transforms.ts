import type { SeatId } from '../../src/contract/ids.ts';
import type { TrackOptions } from '../../src/contract/media-worker.ts';
import type { MediaSource } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { FrameTransforms } from './frame-transforms.ts';

/** Chromium's own way before RTCRtpScriptTransform. */
interface StreamMaker {
  createEncodedStreams(): {
    readonly readable: ReadableStream;
    readonly writable: WritableStream;
  };
}

/** What a connection must be told when it is made, where frames are reached by streams. */
export interface EncodedStreamsConfiguration extends RTCConfiguration {
  readonly encodedInsertableStreams?: true;
}

/** The settings that every connection with transforms is made with. */
export function encodedStreamsConfiguration(): EncodedStreamsConfiguration {
  return hasScriptTransform() ? {} : { encodedInsertableStreams: true };
}

function hasScriptTransform(): boolean {
  return 'RTCRtpScriptTransform' in globalThis;
}

/** Puts the worker between every track and the network. @throws AppError media-failed where that cannot be done */
export function createWorkerTransforms(worker: Worker): FrameTransforms {
  const attach = (end: RTCRtpSender | RTCRtpReceiver, options: TrackOptions): void => {
    if (hasScriptTransform()) {
      end.transform = new RTCRtpScriptTransform(worker, options);
      return;
    }
    if (!makesStreams(end)) throw new AppError('media-failed', 'frames cannot be sealed here');
    const { readable, writable } = end.createEncodedStreams();
    worker.postMessage({ attach: options, readable, writable }, [readable, writable]);
  };
  return {
    attachSender(sender: RTCRtpSender, source: MediaSource): void {
      attach(sender, { direction: 'send', source });
    },
    attachReceiver(receiver: RTCRtpReceiver, seatId: SeatId, source: MediaSource): void {
      attach(receiver, { direction: 'receive', source, seatId });
    },
  };
}

function makesStreams<T extends object>(end: T): end is T & StreamMaker {
  return typeof Reflect.get(end, 'createEncodedStreams') === 'function';
}
