import type { MediaSource } from '../../../src/contract/signaling.ts';
import type { TrackCount, TrackOptions } from '../../../src/contract/media-worker.ts';
import type { DropReason } from '../../../src/crypto/frames/drop-reason.ts';

const keyReasons = ['no-send-key', 'sending-paused', 'unknown-key'] as const satisfies DropReason[];

/** How the frames of one track fared, over as many transports as it takes. */
export class TrackCounter {
  readonly #direction: TrackOptions['direction'];
  readonly #source: MediaSource;
  readonly #seatId: TrackCount['seatId'];
  readonly #dropped = new Map<DropReason, number>();
  readonly #onChange: () => void;
  #passed = 0;

  constructor(options: TrackOptions, onChange: () => void) {
    this.#direction = options.direction;
    this.#source = options.source;
    this.#seatId = options.direction === 'receive' ? options.seatId : null;
    this.#onChange = onChange;
  }

  pass(): void {
    this.#passed += 1;
    this.#onChange();
  }

  drop(reason: DropReason): void {
    this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + 1);
    this.#onChange();
  }

  /** Frames that were dropped because a key was missing. */
  get withoutKey(): number {
    return keyReasons.reduce((sum, reason) => sum + (this.#dropped.get(reason) ?? 0), 0);
  }

  read(): TrackCount {
    const isSender = this.#direction === 'send';
    return {
      direction: this.#direction,
      source: this.#source,
      seatId: this.#seatId,
      sealed: isSender ? this.#passed : 0,
      opened: isSender ? 0 : this.#passed,
      dropped: Object.fromEntries(this.#dropped),
    };
  }
}
