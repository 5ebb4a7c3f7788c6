/**
 * The numbers of relayed messages, towards one client. A server that makes messages up has to number what comes after them
 * anew, or the client takes it for old; and what the client acknowledges has to be told to the real server by its own numbers.
 */
export class RelayNumbers {
  /** The number at the real server of each message that the client got, or null for one that was made up; by our number. */
  readonly #real: (number | null)[] = [];

  /** The next number for a message of our own. */
  madeUp(): number {
    return this.#real.push(null);
  }

  /** A push as the client gets it. */
  renumber(name: string, data: unknown): unknown {
    if (name !== 'relay.message') return data;
    const message = data as { readonly sequence: number };
    return { ...message, sequence: this.#real.push(message.sequence) };
  }

  /** What the client acknowledges, for the real server; null: nothing of it. */
  acknowledged(data: unknown): unknown {
    const { sequence } = data as { readonly sequence: number };
    const real = this.#real.slice(0, sequence).findLast((number) => number !== null);
    return real === undefined ? null : { sequence: real };
  }
}
