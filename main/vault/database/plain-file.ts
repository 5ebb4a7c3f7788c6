import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { AppError } from '../../../src/errors/app-error.ts';

const plainMagic = 'SQLite format 3\0';

/** First bytes of a rollback journal that is to be played back (SQLite's file format, section 3). */
const journalMagic = Buffer.from('d9d505f920a163d7', 'hex');

/** Whether a write to this database was interrupted: the journal that would undo it is still there. */
export function hasHotJournal(path: string): boolean {
  const journal = `${path}-journal`;
  if (!existsSync(journal)) return false;
  return startOf(journal, journalMagic.length).equals(journalMagic);
}

/**
 * Bytes 16 to 23 of the file (SQLite's file format, section 1.3): the cipher leaves them as they are and does not
 * authenticate them. They are the same in every vault: pages of 4 KiB, rollback journal, 64 bytes for the cipher.
 */
const openBytes = Buffer.from('1000010140402020', 'hex');
const saltSizeBytes = 16;

/** The same, for whoever puts them right in a copy. */
export const knownOpenBytes = { at: saltSizeBytes, bytes: new Uint8Array(openBytes) } as const;

/** Looks at the only bytes of a database file that no tag covers and that mean something. @throws AppError vault-damaged */
export function assertOpenBytes(path: string): void {
  const start = startOf(path, saltSizeBytes + openBytes.length);
  if (!start.subarray(saltSizeBytes).equals(openBytes)) {
    throw new AppError('vault-damaged', 'form of the file');
  }
}

function startOf(path: string, sizeBytes: number): Buffer {
  const start = Buffer.alloc(sizeBytes);
  const file = openSync(path, 'r');
  try {
    readSync(file, start, 0, start.length, 0);
  } finally {
    closeSync(file);
  }
  return start;
}

/**
 * Looks at the first bytes of a database file: an encrypted one starts with a random salt. To be called while this
 * process does not have the file open: POSIX drops all of a process's locks on a file when it closes any handle on it.
 * @throws AppError vault-not-encrypted
 */
export function assertNotPlain(path: string): void {
  const start = startOf(path, plainMagic.length);
  if (start.toString('latin1') === plainMagic) throw new AppError('vault-not-encrypted');
}
