import { Emitter } from '../../src/base/emitter.ts';
import type { CallName, CallRequest, PushData, PushName } from '../../src/contract/contract.ts';
import {
  mediaWorker,
  type MediaWorker,
  type SelfDescription,
} from '../../src/contract/media-worker.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { FrameTransforms } from '../../renderer/media/frame-transforms.ts';
import type { MediaWorkerClient } from '../../renderer/media/media-worker-client.ts';
import type {
  OpenSealedMedia,
  SealedMedia,
  SealedMediaOptions,
} from '../../renderer/media/sealed-media.ts';

type Pushes = { [K in PushName<MediaWorker>]: PushData<MediaWorker, K> };
type WorkerAnswers = {
  [K in CallName<MediaWorker>]?: (input: CallRequest<MediaWorker, K>) => unknown;
};

/** A computer of which nothing is known. */
export const fakeSelf: SelfDescription = {
  app: '0.1.0',
  runtime: 'test',
  capture: 'unknown',
  recording: 'none',
};

/** The answers of a worker with which everything goes well. */
const willing: WorkerAnswers = {
  'host.read-knock': () => ({
    verdict: 'opened',
    deviceKey: new Uint8Array(32).fill(3),
    guestKind: 'app',
    capture: 'hidden',
  }),
  'guest.start': () => ({ pskId: new Uint8Array(16) }),
  'guest.knock': () => ({ sealed: new Uint8Array([1, 2, 3]) }),
  'guest.is-in': () => ({ isIn: false }),
  'track.read': () => ({ tracks: [] }),
  'host.attest': () => ({ slip: null }),
  'session.looked': () => ({ isInTime: true }),
  'guest.attest': () => ({ slip: null }),
};

/** A media worker that is a table of answers. Parses both ways, as the real one does. */
export class FakeMediaWorker implements MediaWorkerClient {
  readonly answers: WorkerAnswers;
  readonly options: SealedMediaOptions;
  readonly calls: { name: CallName<MediaWorker>; input: unknown }[] = [];
  readonly #pushes = new Emitter<Pushes>();

  constructor(options: SealedMediaOptions, answers: WorkerAnswers) {
    this.options = options;
    this.answers = answers;
  }

  async call<K extends CallName<MediaWorker>>(name: K, input: unknown): Promise<never> {
    if (this.options.scope.isClosed) throw new AppError('media-failed', 'worker closed');
    const request = mediaWorker[name].in.parse(input) as CallRequest<MediaWorker, K>;
    this.calls.push({ name, input: request });
    await Promise.resolve();
    return mediaWorker[name].out.parse((await this.answers[name]?.(request)) ?? {}) as never;
  }

  on<K extends PushName<MediaWorker>>(name: K, listener: (data: Pushes[K]) => void): void {
    this.#pushes.on(name, listener);
  }

  push<K extends PushName<MediaWorker>>(name: K, data: Pushes[K]): void {
    this.#pushes.emit(name, mediaWorker[name].data.parse(data) as Pushes[K]);
  }

  get names(): string[] {
    return this.calls.map(({ name }) => name);
  }

  inputsOf(name: CallName<MediaWorker>): unknown[] {
    return this.calls.filter((one) => one.name === name).map(({ input }) => input);
  }
}

/** Opens media workers that a test answers for. */
export class FakeSealedMedia {
  readonly answers: WorkerAnswers = { ...willing };
  readonly workers: FakeMediaWorker[] = [];
  readonly transforms: FrameTransforms = {
    attachSender: () => undefined,
    attachReceiver: () => undefined,
  };

  readonly open: OpenSealedMedia = (options): SealedMedia => {
    const client = new FakeMediaWorker(options, this.answers);
    this.workers.push(client);
    return { client, transforms: this.transforms };
  };

  get last(): FakeMediaWorker {
    const worker = this.workers.at(-1);
    if (!worker) throw new Error('no media worker in this test yet');
    return worker;
  }
}
