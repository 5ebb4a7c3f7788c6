import type { PushData } from '../../src/contract/contract.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import type { Signaling } from '../../src/contract/signaling.ts';

type Message = PushData<Signaling, 'relay.message'>;

/** Messages that wait for one receiver's acknowledgement, in order of their sequence. */
export class Backlog {
  readonly #maxMessages: number;
  readonly #maxBytes: number;
  #messages: Message[] = [];
  #sizeBytes = 0;

  constructor(maxMessages: number, maxBytes: number) {
    this.#maxMessages = maxMessages;
    this.#maxBytes = maxBytes;
  }

  hasRoomFor(payload: string): boolean {
    return (
      this.#messages.length < this.#maxMessages &&
      this.#sizeBytes + payload.length <= this.#maxBytes
    );
  }

  add(message: Message): void {
    this.#messages.push(message);
    this.#sizeBytes += message.payload.length;
  }

  all(): readonly Message[] {
    return [...this.#messages];
  }

  /** @returns for each sender of what was removed, the last sequence of its own that is gone */
  removeUpTo(sequence: number): ReadonlyMap<SeatId, number> {
    const lastBySender = new Map<SeatId, number>();
    const firstKept = this.#messages.findIndex((message) => message.sequence > sequence);
    const removed = this.#messages.splice(0, firstKept < 0 ? this.#messages.length : firstKept);
    for (const { from, sequence: last, payload } of removed) {
      lastBySender.set(from, last);
      this.#sizeBytes -= payload.length;
    }
    return lastBySender;
  }
}
