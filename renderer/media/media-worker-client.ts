import type { Clock, Log } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type {
  CallInput,
  CallName,
  CallResult,
  PushData,
  PushName,
} from '../../src/contract/contract.ts';
import { limits } from '../../src/contract/limits.ts';
import {
  mediaWorker,
  workerMessage,
  type MediaWorker,
  type WorkerMessage,
} from '../../src/contract/media-worker.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { fromWireError } from '../../src/errors/error-wire.ts';
import { parseReceived } from '../platform/parse.ts';
import { PendingCalls } from '../platform/pending-calls.ts';

/** The part of a Worker that is used; tests give another one. */
export interface WorkerPort {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

/** The media worker, as the page sees it: the contract's calls and pushes. */
export interface MediaWorkerClient {
  /** @throws AppError always of that type; `media-failed` once the worker has broken */
  call<K extends CallName<MediaWorker>>(
    name: K,
    input: CallInput<MediaWorker, K>,
  ): Promise<CallResult<MediaWorker, K>>;
  /** Listens as long as the worker lives. */
  on<K extends PushName<MediaWorker>>(
    name: K,
    listener: (data: PushData<MediaWorker, K>) => void,
  ): void;
}

export interface MediaWorkerClientOptions {
  readonly port: WorkerPort;
  readonly clock: Clock;
  readonly log: Log;
  /** The worker ends with it, and every key with the worker. */
  readonly scope: Scope;
  /** The worker broke: not one frame passes any more. */
  readonly onBroken: () => void;
}

type Listener = (data: unknown) => void;

/** The page's end of the contract. */
export function createMediaWorkerClient(options: MediaWorkerClientOptions): MediaWorkerClient {
  const { port, clock, log, scope } = options;
  const listeners = new Map<string, Set<Listener>>();
  const pending = new PendingCalls(clock, limits.requestTimeoutMs, () => {
    log.warn('media-worker-timeout');
  });
  scope.own(() => {
    pending.failAll(new AppError('media-failed', 'worker closed'));
    port.terminate();
  });
  port.onerror = () => {
    if (scope.isClosed) return;
    log.error('media-worker-broke');
    // What is left of it must not pass anything on either.
    port.terminate();
    pending.failAll(new AppError('media-failed', 'worker broke'));
    options.onBroken();
  };
  port.onmessage = ({ data }) => {
    const message = workerMessage.safeParse(data).data;
    if (message) take(message, pending, listeners, log);
    else log.error('media-worker-unreadable');
  };
  return {
    async call(name, input) {
      const answer = await pending.start((id) => {
        port.postMessage({ id, name, data: input });
      });
      // The schema of `name` made it; the compiler cannot follow a table through a type parameter.
      return parseReceived(mediaWorker[name].out, answer) as CallResult<MediaWorker, typeof name>;
    },
    on(name, listener) {
      const ofName = listeners.get(name) ?? new Set();
      listeners.set(name, ofName);
      ofName.add((data) => {
        const parsed = mediaWorker[name].data.safeParse(data);
        if (parsed.success) listener(parsed.data as PushData<MediaWorker, typeof name>);
        else log.error('media-worker-unreadable', { name });
      });
    },
  };
}

function take(
  message: WorkerMessage,
  pending: PendingCalls,
  listeners: ReadonlyMap<string, ReadonlySet<Listener>>,
  log: Log,
): void {
  if ('push' in message) {
    for (const listener of listeners.get(message.push) ?? []) listener(message.data);
    return;
  }
  const wasAwaited = message.ok
    ? pending.succeed(message.id, message.data)
    : pending.fail(message.id, fromWireError(message.error));
  if (!wasAwaited) log.warn('media-worker-late-answer');
}
