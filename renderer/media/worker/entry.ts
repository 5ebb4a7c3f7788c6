import type { Clock, Random } from '../../../src/base/ports.ts';
import { trackOptions, type TrackOptions } from '../../../src/contract/media-worker.ts';
import { createIdentityStore } from './identity-store.ts';
import type { FrameStreams } from './tracks.ts';
import { WorkerCalls } from './worker-calls.ts';

// The dedicated worker that holds every key of a session. It opens no connection: all that it sends goes to its page.

/** RTCRtpScriptTransformer; the compiler's library for pages does not have it. */
interface Transformer extends Pick<FrameStreams, 'readable' | 'writable'> {
  readonly options: unknown;
  generateKeyFrame?(): Promise<unknown>;
  sendKeyFrameRequest?(): Promise<unknown>;
}

/** The worker's global scope, as far as it is used. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onrtctransform: ((event: { readonly transformer: Transformer }) => void) | null;
  postMessage(message: unknown): void;
}

// This file runs in a dedicated worker only, which the compiler's library for pages does not describe.
const scope = globalThis as unknown as WorkerScope;

const clock: Clock = {
  nowMs: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

const random: Random = { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) };

const calls = new WorkerCalls({
  clock,
  random,
  identities: createIdentityStore(indexedDB),
  post: (message) => {
    scope.postMessage(message);
  },
});

/** A track that breaks is silent, which is what it has to be; its transport is closed by the page. */
function ignoreEnd(): undefined {
  return undefined;
}

scope.onmessage = ({ data }) => {
  const posted = postedTrack(data);
  if (!posted) {
    void calls.take(data);
    return;
  }
  const { options, ...streams } = posted;
  calls.attach(options, { ...streams, requestKeyFrame: ignoreEnd }).catch(ignoreEnd);
};

scope.onrtctransform = ({ transformer }) => {
  const options = trackOptions.parse(transformer.options);
  const requestKeyFrame = (): void => {
    const asked =
      options.direction === 'send'
        ? transformer.generateKeyFrame?.()
        : transformer.sendKeyFrameRequest?.();
    // An audio track has none, and a track that has just ended needs none.
    asked?.catch(ignoreEnd);
  };
  const { readable, writable } = transformer;
  calls.attach(options, { readable, writable, requestKeyFrame }).catch(ignoreEnd);
};

/** Streams of a track where there is no RTCRtpScriptTransform: posted, and not announced by an event. */
function postedTrack(
  data: unknown,
): ({ readonly options: TrackOptions } & Pick<FrameStreams, 'readable' | 'writable'>) | null {
  if (typeof data !== 'object' || data === null || !('attach' in data)) return null;
  const options = trackOptions.safeParse(data.attach).data;
  const readable: unknown = Reflect.get(data, 'readable');
  const writable: unknown = Reflect.get(data, 'writable');
  return options && isReadable(readable) && isWritable(writable)
    ? { options, readable, writable }
    : null;
}

// What the streams carry is the browser's: they come from `createEncodedStreams`.

function isReadable(value: unknown): value is FrameStreams['readable'] {
  return value instanceof ReadableStream;
}

function isWritable(value: unknown): value is FrameStreams['writable'] {
  return value instanceof WritableStream;
}
