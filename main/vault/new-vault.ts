import { toBase64Url } from '../../src/base/base64url.ts';
import { utf8, type Bytes } from '../../src/base/bytes.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { openClientKeys } from './client-keys/client-keys.ts';
import { createKeyringStore } from './client-keys/keyring-store.ts';
import { openDatabase } from './database/open-database.ts';
import { assertNotPlain } from './database/plain-file.ts';
import { createSqlHandle } from './database/sql-handle.ts';
import { wrapSizes, wrapVaultKey } from './header/key-wrap.ts';
import { addFirstCommit, writeFirstHead } from './journal/vault-journal.ts';
import { migrate } from './migrations/migrate.ts';
import { beginFirstRun } from './tables/first-run-table.ts';
import { storeIdentity } from './tables/identity-table.ts';
import { keyringOf, publishVault, type VaultFiles } from './vault-files.ts';
import { writeHeader } from './vault-keys.ts';
import type { KeychainSecret, VaultStoreOptions } from './vault-store.ts';

/** Makes the vault of a folder that has none. @throws AppError conflict, disk-full */
export function createVault(
  { dataFolder, random, clock }: VaultStoreOptions,
  { entryId, secret }: KeychainSecret,
  { keychainName, owesKit }: { readonly keychainName: string; readonly owesKit: boolean },
): void {
  const vaultId = random.bytes(wrapSizes.id);
  const vaultKey = new SecretBytes(random.bytes(wrapSizes.key));
  const label = {
    kind: 'keychain',
    id: new Uint8Array(Buffer.from(entryId, 'base64url')),
    params: utf8(keychainName),
  } as const;
  try {
    publishVault(dataFolder, toBase64Url(vaultId), (draft) => {
      const identitySeed = new SecretBytes(random.bytes(32));
      createDatabase(draft, { vaultKey, vaultId, identitySeed }, { random, clock, owesKit });
      identitySeed.wipe();
      const wraps = [wrapVaultKey(vaultKey, secret, label, vaultId, random)];
      writeHeader(draft, { vaultId, generation: 0, revision: 0, wraps }, vaultKey);
    });
  } finally {
    vaultKey.wipe();
  }
}

interface NewVaultSecrets {
  readonly vaultKey: SecretBytes;
  readonly vaultId: Bytes;
  readonly identitySeed: SecretBytes;
}

/** The identity is also the first row: only a file with rows in it shows whether it is encrypted. */
function createDatabase(
  files: VaultFiles,
  { vaultKey, vaultId, identitySeed }: NewVaultSecrets,
  {
    random,
    clock,
    owesKit,
  }: Pick<VaultStoreOptions, 'random' | 'clock'> & { readonly owesKit: boolean },
): void {
  const database = openDatabase({ path: files.database, vaultKey, mustExist: false });
  const sealing = { sealing: vaultKey, vaultId };
  const store = createKeyringStore(keyringOf(files, 0), sealing, random);
  const keys = openClientKeys(store, random, true);
  try {
    migrate(database, { keys });
    const begin = {
      begin: () => undefined,
      hasChanged: () => true,
      beforeCommit: () => {
        addFirstCommit(database, random);
      },
      committed: () => undefined,
      undone: () => undefined,
    };
    const sql = createSqlHandle(database, begin);
    sql.write((write) => {
      storeIdentity(sql, identitySeed, clock.nowMs());
      if (owesKit) beginFirstRun(write);
    });
    writeFirstHead(database, files.head);
  } finally {
    keys.wipe();
    database.close();
  }
  assertNotPlain(files.database);
}
