import { describe, expect, it } from 'vitest';
import { isUniqueViolation, vaultError } from '../../../../main/vault/database/sqlite-error.ts';
import { SqliteDatabase } from '../../../../main/vault/database/sqlite.ts';
import { AppError } from '../../../../src/errors/app-error.ts';

const sqlite = (code: string): Error => new SqliteDatabase.SqliteError('a secret text', code);
const system = (code: string): Error => Object.assign(new Error('/home/somebody'), { code });

describe('vaultError', () => {
  it.each([
    ['SQLITE_BUSY', 'vault-in-use'],
    ['SQLITE_BUSY_RECOVERY', 'vault-in-use'],
    ['SQLITE_LOCKED', 'vault-in-use'],
    ['SQLITE_FULL', 'disk-full'],
    ['SQLITE_NOTADB', 'vault-damaged'],
    ['SQLITE_CORRUPT', 'vault-damaged'],
    ['SQLITE_CORRUPT_INDEX', 'vault-damaged'],
    ['SQLITE_IOERR_READ', 'internal'],
    ['SQLITE_READONLY', 'internal'],
    ['SQLITE_ERROR', 'internal'],
  ])('reads %s as %s', (code, outcome) => {
    expect(vaultError(sqlite(code)).code).toBe(outcome);
  });

  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EACCES', 'internal'],
  ])('reads the file system saying %s as %s', (code, outcome) => {
    expect(vaultError(system(code)).code).toBe(outcome);
  });

  it('keeps an AppError as it is', () => {
    const error = new AppError('conflict');
    expect(vaultError(error)).toBe(error);
  });

  it('keeps the code and nothing of the text or the paths', () => {
    for (const thrown of [sqlite('SQLITE_FULL'), system('EACCES')]) {
      const error = vaultError(thrown);
      expect(`${error.message} ${String(error.cause)} ${error.stack ?? ''}`).not.toMatch(
        /secret text|somebody/u,
      );
    }
  });
});

describe('isUniqueViolation', () => {
  it('knows a row that exists already from every other failure', () => {
    expect(isUniqueViolation(sqlite('SQLITE_CONSTRAINT_UNIQUE'))).toBe(true);
    expect(isUniqueViolation(sqlite('SQLITE_CONSTRAINT_PRIMARYKEY'))).toBe(true);
    expect(isUniqueViolation(sqlite('SQLITE_CONSTRAINT_FOREIGNKEY'))).toBe(false);
    expect(isUniqueViolation(new Error('SQLITE_CONSTRAINT_UNIQUE'))).toBe(false);
  });
});
