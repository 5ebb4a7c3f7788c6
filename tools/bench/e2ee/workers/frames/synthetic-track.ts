/** What both products touch of RTCEncodedVideoFrame and RTCEncodedAudioFrame. Only video has a type. */
export interface SyntheticFrame {
  data: ArrayBuffer;
  readonly timestamp: number;
  readonly type?: 'delta';
  getMetadata(): { readonly synchronizationSource: number };
}

const metadata = { synchronizationSource: 1 };
/** Of the video clock, at 30 frames a second. */
const timestampStep = 3000;
/** A frame that was dropped never comes out. */
const patienceMs = 20_000;

/**
 * The two ends that RTCRtpScriptTransform gives a worker, without a network. A frame's `data` is a plain property: the
 * browser's own copies in and out, the same for everybody, are not measured.
 */
export class SyntheticTrack {
  readonly readable: ReadableStream<SyntheticFrame>;
  readonly writable: WritableStream<SyntheticFrame>;
  readonly #isVideo: boolean;
  #source: ReadableStreamDefaultController<SyntheticFrame> | null = null;
  #arrive: (frame: SyntheticFrame) => void = () => undefined;
  #timestamp = 0;

  constructor(isVideo: boolean) {
    this.#isVideo = isVideo;
    this.readable = new ReadableStream({
      start: (controller) => {
        this.#source = controller;
      },
    });
    this.writable = new WritableStream({
      write: (frame) => {
        this.#arrive(frame);
      },
    });
  }

  /** Puts a frame in. */
  put(data: ArrayBuffer): void {
    this.#timestamp += timestampStep;
    const frame = { data, timestamp: this.#timestamp, getMetadata: () => metadata };
    this.#source?.enqueue(this.#isVideo ? { ...frame, type: 'delta' } : frame);
  }

  /** Calls back for every frame that comes out. Rejects when fewer than `count` do. */
  collect(count: number, onFrame: (data: ArrayBuffer) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      let arrived = 0;
      const timer = setTimeout(() => {
        reject(new Error(`only ${String(arrived)} of ${String(count)} frames came out`));
      }, patienceMs);
      this.#arrive = ({ data }) => {
        onFrame(data);
        arrived += 1;
        if (arrived < count) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
