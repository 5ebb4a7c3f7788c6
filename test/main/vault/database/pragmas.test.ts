import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../main/vault/database/open-database.ts';
import { assertPragmas, cipherOf } from '../../../../main/vault/database/pragmas.ts';
import { SqliteDatabase } from '../../../../main/vault/database/sqlite.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { testKey } from '../../../support/vault-fixture.ts';

function freshDatabase(): SqliteDatabase {
  const path = join(temporaryFolder(), 'vault.db');
  const database = openDatabase({ path, vaultKey: testKey(), mustExist: false });
  onTestFinished(() => {
    database.close();
  });
  return database;
}

describe('pragmas', () => {
  it.each([
    ['cipher', 'aegis'],
    ['algorithm', 'aegis-256'],
    ['hmac_check', '1'],
    ['plaintext_header_size', '0'],
    ['locking_mode', 'exclusive'],
    ['journal_mode', 'persist'],
    ['journal_size_limit', 4_194_304],
    ['synchronous', 3],
    ['temp_store', 2],
    ['secure_delete', 1],
    ['foreign_keys', 1],
    ['trusted_schema', 0],
    ['cell_size_check', 1],
    ['fullfsync', 1],
    ['checkpoint_fullfsync', 1],
  ])('an open database says %s = %s', (name, value) => {
    const database = freshDatabase();
    expect(database.pragma(name, { simple: true })).toBe(value);
  });

  it.each([
    'synchronous = NORMAL',
    'temp_store = FILE',
    'secure_delete = OFF',
    'foreign_keys = OFF',
    'trusted_schema = ON',
    'locking_mode = NORMAL',
    'journal_mode = MEMORY',
    'hmac_check = 0',
  ])('the assertion notices %s', (change) => {
    const database = freshDatabase();
    expect(
      thrownCode(() => {
        assertPragmas(database);
      }),
    ).toBeNull();
    database.pragma(change);
    expect(
      thrownCode(() => {
        assertPragmas(database);
      }),
    ).toBe('internal');
  });
});

describe('the cipher', () => {
  it('is what the database itself says', () => {
    expect(cipherOf(freshDatabase())).toBe('aegis-256');
    const other = new SqliteDatabase(join(temporaryFolder(), 'other.db'));
    onTestFinished(() => {
      other.close();
    });
    other.pragma("cipher = 'aegis'");
    other.pragma("algorithm = 'aegis-128l'");
    expect(cipherOf(other)).toBe('aegis-128l');
  });
});
