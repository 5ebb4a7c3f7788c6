import { systemClock } from '../../../main/platform/system-clock.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { newRecoveryKey } from '../../../main/services/new-ways.ts';
import { openClientKeys, type ClientKeys } from '../../../main/vault/client-keys/client-keys.ts';
import { createKeyringStore } from '../../../main/vault/client-keys/keyring-store.ts';
import { openDatabase } from '../../../main/vault/database/open-database.ts';
import { createSqlHandle } from '../../../main/vault/database/sql-handle.ts';
import type { SqliteDatabase } from '../../../main/vault/database/sqlite.ts';
import { unwrapVaultKey, wrapOfKind } from '../../../main/vault/header/key-wrap.ts';
import { createCommitJournal } from '../../../main/vault/journal/commit-journal.ts';
import { sumOfAllRows } from '../../../main/vault/journal/row-check.ts';
import { writeFirstHead } from '../../../main/vault/journal/vault-journal.ts';
import { createClientsTable } from '../../../main/vault/tables/clients-table.ts';
import { createNotesTable } from '../../../main/vault/tables/notes-table.ts';
import { keyringOf, publishedVault, readHeaderFile } from '../../../main/vault/vault-files.ts';
import { createVaultStore, type VaultStore } from '../../../main/vault/vault-store.ts';
import { invariant } from '../../../src/base/invariant.ts';
import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { newId, type ClientId, type NoteId } from '../../../src/contract/ids.ts';
import { formatRecoveryKey } from '../../../src/domain/recovery-key.ts';
import { noteTextOf } from './note-text.ts';
import { noteCharacters, type VaultSize } from './vault-size.ts';

/**
 * Makes a vault of this size, closed, which opens by the recovery key that is returned: measuring needs no keychain. All rows
 * are written in one transaction, because one for each note, as in the product, would take a quarter of an hour.
 */
export function makeFilledVault(dataFolder: string, size: VaultSize): string {
  const ports = { random: systemRandom, clock: systemClock };
  const store = createVaultStore({ dataFolder, ...ports });
  const keychain = store.newSecret();
  store.create(keychain, 'None');
  finishEmptyIndex(store, keychain.secret);
  fill(dataFolder, keychain.secret, size);
  const recovery = newRecoveryKey(ports);
  const vault = store.open(keychain.secret);
  vault.backups.addKey(recovery.way.label, recovery.backupSecret);
  vault.keys.put(recovery.way);
  // Whoever opens it would otherwise put the lost key of a keychain right, in the keychain of whoever measures.
  vault.keys.remove('keychain');
  vault.close();
  return formatRecoveryKey(recovery.bytes).join(' ');
}

/** What is written after that is indexed at once, and is not indexed again when the vault is opened. */
function finishEmptyIndex(store: VaultStore, secret: SecretBytes): void {
  const vault = store.open(secret);
  while (vault.search.buildOn());
  vault.close();
}

function fill(dataFolder: string, secret: SecretBytes, size: VaultSize): void {
  const files = publishedVault(dataFolder);
  const { vaultId, wraps } = readHeaderFile(files);
  const wrap = wrapOfKind(wraps, 'keychain');
  invariant(wrap, 'a new vault opens by the keychain');
  const vaultKey = unwrapVaultKey(wrap, secret, vaultId);
  const database = openDatabase({ path: files.database, vaultKey, mustExist: true });
  database.pragma('synchronous = OFF');
  const keyring = createKeyringStore(
    keyringOf(files, 0),
    { sealing: vaultKey, vaultId },
    systemRandom,
  );
  // Written once, when every client has a key: it would otherwise be written for each of them.
  const inMemory = {
    read: () => keyring.read(),
    write: () => undefined,
  };
  const keys = openClientKeys(inMemory, systemRandom, false);
  database
    .transaction(() => {
      addRows(database, keys, size);
      const journal = createCommitJournal(database);
      journal.add(sumOfAllRows(database, journal.key));
    })
    .immediate();
  // As if it had been closed: the next opening does not read everything, as after a crash.
  writeFirstHead(database, files.head);
  database.close();
  keys.lend((all) => {
    keyring.write(all, false);
  });
  keys.wipe();
}

function addRows(database: SqliteDatabase, keys: ClientKeys, { clients, notes }: VaultSize): void {
  const sql = createSqlHandle(database);
  const [clientsTable, notesTable] = [createClientsTable(sql, keys), createNotesTable(sql, keys)];
  const firstMs = Date.UTC(2016, 0, 1);
  const ids = Array.from({ length: clients }, () => newId<ClientId>(systemRandom));
  for (const [at, clientId] of ids.entries()) {
    clientsTable.add({ clientId, pseudonym: `Client ${String(at)}`, createdAtMs: firstMs + at });
  }
  for (let at = 0; at < notes; at += 1) {
    const clientId = ids[at % clients];
    invariant(clientId, 'there is a client');
    const noteId = newId<NoteId>(systemRandom);
    const createdAtMs = firstMs + at * 1000;
    notesTable.add({ noteId, clientId, sessionId: null, createdAtMs });
    notesTable.save(noteId, 0, noteTextOf(at, noteCharacters), createdAtMs);
  }
}
