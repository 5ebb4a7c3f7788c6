import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { closeCodes } from '../../src/contract/signaling-wire.ts';

type Reason = 'bad-request' | 'unauthorized' | 'too-many';

const reasonOf: Partial<Readonly<Record<ErrorCode, Reason>>> = {
  'bad-request': 'bad-request',
  'too-large': 'bad-request',
  unauthorized: 'unauthorized',
  'not-enrolled': 'unauthorized',
  'invite-invalid': 'unauthorized',
  'too-many': 'too-many',
};

// A client that is told to slow down gets this many more answers before it is cut off.
const maxTooMany = 64;

/** Counts refusals per reason and says when a connection has had enough of one. */
export class Strikes {
  readonly #max: Readonly<Record<Reason, number>>;
  readonly #onEnough: (reason: Reason & keyof typeof closeCodes) => void;
  readonly #counts = new Map<Reason, number>();

  constructor(
    max: Readonly<Record<'bad-request' | 'unauthorized', number>>,
    onEnough: (reason: Reason & keyof typeof closeCodes) => void,
  ) {
    this.#max = { ...max, 'too-many': maxTooMany };
    this.#onEnough = onEnough;
  }

  /** Counts an error that was answered; most say nothing bad about the peer. */
  count(code: ErrorCode): void {
    const reason = reasonOf[code];
    if (reason === undefined) return;
    const counted = (this.#counts.get(reason) ?? 0) + 1;
    this.#counts.set(reason, counted);
    if (counted >= this.#max[reason]) this.#onEnough(reason);
  }
}
