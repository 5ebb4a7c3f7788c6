import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { bytesForSecret, type Bytes } from '../../../src/base/bytes.ts';

/** A hash that something is put into. */
export type JournalHash = ReturnType<typeof createHmac>;

/**
 * The key of the journal, which hashes every row. Kept as the system's cryptography has it, not as bytes: those are looked at,
 * and copied, anew for each row, which took three times as long as hashing it (measured). It lies in the database, and says
 * nothing of what is in there; so it may stay until the engine collects what was forgotten.
 */
export class JournalKey {
  #key: KeyObject | null;

  /** Overwrites the bytes. */
  constructor(bytes: Bytes) {
    this.#key = createSecretKey(bytes);
    bytes.fill(0);
  }

  /** HMAC-SHA-256 (RFC 2104) under this key. @throws Error after `wipe` */
  hmac(): JournalHash {
    if (!this.#key) throw new Error('secret used after it was wiped');
    return createHmac('sha256', this.#key);
  }

  /** Lends its bytes, to be stored; they must not be kept. @throws Error after `wipe` */
  expose<T>(use: (bytes: Bytes) => T): T {
    if (!this.#key) throw new Error('secret used after it was wiped');
    const exported = this.#key.export();
    const bytes = bytesForSecret(exported.length);
    bytes.set(exported);
    exported.fill(0);
    try {
      return use(bytes);
    } finally {
      bytes.fill(0);
    }
  }

  /** Forgets it. */
  wipe(): void {
    this.#key = null;
  }
}
