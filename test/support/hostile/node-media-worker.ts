import type { Clock, Log } from '../../../src/base/ports.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { TrackOptions, WorkerMessage } from '../../../src/contract/media-worker.ts';
import type { FrameTransforms } from '../../../renderer/media/frame-transforms.ts';
import {
  createMediaWorkerClient,
  type MediaWorkerClient,
  type WorkerPort,
} from '../../../renderer/media/media-worker-client.ts';
import type {
  OpenSealedMedia,
  SealedMedia,
  SealedMediaOptions,
} from '../../../renderer/media/sealed-media.ts';
import type { IdentityStore } from '../../../renderer/media/worker/identity-store.ts';
import { WorkerCalls } from '../../../renderer/media/worker/worker-calls.ts';
import { realRandom } from '../identity.ts';
import type { SyntheticEnd } from './synthetic-end.ts';

interface NodeWorkerPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Where a browser keeps the identity keys of this device. */
  readonly identities: IdentityStore;
}

/** The media worker as it ships, in this process: the real logic behind the real client. */
class NodeMediaWorker implements SealedMedia {
  readonly client: MediaWorkerClient;
  readonly transforms: FrameTransforms;
  readonly #port: WorkerPort;
  readonly #calls: WorkerCalls;
  readonly #life = new Scope();
  busy = 0;

  constructor(options: SealedMediaOptions, { clock, log, identities }: NodeWorkerPorts) {
    this.#port = {
      onmessage: null,
      onerror: null,
      terminate: () => {
        this.#life.close();
      },
      postMessage: (message) => void this.#take(structuredClone(message)),
    };
    this.#calls = new WorkerCalls({
      clock: this.#clockOf(clock),
      random: realRandom,
      identities,
      post: (message) => {
        this.#post(message);
      },
    });
    this.client = createMediaWorkerClient({ ...options, port: this.#port, clock, log });
    this.transforms = {
      attachSender: (sender, source) => {
        this.#attach(sender, { direction: 'send', source });
      },
      attachReceiver: (receiver, seatId, source) => {
        this.#attach(receiver, { direction: 'receive', source, seatId });
      },
    };
  }

  /** Breaks, as a worker does whose script threw. */
  break(): void {
    this.#port.onerror?.(new Event('error') as ErrorEvent);
  }

  async #take(message: unknown): Promise<void> {
    if (this.#life.isClosed) return;
    this.busy += 1;
    await this.#calls.take(message);
    this.busy -= 1;
  }

  #post(message: WorkerMessage): void {
    const data: unknown = structuredClone(message);
    if (!this.#life.isClosed) this.#port.onmessage?.(new MessageEvent('message', { data }));
  }

  #attach(end: object, options: TrackOptions): void {
    const { readable, writable, close } = ends(end);
    this.#life.own(close);
    const streams = { readable, writable, requestKeyFrame: () => undefined };
    this.#calls.attach(options, streams).catch(close);
  }

  /** A worker that ended does nothing any more. */
  #clockOf(clock: Clock): Clock {
    return {
      nowMs: () => clock.nowMs(),
      after: (delayMs, callback) => {
        const cancel = clock.after(delayMs, callback);
        this.#life.own(cancel);
        return cancel;
      },
    };
  }
}

/** What the synthetic engine hands out in the place of a sender or receiver. */
function ends(end: object) {
  const synthetic = end as SyntheticEnd;
  const close = (): void => {
    synthetic.close();
  };
  return { readable: synthetic.readable, writable: synthetic.writable, close };
}

/** The media workers of one page, one after the other. */
export class NodeMediaWorkers {
  readonly opened: NodeMediaWorker[] = [];
  readonly #ports: NodeWorkerPorts;

  constructor(ports: NodeWorkerPorts) {
    this.#ports = ports;
  }

  readonly open: OpenSealedMedia = (options) => {
    const worker = new NodeMediaWorker(options, this.#ports);
    this.opened.push(worker);
    return worker;
  };

  get busy(): number {
    return this.opened.reduce((sum, { busy }) => sum + busy, 0);
  }

  get last(): NodeMediaWorker {
    const worker = this.opened.at(-1);
    if (!worker) throw new Error('no media worker yet');
    return worker;
  }
}
