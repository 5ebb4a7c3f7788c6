import type { Bytes } from '../../src/base/bytes.ts';
import type { SecretBytes } from '../../src/base/secret-bytes.ts';
import type { PassphraseCost } from '../../src/domain/passphrase-cost.ts';

/** Derives a key from a passphrase, slowly, without holding up the process. */
export interface PassphraseKdf {
  /** Argon2id (RFC 9106) of the passphrase's UTF-8; 32 bytes. `salt`: at least 16 random bytes. */
  derive(passphrase: SecretBytes, salt: Bytes, cost: PassphraseCost): Promise<SecretBytes>;
  /** How long the least cost takes on this machine now, in milliseconds. */
  measureLeastMs(): Promise<number>;
}
