import { copyFileSync, readFileSync } from 'node:fs';
import { SqliteDatabase } from '../../main/vault/database/sqlite.ts';
import { applyCipherPragmas } from '../../main/vault/database/pragmas.ts';
import { openDatabase, withRawKey } from '../../main/vault/database/open-database.ts';
import { unwrapVaultKey, wrapOfKind } from '../../main/vault/header/key-wrap.ts';
import { databaseOf, publishedVault, readHeaderFile } from '../../main/vault/vault-files.ts';
import { invariant } from '../../src/base/invariant.ts';
import type { SecretBytes } from '../../src/base/secret-bytes.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The vault key of a vault, by the keychain's secret. */
export function vaultKeyOf(dataFolder: string, secret: SecretBytes): SecretBytes {
  const { vaultId, wraps } = readHeaderFile(publishedVault(dataFolder));
  const wrap = wrapOfKind(wraps, 'keychain');
  invariant(wrap, 'a vault has a keychain wrap');
  return unwrapVaultKey(wrap, secret, vaultId);
}

/**
 * Every page of a vault's database as it lies there, free ones and leftovers too:
 * what somebody sees who has the vault key.
 */
export function decryptedPages(dataFolder: string, secret: SecretBytes): Buffer {
  const files = publishedVault(dataFolder);
  const { generation } = readHeaderFile(files);
  return decryptedFile(databaseOf(files, generation), vaultKeyOf(dataFolder, secret));
}

/** The same of one database file, which must be closed. */
function decryptedFile(path: string, vaultKey: SecretBytes): Buffer {
  const copy = `${temporaryFolder()}/copy.db`;
  copyFileSync(path, copy);
  const database = new SqliteDatabase(copy);
  applyCipherPragmas(database);
  vaultKey.expose((key) => {
    withRawKey(key, (raw) => database.key(raw));
  });
  database.pragma('journal_mode = DELETE');
  // In place, page by page: nothing moves.
  database.rekey(Buffer.alloc(0));
  database.close();
  const pages = readFileSync(copy);
  invariant(pages.toString('latin1', 0, 15) === 'SQLite format 3', 'the copy is in the clear');
  return pages;
}

/** A closed vault's database as somebody has it who has the vault key, and none of our care. To be closed. */
export function openForTampering(dataFolder: string, secret: SecretBytes): SqliteDatabase {
  const files = publishedVault(dataFolder);
  const { generation } = readHeaderFile(files);
  const vaultKey = vaultKeyOf(dataFolder, secret);
  return openDatabase({ path: databaseOf(files, generation), vaultKey, mustExist: true });
}
