import { Decrypter, Encrypter, type Identity } from 'age-encryption';
import { AppError } from '../../src/errors/app-error.ts';
import { scryptIdentity, scryptRecipient } from './scrypt-stanza.ts';

/** What opens an export: a passphrase, or the secret key of any of these public ones. */
export type AgeLock =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'keys'; readonly keys: readonly string[] };

/** Encrypts one file as age does (C2SP.org/age), and reads it again. */
export interface AgeSealing {
  encrypt(content: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>>;
  /**
   * Decrypts what `encrypt` made: with a passphrase as anybody would, with keys by the file's own key, because nobody here
   * has the secret ones. The stream fails where a byte is not what it was.
   * @throws Error unless the beginning is what was made
   */
  decrypt(file: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>>;
  /** Forgets the file's key. */
  wipe(): void;
}

/** @throws AppError bad-request when a key is none */
export function createAgeSealing(lock: AgeLock): AgeSealing {
  const encrypter = new Encrypter();
  const fileKeys: Uint8Array[] = [];
  if (lock.kind === 'passphrase') encrypter.addRecipient(scryptRecipient(lock.passphrase));
  else addKeys(encrypter, lock.keys);
  // Writes nothing into the header: it only sees which key the file has.
  encrypter.addRecipient({
    wrapFileKey: (fileKey) => {
      fileKeys.push(fileKey.slice());
      return [];
    },
  });
  const identity: Identity =
    lock.kind === 'passphrase'
      ? scryptIdentity(lock.passphrase)
      : { unwrapFileKey: () => fileKeys.at(-1) ?? null };
  return {
    encrypt: (content) => encrypter.encrypt(content),
    decrypt: async (file) => {
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      return decrypter.decrypt(file);
    },
    wipe: () => {
      for (const key of fileKeys) key.fill(0);
    },
  };
}

function addKeys(encrypter: Encrypter, keys: readonly string[]): void {
  try {
    for (const key of keys) encrypter.addRecipient(key);
  } catch {
    // What the library says quotes the key.
    throw new AppError('bad-request', 'age key');
  }
}
