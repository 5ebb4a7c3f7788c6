import { SqliteDatabase } from './sqlite.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';

const outcomes: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^SQLITE_(?:BUSY|LOCKED)/u, 'vault-in-use'],
  [/^SQLITE_FULL/u, 'disk-full'],
  // The vault key was proven by the header before: a page that does not decrypt is damaged, not locked.
  [/^SQLITE_(?:NOTADB|CORRUPT)/u, 'vault-damaged'],
  [/^(?:ENOSPC|EDQUOT)$/u, 'disk-full'],
];

/**
 * What a failure of SQLite or of the file system means for the vault. Only the failure's code is kept: the text that
 * comes with it may hold names of files and columns.
 */
export function vaultError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = codeOf(thrown);
  if (code === null) return AppError.from(thrown);
  const outcome = outcomes.find(([pattern]) => pattern.test(code));
  return new AppError(outcome?.[1] ?? 'internal', code);
}

/** True when a write was refused because such a row exists. */
export function isUniqueViolation(thrown: unknown): boolean {
  const code = codeOf(thrown);
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

/** The code of a failure of SQLite itself; null for every other. */
export function sqliteCodeOf(thrown: unknown): string | null {
  return thrown instanceof SqliteDatabase.SqliteError ? thrown.code : null;
}

function codeOf(thrown: unknown): string | null {
  const code = sqliteCodeOf(thrown);
  if (code !== null) return code;
  const isSystemError = thrown instanceof Error && 'code' in thrown;
  return isSystemError && typeof thrown.code === 'string' ? thrown.code : null;
}
