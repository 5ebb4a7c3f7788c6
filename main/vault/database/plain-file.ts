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
