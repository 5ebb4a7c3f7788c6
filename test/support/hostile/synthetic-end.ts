import type { Bytes } from '../../../src/base/bytes.ts';
import type { EncodedFrame } from '../../../renderer/media/worker/frame-transform.ts';

interface Waiting {
  readonly frame: Bytes;
  readonly done: () => void;
}

/** Both ends of one track's encoded frames, as a browser's sender or receiver has them, for a test to fill. */
export class SyntheticEnd {
  /** What came through, in order. */
  readonly passed: Bytes[] = [];
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
  readonly #queue: Waiting[] = [];
  readonly #onPassed: (frame: Bytes) => void;
  #underWay: Waiting | null = null;
  #wanted: ReadableStreamDefaultController<EncodedFrame> | null = null;
  #resolveWanted: () => void = () => undefined;
  #isClosed = false;

  constructor(onPassed: (frame: Bytes) => void = () => undefined) {
    this.#onPassed = onPassed;
    this.readable = new ReadableStream<EncodedFrame>(
      { pull: (controller) => this.#pull(controller) },
      // No frame lies in between: the next one is wanted when the last one was worked off.
      { highWaterMark: 0 },
    );
    this.writable = new WritableStream<EncodedFrame>({
      write: ({ data }) => {
        const frame = new Uint8Array(data);
        this.passed.push(frame);
        this.#onPassed(frame);
      },
    });
  }

  /** Resolves when the frame has come through, or was dropped. */
  put(frame: Bytes): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    return new Promise((done) => {
      this.#queue.push({ frame, done });
      this.#feed();
    });
  }

  /** Nothing comes through any more. */
  close(): void {
    this.#isClosed = true;
    for (const { done } of this.#queue.splice(0)) done();
    this.#underWay?.done();
  }

  #pull(controller: ReadableStreamDefaultController<EncodedFrame>): Promise<void> {
    this.#underWay?.done();
    this.#underWay = null;
    this.#wanted = controller;
    return new Promise((resolve) => {
      this.#resolveWanted = resolve;
      this.#feed();
    });
  }

  #feed(): void {
    const next = this.#wanted && this.#queue.shift();
    if (!next) return;
    this.#underWay = next;
    this.#wanted?.enqueue({ data: next.frame.slice().buffer });
    this.#wanted = null;
    this.#resolveWanted();
  }
}
