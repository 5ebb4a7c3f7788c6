import type { Clock } from '../../src/base/ports.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { hashEnrolmentCode } from './enrolment-code.ts';
import type { EnrolmentStore } from './enrolment-store.ts';
import { TokenBucket } from '../../src/base/token-bucket.ts';
import { findByHash } from './token-hash.ts';

export interface EnrolmentOptions {
  readonly store: EnrolmentStore;
  readonly clock: Clock;
  readonly attemptsPerMinute: number;
  readonly codeMaxAgeMs: number;
}

/** Who may open rooms: keys that were enrolled with a one-time code from the practice's IT. */
export class Enrolment {
  readonly #options: EnrolmentOptions;
  readonly #attempts: TokenBucket;

  constructor(options: EnrolmentOptions) {
    this.#options = options;
    const { attemptsPerMinute, clock } = options;
    this.#attempts = new TokenBucket(attemptsPerMinute, attemptsPerMinute / 60, clock);
  }

  async isEnrolled(publicKey: string): Promise<boolean> {
    return this.#options.store.hasKey(publicKey);
  }

  /** Accepts a code, once, until it is too old. */
  async addCode(code: string): Promise<void> {
    const createdAtMs = this.#options.clock.nowMs();
    await this.#options.store.addCode({ hash: hashEnrolmentCode(code), createdAtMs });
  }

  /**
   * Enrols a key whose holder has shown a signature. One that is enrolled already stays so, and no code is used up: the first
   * answer may have been lost, or the app has forgotten it, and its holder gets nothing that was not there. Attempts are
   * counted over all connections together, so that reconnecting gives nobody more guesses.
   * @throws AppError too-many, unauthorized (unknown, used or old code)
   */
  async enrol(code: string, publicKey: string): Promise<void> {
    if (!this.#attempts.take()) throw new AppError('too-many', 'enrolment attempts');
    const { store, clock, codeMaxAgeMs } = this.#options;
    if (await store.hasKey(publicKey)) return;
    const oldestMs = clock.nowMs() - codeMaxAgeMs;
    const fresh = (await store.codes()).filter(({ createdAtMs }) => createdAtMs > oldestMs);
    const kept = findByHash(fresh, ({ hash }) => hash, hashEnrolmentCode(code));
    if (!kept || !(await store.takeCode(kept)))
      throw new AppError('unauthorized', 'enrolment code');
    await store.addKey(publicKey);
  }
}
