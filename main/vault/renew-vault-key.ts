import { renameSync, rmSync } from 'node:fs';
import type { Random } from '../../src/base/ports.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ClientKeys } from './client-keys/client-keys.ts';
import { createKeyringStore } from './client-keys/keyring-store.ts';
import { copyDatabase } from './database/copy-database.ts';
import { openDatabase } from './database/open-database.ts';
import type { SqliteDatabase } from './database/sqlite.ts';
import { assertNotPlain } from './database/plain-file.ts';
import { digestOfRows } from './database/row-digest.ts';
import { syncFile, syncFolder } from './header/durable-file.ts';
import { wrapSizes, wrapVaultKey } from './header/key-wrap.ts';
import type { VaultHeader } from './header/vault-header.ts';
import {
  nextGeneration,
  removeDatabase,
  removeUnfinishedCopies,
  setLaterAside,
  unfinishedCopyOf,
} from './other-databases.ts';
import { databaseOf, keyringOf, readHeaderFile, type VaultFiles } from './vault-files.ts';
import { writeHeader, type NewWay } from './vault-keys.ts';

export interface RenewOptions {
  readonly files: VaultFiles;
  readonly header: VaultHeader;
  readonly vaultKey: SecretBytes;
  readonly database: SqliteDatabase;
  /** The keys of the clients, which stay as they are. */
  readonly clientKeys: ClientKeys;
  /** Every way into the vault from then on. */
  readonly ways: readonly NewWay[];
  readonly random: Random;
}

/**
 * Gives the vault another key: copies the database and the keyring under it, reads the copy and compares every row, and then lets one
 * rename decide. Whatever happens before that rename, the old key and file are the vault; after it, the new ones are.
 * The open database is the old one afterwards and must be closed.
 * @throws AppError disk-full, vault-damaged; the vault is as it was then
 */
export function renewVaultKey(options: RenewOptions): void {
  const { files, header, vaultKey, database, clientKeys, ways, random } = options;
  removeUnfinishedCopies(files);
  const generation = nextGeneration(files, header.generation);
  // Once the new header is there, opening deletes every database that has a lower number.
  setLaterAside(files, header.generation);
  const renewed = databaseOf(files, generation);
  const copy = unfinishedCopyOf(renewed);
  const newKey = new SecretBytes(random.bytes(wrapSizes.key));
  try {
    copyDatabase(database, copy, vaultKey, newKey);
    assertNotPlain(copy);
    assertSameRows(database, copy, newKey);
    syncFile(copy);
    // Comparing may have left one as well; it would not be found beside the new name.
    rmSync(`${copy}-journal`, { force: true });
    renameSync(copy, renewed);
    syncFolder(files.folder);
    const { vaultId } = header;
    const keyring = createKeyringStore(
      keyringOf(files, generation),
      { sealing: newKey, vaultId },
      random,
    );
    clientKeys.lend((current) => {
      keyring.write(current, false);
    });
    const wraps = ways.map(({ label, secret }) =>
      wrapVaultKey(newKey, secret, label, vaultId, random),
    );
    writeHeader(files, { vaultId, generation, revision: header.revision + 1, wraps }, newKey);
  } catch (error) {
    // Once the header names the new file, that one is the vault, whatever failed after.
    if (readHeaderFile(files).generation === generation) return;
    // This number was nobody's before.
    removeDatabase(files, generation);
    for (const path of [copy, `${copy}-journal`]) rmSync(path, { force: true });
    throw error;
  } finally {
    newKey.wipe();
  }
}

function assertSameRows(database: SqliteDatabase, copy: string, newKey: SecretBytes): void {
  const copied = openDatabase({ path: copy, vaultKey: newKey, mustExist: true });
  try {
    if (digestOfRows(copied) !== digestOfRows(database)) {
      throw new AppError('vault-damaged', 'copy differs');
    }
  } finally {
    copied.close();
  }
}
