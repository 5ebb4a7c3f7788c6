/**
 * Remembers which message ids one sender has used, newest first to stay: enough for everything that it can still be
 * waiting to hear about, and no more.
 */
export class MessageMemory {
  readonly #maxMessages: number;
  readonly #sequences = new Map<string, number>();

  constructor(maxMessages: number) {
    this.#maxMessages = maxMessages;
  }

  sequenceOf(messageId: string): number | null {
    return this.#sequences.get(messageId) ?? null;
  }

  remember(messageId: string, sequence: number): void {
    this.#sequences.set(messageId, sequence);
    if (this.#sequences.size <= this.#maxMessages) return;
    const [oldest] = this.#sequences.keys();
    if (oldest !== undefined) this.#sequences.delete(oldest);
  }
}
