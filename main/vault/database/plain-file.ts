import { closeSync, openSync, readSync } from 'node:fs';
import { AppError } from '../../../src/errors/app-error.ts';

const plainMagic = 'SQLite format 3\0';

/**
 * Looks at the first bytes of a database file: an encrypted one starts with a random salt. To be called while this
 * process does not have the file open: POSIX drops all of a process's locks on a file when it closes any handle on it.
 * @throws AppError vault-not-encrypted
 */
export function assertNotPlain(path: string): void {
  const start = Buffer.alloc(plainMagic.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, start, 0, start.length, 0);
  } finally {
    closeSync(file);
  }
  if (start.toString('latin1') === plainMagic) throw new AppError('vault-not-encrypted');
}
