import { onTestFinished } from 'vitest';
import { systemRandom } from '../../main/platform/system-random.ts';
import { JournalKey } from '../../main/vault/journal/journal-key.ts';
import type { ClientKeys } from '../../main/vault/client-keys/client-keys.ts';
import { openDatabase } from '../../main/vault/database/open-database.ts';
import { createSqlHandle, type SqlHandle } from '../../main/vault/database/sql-handle.ts';
import type { SqliteDatabase } from '../../main/vault/database/sqlite.ts';
import { allMigrations } from '../../main/vault/migrations/all-migrations.ts';
import { migrate } from '../../main/vault/migrations/migrate.ts';
import type { OpenVault } from '../../main/vault/open-vault.ts';
import {
  createVaultStore,
  type KeychainSecret,
  type VaultStore,
} from '../../main/vault/vault-store.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { testClientKeys } from './client-keys.ts';
import { FakeClock } from './fake-clock.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface MadeVault {
  readonly dataFolder: string;
  readonly store: VaultStore;
  /** Opens the vault; not wiped by `store.open`. */
  readonly secret: KeychainSecret;
}

/** A real vault on disk, closed. */
export function makeVault(): MadeVault {
  const dataFolder = temporaryFolder();
  const store = createVaultStore({ dataFolder, random: systemRandom, clock: new FakeClock() });
  const secret = store.newSecret();
  store.create(secret, 'Test Keychain');
  return { dataFolder, store, secret };
}

/** A real vault on disk, open until the test is over. */
export function makeOpenVault(): MadeVault & { readonly vault: OpenVault } {
  const made = makeVault();
  const vault = made.store.open(made.secret.secret);
  onTestFinished(() => {
    vault.close();
  });
  return { ...made, vault };
}

/** The same bytes as the key of a journal. */
export function testJournalKey(number = 1): JournalKey {
  return new JournalKey(testKey(number).expose((bytes) => bytes.slice()));
}

/** A vault key that is the same for the same number. */
export function testKey(number = 1): SecretBytes {
  return new SecretBytes(new Uint8Array(32).fill(number));
}

/** An encrypted database on disk with the schema of `version`, open until the test is over. */
export function makeDatabase(version = allMigrations.length): {
  readonly path: string;
  readonly database: SqliteDatabase;
  readonly sql: SqlHandle;
  /** Of the clients 1 to 3. */
  readonly keys: ClientKeys;
} {
  const path = `${temporaryFolder()}/vault.db`;
  const database = openDatabase({ path, vaultKey: testKey(), mustExist: false });
  // What these tests write has to survive nothing.
  database.pragma('synchronous = OFF');
  onTestFinished(() => {
    database.close();
  });
  const keys = testClientKeys();
  const migrations = allMigrations.filter((migration) => migration.version <= version);
  migrate(database, { keys, migrations });
  return { path, database, sql: createSqlHandle(database), keys };
}
