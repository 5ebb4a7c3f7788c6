import type { SqliteDatabase } from './sqlite.ts';
import { AppError } from '../../../src/errors/app-error.ts';

interface Pragma {
  readonly name: string;
  readonly set: string;
  /** What the database must say when asked afterwards. */
  readonly reads: string;
}

// Before the key: how pages are encrypted. Authenticated, nothing left in the clear.
const cipherPragmas: readonly Pragma[] = [
  { name: 'cipher', set: "'aegis'", reads: 'aegis' },
  { name: 'algorithm', set: "'aegis-256'", reads: 'aegis-256' },
  { name: 'hmac_check', set: '1', reads: '1' },
  { name: 'plaintext_header_size', set: '0', reads: '0' },
];

const safetyPragmas: readonly Pragma[] = [
  // One process at a time. The lock belongs to the process, so that a crash leaves nothing behind.
  { name: 'locking_mode', set: 'EXCLUSIVE', reads: 'exclusive' },
  // Not WAL: there, one flipped bit drops committed rows (measured at 39 of 40 positions). Of the rollback journals the one
  // that stays is the quickest by far: the file system has nothing to book when its first bytes are overwritten.
  { name: 'journal_mode', set: 'PERSIST', reads: 'persist' },
  // What a large write left of it is given back.
  { name: 'journal_size_limit', set: '4194304', reads: '4194304' },
  { name: 'synchronous', set: 'EXTRA', reads: '3' },
  // By default sorting writes rows into temporary files in the clear (measured).
  { name: 'temp_store', set: 'MEMORY', reads: '2' },
  { name: 'secure_delete', set: 'ON', reads: '1' },
  { name: 'foreign_keys', set: 'ON', reads: '1' },
  { name: 'trusted_schema', set: 'OFF', reads: '0' },
  { name: 'cell_size_check', set: 'ON', reads: '1' },
  // Only macOS knows a weaker sync; elsewhere these have no effect.
  { name: 'fullfsync', set: 'ON', reads: '1' },
  { name: 'checkpoint_fullfsync', set: 'ON', reads: '1' },
];

/** What an open database says that its pages are encrypted with, such as `aegis-256`. */
export function cipherOf(database: SqliteDatabase): string {
  const [cipher, algorithm] = ['cipher', 'algorithm'].map((name) =>
    String(database.pragma(name, { simple: true })),
  );
  if (!cipher || !algorithm) throw new AppError('internal', 'no cipher');
  // The algorithm has the name of its family in it.
  return algorithm.startsWith(cipher) ? algorithm : `${cipher} ${algorithm}`;
}

/** To be called before the key is given. @throws Error when the build cannot do it */
export function applyCipherPragmas(database: SqliteDatabase): void {
  for (const pragma of cipherPragmas) apply(database, pragma);
}

/** To be called after the key was given. @throws Error when the database does not obey */
export function applySafetyPragmas(database: SqliteDatabase): void {
  for (const pragma of safetyPragmas) apply(database, pragma);
}

/** Asks the database for every setting again. @throws AppError internal when one is not as it must be */
export function assertPragmas(database: SqliteDatabase): void {
  for (const pragma of [...cipherPragmas, ...safetyPragmas]) assertPragma(database, pragma);
}

function apply(database: SqliteDatabase, pragma: Pragma): void {
  database.pragma(`${pragma.name} = ${pragma.set}`);
  assertPragma(database, pragma);
}

function assertPragma(database: SqliteDatabase, { name, reads }: Pragma): void {
  // The cipher's settings come back as text, SQLite's own as numbers.
  if (String(database.pragma(name, { simple: true })) !== reads) {
    throw new AppError('internal', `pragma ${name}`);
  }
}
