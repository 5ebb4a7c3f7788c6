import { equalBytes } from '../../src/base/bytes.ts';
import { copySecret } from '../../src/base/copy-secret.ts';
import type { SecretBytes } from '../../src/base/secret-bytes.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { openClientKeys, type ClientKeys } from './client-keys/client-keys.ts';
import { bindKeyring } from './client-keys/keyring-state.ts';
import { createKeyringStore } from './client-keys/keyring-store.ts';
import { createVaultBackups } from './backup/vault-backups.ts';
import { cleanIfDue, isCleanDue } from './database/clean-database.ts';
import type { DestructionParts, SearchedWords } from './destruction/destructions.ts';
import { openDatabase } from './database/open-database.ts';
import { assertNotPlain, assertOpenBytes, hasHotJournal } from './database/plain-file.ts';
import { createSqlHandle, type SqlHandle } from './database/sql-handle.ts';
import type { WrapLabel } from './header/key-wrap.ts';
import type { HeaderCopies, HeaderCopy } from './header/header-copies.ts';
import { recordHeaderRevision } from './header/header-revision.ts';
import { proveVaultHeader, type UnprovenHeader } from './header/vault-header.ts';
import { openVaultJournal, type VaultJournal } from './journal/vault-journal.ts';
import { sealed } from './migrations/0013-sealed.ts';
import { schemaVersion } from './migrations/migrate.ts';
import { createOpenVault, type OpenVault, type OwnedKeys } from './open-vault.ts';
import { condemnedIn, hasEarlierDatabases } from './other-databases.ts';
import { bindHeader, proveHeader } from './proven-header.ts';
import { publishNext } from './renewal/next-files.ts';
import { createVaultRenewal, type RenewalParts } from './renewal/vault-renewal.ts';
import {
  createSearchIndex,
  forgetInSearch,
  leaveIndex,
  renewIfMissing,
  type SearchIndexParts,
} from './search/search-index.ts';
import { createIdentity } from './tables/identity-table.ts';
import {
  databaseOf,
  headOf,
  isThere,
  keyringOf,
  readHeaderFiles,
  sizeOf,
  type VaultFiles,
} from './vault-files.ts';
import { createVaultKeys, type VaultKeysOptions } from './vault-keys.ts';
import type { HowToOpen, VaultStoreOptions } from './vault-store.ts';
import {
  areEarlierErased,
  resumeUnlessHindered,
  tidyDatabases,
  unlessDiskFull,
  type Opening,
} from './opening-chores.ts';

/** Opens by a way. @throws AppError as `VaultStore.open` says */
export function openVault(
  files: VaultFiles,
  secret: SecretBytes,
  { way = 'keychain', acceptOlder = false }: HowToOpen,
  options: VaultStoreOptions,
): OpenVault {
  const { random } = options;
  const { copies, isDamaged } = readHeaders(files);
  const { header, vaultKey } = proveHeader(copies, way, secret);
  try {
    const isMended = isDamaged || header !== copies[0];
    const proven = { files, header, isMended, vaultKey, random };
    const vault = openProven(proven, options, { acceptOlder, isAnew: false });
    try {
      unlessDiskFull(() => {
        vault.files.removeUnfinished();
      });
    } catch (error) {
      vault.close();
      throw error;
    }
    return vault;
  } catch (error) {
    vaultKey.wipe();
    throw error;
  }
}

/** Opens by its own key, right after its file was made anew. @throws AppError as `VaultStore.reopen` says */
export function reopenVault(
  files: VaultFiles,
  key: SecretBytes,
  options: VaultStoreOptions,
): OpenVault {
  const { copies, isDamaged: isMended } = readHeaders(files);
  const [header] = copies;
  proveVaultHeader(header, key);
  const { random } = options;
  const vaultKey = copySecret(key);
  try {
    const proven = { files, header, isMended, vaultKey, random };
    return openProven(proven, options, { acceptOlder: false, isAnew: true });
  } catch (error) {
    vaultKey.wipe();
    throw error;
  }
}

interface ProvenVault extends VaultKeysOptions {
  readonly header: HeaderCopy;
  /** One of its two copies is not as it was written. */
  readonly isMended: boolean;
}

/** The vault key then belongs to the vault: ways in are added with it, and it is wiped with the vault's end. */
function openProven(
  { files, header, isMended, vaultKey, random }: ProvenVault,
  { clock, dataFolder, elsewhere = [] }: VaultStoreOptions,
  { acceptOlder, isAnew }: Opening,
): OpenVault {
  // A renewal may have been interrupted right after its header came into force.
  publishNext(files, header.generation);
  const path = databaseOf(files, header.generation);
  // An empty file would pass for a new vault, and everything that was in it would be gone without a word.
  if (sizeOf(path) === 0) throw new AppError('vault-damaged', 'no database');
  assertNotPlain(path);
  assertOpenBytes(path);
  const wasInterrupted = hasHotJournal(path);
  const database = openDatabase({ path, vaultKey, mustExist: true });
  let journal: VaultJournal | null = null;
  let clientKeys: ClientKeys | null = null;
  try {
    assertStillHeader(files, header);
    clientKeys = readClientKeys({ files, header, vaultKey, random }, schemaVersion(database));
    journal = openVaultJournal({
      database,
      keys: clientKeys,
      headPath: headOf(files, header.generation),
      random,
      wasInterrupted,
      acceptOlder,
    });
    const sql = createSqlHandle(database, journal);
    bindKeyring(sql, clientKeys, acceptOlder);
    const bound = bindHeader({ header, vaultKey }, files, sql, acceptOlder);
    const recordRevision = (revision: number): void => {
      recordHeaderRevision(sql, revision);
    };
    const keys = ownKeys(
      { files, header: bound.header, vaultKey, random, recordRevision },
      { files, database, watch: journal.watch, commitKey: journal.key, clientKeys, random },
    );
    const searching = { database, sql, sealing: clientKeys };
    unlessDiskFull(() => {
      renewIfMissing(searching);
    });
    const { rowsMoved } = journal;
    const clean = (): void => {
      cleanIfDue({ database, sql, path, rowsMoved });
    };
    const { watch } = journal;
    const { vaultId } = header;
    const labels = (): readonly WrapLabel[] => keys.labels();
    const own = { sql, database, clientKeys, random };
    const backups = createVaultBackups({ ...own, watch, vaultId, dataFolder, labels });
    const destruction = destructionOf(own, {
      clean,
      clock,
      words: wordsIn(searching),
      elsewhere: [...elsewhere, () => backups.updateKeyring()],
      isBackupAway: () => backups.state().owesKeyring,
    });
    const earlier = { files, generation: header.generation, isWhole: bound.isWhole, acceptOlder };
    if (!isAnew) {
      const isOnlyFile = !isCleanDue(sql) || areEarlierErased(earlier);
      if (isOnlyFile) unlessDiskFull(clean);
      resumeUnlessHindered(destruction, backups, { acceptOlder, isOnlyFile });
    }
    const search = createSearchIndex(searching);
    const parts = { isMended, keys, backups, journal, destruction, search, random };
    const vault = createOpenVault(database, parts);
    // Only now: the header was proven, and what it names was opened.
    if (bound.isWhole) tidyDatabases(files, header.generation, { acceptOlder, isAnew });
    return vault;
  } catch (error) {
    clientKeys?.wipe();
    try {
      journal?.close();
    } finally {
      database.close();
    }
    throw error;
  }
}

/** Destroying a client here, and in every other place, each of which is told of the database as well. */
function destructionOf(
  { sql, clientKeys }: { readonly sql: SqlHandle; readonly clientKeys: ClientKeys },
  {
    clean,
    words,
    clock,
    elsewhere,
    isBackupAway,
  }: Required<Pick<VaultStoreOptions, 'clock' | 'elsewhere'>> &
    Pick<DestructionParts, 'clean' | 'words' | 'isBackupAway'>,
): DestructionParts {
  return {
    sql,
    keys: clientKeys,
    identity: createIdentity(sql),
    clock,
    clean,
    words,
    isBackupAway,
    elsewhere: elsewhere.map((forget) => (clientId: ClientId) => {
      forget(clientId, sql);
    }),
  };
}

/** Of the search index, for a destruction. */
function wordsIn(searching: SearchIndexParts): SearchedWords {
  return {
    takeOut: (clientId) => {
      forgetInSearch(searching, clientId);
    },
    leaveAll: () => {
      leaveIndex(searching);
    },
  };
}

/** @throws AppError vault-damaged when the keyring is gone that every vault of this schema has */
function readClientKeys(
  { files, header, vaultKey, random }: VaultKeysOptions,
  schema: number,
): ClientKeys {
  if (schema === 0) throw new AppError('vault-damaged', 'no schema');
  const sealing = { sealing: vaultKey, vaultId: header.vaultId };
  const store = createKeyringStore(keyringOf(files, header.generation), sealing, random);
  return openClientKeys(store, random, schema < sealed.version);
}

function ownKeys(options: VaultKeysOptions, renewal: RenewalParts): OwnedKeys {
  return {
    ...createVaultKeys(options),
    startRenewal: () => createVaultRenewal(renewal),
    startNewFile: () => createVaultRenewal({ ...renewal, sameKey: options.vaultKey }),
    copyKey: () => copySecret(options.vaultKey),
    generation: options.header.generation,
    condemned: () => condemnedIn(options.files),
    hasEarlier: () => hasEarlierDatabases(options.files, options.header.generation),
    wipe: () => {
      options.vaultKey.wipe();
    },
  };
}

/**
 * Whoever had the vault open until now may have changed its ways, or its key, after the header was read and before the
 * database was locked. The MAC is over everything that the header says.
 * @throws AppError vault-in-use
 */
function assertStillHeader(files: VaultFiles, { mac }: UnprovenHeader): void {
  if (!readHeaderFiles(files).copies.some((copy) => equalBytes(copy.mac, mac))) {
    throw new AppError('vault-in-use', 'header changed');
  }
}

/** @throws AppError vault-absent, and what reading them throws */
export function readHeaders(files: VaultFiles): HeaderCopies {
  if (!isThere(files.folder)) throw new AppError('vault-absent');
  return readHeaderFiles(files);
}
