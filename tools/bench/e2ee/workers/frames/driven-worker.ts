import type {
  BatchResult,
  DriverAnswer,
  DriverRequest,
  FrameBatch,
  TrackRequest,
} from './frame-batch.ts';
// The linter looks into the file itself; what the bundler makes of this address has a default export.
// oxlint-disable-next-line import/default
import driverUrl from './frame-driver.ts?worker&url';

/** Puts a batch of frames through one track of a worker. */
export type RunBatch = (
  frames: readonly ArrayBuffer[],
  how: Pick<FrameBatch, 'intervalMs' | 'keep'>,
) => Promise<BatchResult>;

/** A product's worker script with the driver around it. */
export class DrivenWorker {
  /** For the product's own messages. */
  readonly worker: Worker;
  readonly #port: MessagePort;
  readonly #waiting: ((answer: DriverAnswer) => void)[] = [];

  constructor(scriptUrl: string) {
    const query = new URLSearchParams({ script: scriptUrl });
    this.worker = new Worker(`${driverUrl}?${query.toString()}`);
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<DriverAnswer>) => this.#waiting.shift()?.(data);
    this.worker.postMessage('drive', [port2]);
  }

  /** A track through the worker, with whatever options its own page would give it. */
  async attach(request: TrackRequest): Promise<RunBatch> {
    const track = await this.#ask({ attach: request });
    if (typeof track !== 'number') throw new Error('the driver gave no track');
    return async (frames, how) => {
      const result = await this.#ask({ batch: { track, frames, ...how } }, frames);
      if (typeof result === 'number') throw new Error('the driver gave no frames');
      return result;
    };
  }

  async #ask(
    request: DriverRequest,
    handOver: readonly ArrayBuffer[] = [],
  ): Promise<BatchResult | number> {
    const answer = await new Promise<DriverAnswer>((resolve) => {
      this.#waiting.push(resolve);
      this.#port.postMessage(request, [...handOver]);
    });
    if ('problem' in answer) throw new Error(answer.problem);
    return answer.ok;
  }
}
