import { SqliteDatabase } from './sqlite.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { applyCipherPragmas, applySafetyPragmas, assertPragmas } from './pragmas.ts';
import { vaultError } from './sqlite-error.ts';

/** Read as the key itself by the cipher. Without it the bytes would pass for a passphrase and cost a derivation. */
const rawKeyPrefix = 'raw:';

interface OpenDatabaseOptions {
  readonly path: string;
  readonly vaultKey: SecretBytes;
  readonly mustExist: boolean;
}

/**
 * Opens the database with every setting asserted, and locks it against other processes until it is closed.
 * @throws AppError vault-in-use, vault-damaged, disk-full
 */
export function openDatabase({ path, vaultKey, mustExist }: OpenDatabaseOptions): SqliteDatabase {
  try {
    // No waiting for locks: that would hold up the whole process.
    const database = new SqliteDatabase(path, { fileMustExist: mustExist, timeout: 0 });
    try {
      applyCipherPragmas(database);
      vaultKey.expose((key) => {
        withRawKey(key, (raw) => database.key(raw));
      });
      applySafetyPragmas(database);
      // In exclusive mode the lock is taken by the first write and kept; take it now, before anything is read.
      database.exec('BEGIN EXCLUSIVE; COMMIT');
      assertPragmas(database);
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  } catch (error) {
    throw vaultError(error);
  }
}

/**
 * Lends the key in the form that the cipher takes: bytes, never SQL text, because text ends up in error messages and
 * traces.
 */
export function withRawKey(key: Bytes, use: (raw: Buffer) => void): void {
  const raw = Buffer.concat([Buffer.from(rawKeyPrefix), key]);
  try {
    use(raw);
  } finally {
    raw.fill(0);
  }
}
