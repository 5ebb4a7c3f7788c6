import {
  assertNotPlain as assertNotPlainOurs,
  hasHotJournal,
  knownOpenBytes,
} from '../../../../main/vault/database/plain-file.ts';
import { AppError } from '../../../../src/errors/app-error.ts';
import { cipherVariable, readCipher } from './measured-cipher.ts';

export { hasHotJournal, knownOpenBytes };

/** What the product looks for in its own files is another thing in these. */
export function assertOpenBytes(): void {
  // Nothing is said of the form of a file of another cipher.
}

/** That a file is of the cipher that is measured: plain exactly if it is to be. @throws Error */
export function assertNotPlain(path: string): void {
  const isWanted = readCipher(process.env[cipherVariable]) === 'unencrypted';
  if (isPlain(path) !== isWanted) throw new Error('this file is of another cipher');
}

function isPlain(path: string): boolean {
  try {
    assertNotPlainOurs(path);
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === 'vault-not-encrypted') return true;
    throw error;
  }
}
