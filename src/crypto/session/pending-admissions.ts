import type { Bytes } from '../../base/bytes.ts';
import { opensCommitment } from '../join/commitment.ts';
import { safetyWords, type SafetyWords } from '../join/safety-words.ts';

/** A guest who was admitted and has not opened its commitment yet. */
export interface PendingAdmission {
  readonly commitment: Bytes;
  readonly keyPackage: Bytes;
  readonly guestKey: Bytes;
  readonly therapistNonce: Bytes;
  /** Of the epoch that this guest's Add opened. */
  readonly epochAuthenticator: Bytes;
}

/** The admissions whose words are still to come, by participant. Each gives words once, and never again. */
export class PendingAdmissions {
  readonly #pending = new Map<string, PendingAdmission>();
  readonly #therapistKey: Bytes;

  constructor(therapistKey: Bytes) {
    this.#therapistKey = therapistKey;
  }

  add(participant: string, admission: PendingAdmission): void {
    this.drop(participant);
    this.#pending.set(participant, admission);
  }

  has(participant: string): boolean {
    return this.#pending.has(participant);
  }

  drop(participant: string): void {
    this.#pending.get(participant)?.epochAuthenticator.fill(0);
    this.#pending.delete(participant);
  }

  /** The words, if the nonce opens the commitment. Whatever comes of it, this admission is over. */
  async reveal(participant: string, guestNonce: Bytes): Promise<SafetyWords | null> {
    const admission = this.#pending.get(participant);
    if (!admission) return null;
    this.#pending.delete(participant);
    try {
      const { commitment, keyPackage } = admission;
      const opens = await opensCommitment(commitment, guestNonce, keyPackage);
      return opens
        ? safetyWords({ ...admission, guestNonce, therapistKey: this.#therapistKey })
        : null;
    } finally {
      admission.epochAuthenticator.fill(0);
    }
  }
}
