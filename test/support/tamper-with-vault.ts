import { openDatabase } from '../../main/vault/database/open-database.ts';
import type { SqliteDatabase } from '../../main/vault/database/sqlite.ts';
import { unwrapVaultKey, wrapOfKind } from '../../main/vault/header/key-wrap.ts';
import { publishedVault, readHeaderFile } from '../../main/vault/vault-files.ts';
import { invariant } from '../../src/base/invariant.ts';
import type { SecretBytes } from '../../src/base/secret-bytes.ts';

/** The database as somebody has it who got hold of the vault's key: past the journal, past everything. */
export function tamperWithVault(
  dataFolder: string,
  secret: SecretBytes,
  change: (database: SqliteDatabase) => void,
): void {
  const files = publishedVault(dataFolder);
  const { vaultId, wraps } = readHeaderFile(files);
  const wrap = wrapOfKind(wraps, 'keychain');
  invariant(wrap, 'a vault has a keychain wrap');
  const vaultKey = unwrapVaultKey(wrap, secret, vaultId);
  const database = openDatabase({ path: files.database, vaultKey, mustExist: true });
  try {
    change(database);
  } finally {
    database.close();
  }
}
