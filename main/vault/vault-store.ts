import { toBase64Url } from '../../src/base/base64url.ts';
import { equalBytes, utf8, type Bytes } from '../../src/base/bytes.ts';
import type { Clock, Random } from '../../src/base/ports.ts';
import { copySecret } from '../../src/base/copy-secret.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import type { VaultWay } from '../../src/domain/vault-ways.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { openClientKeys, type ClientKeys } from './client-keys/client-keys.ts';
import { bindKeyring } from './client-keys/keyring-state.ts';
import { createKeyringStore } from './client-keys/keyring-store.ts';
import { createVaultBackups, type VaultBackups } from './backup/vault-backups.ts';
import { cleanIfDue, isCleanDue } from './database/clean-database.ts';
import {
  resumeDestructions,
  type DestructionParts,
  type SearchedWords,
} from './destruction/destructions.ts';
import { openDatabase } from './database/open-database.ts';
import { assertNotPlain, assertOpenBytes, hasHotJournal } from './database/plain-file.ts';
import { createSqlHandle, type SqlHandle } from './database/sql-handle.ts';
import { vaultError } from './database/sqlite-error.ts';
import { createFailedUnlocks, type FailedUnlocks } from './failed-unlocks.ts';
import { wrapOfKind, wrapSizes, wrapVaultKey, type WrapLabel } from './header/key-wrap.ts';
import type { HeaderCopies, HeaderCopy } from './header/header-copies.ts';
import { recordHeaderRevision } from './header/header-revision.ts';
import { proveVaultHeader, type UnprovenHeader } from './header/vault-header.ts';
import {
  addFirstCommit,
  openVaultJournal,
  writeFirstHead,
  type VaultJournal,
} from './journal/vault-journal.ts';
import { sealed } from './migrations/0013-sealed.ts';
import { migrate, schemaVersion } from './migrations/migrate.ts';
import { createOpenVault, type OpenVault, type OwnedKeys } from './open-vault.ts';
import {
  condemnedIn,
  condemnEarlierDatabases,
  hasEarlierDatabases,
  removeEarlierDatabases,
  setEarlierAside,
} from './other-databases.ts';
import { bindHeader, proveHeader } from './proven-header.ts';
import { publishNext, removeNext } from './renewal/next-files.ts';
import { createVaultRenewal, type RenewalParts } from './renewal/vault-renewal.ts';
import {
  createSearchIndex,
  forgetInSearch,
  leaveIndex,
  renewIfMissing,
  type SearchIndexParts,
} from './search/search-index.ts';
import { beginFirstRun } from './tables/first-run-table.ts';
import { createIdentity, storeIdentity } from './tables/identity-table.ts';
import {
  databaseOf,
  headOf,
  isThere,
  keyringOf,
  publishedVault,
  publishVault,
  readHeaderFiles,
  sizeOf,
  type VaultFiles,
} from './vault-files.ts';
import { createVaultKeys, writeHeader, type VaultKeysOptions } from './vault-keys.ts';

/** A secret that opens a vault, and the name under which the keychain keeps it. */
export interface KeychainSecret {
  /** 16 random bytes in base64url. */
  readonly entryId: string;
  readonly secret: SecretBytes;
}

export interface HowToOpen {
  /** Whose secret it is; the keychain's when left out. */
  readonly way?: VaultWay;
  /** Opens it although it is not what was written last: a person has decided so. */
  readonly acceptOlder?: boolean;
}

/** The vault of one data folder, closed. Every method throws AppErrors with the vault's codes. */
export interface VaultStore {
  exists(): boolean;
  /** A new secret for `create`, to be put into the keychain first. */
  newSecret(): KeychainSecret;
  /**
   * Makes an empty vault that the secret opens. `keychainName` is remembered with it; `owesKit`: its first run ends with a
   * recovery key on paper, and until then the vault says that this is owed. @throws AppError conflict, disk-full
   */
  create(secret: KeychainSecret, keychainName: string, owesKit?: boolean): void;
  /**
   * The ways in, as the header tells them; whether it tells the truth is known once one of them opened.
   * @throws AppError vault-absent, vault-damaged, vault-header-damaged, vault-newer
   */
  ways(): readonly WrapLabel[];
  /**
   * Name of the keychain entry that opens the vault.
   * @throws AppError vault-absent, vault-damaged, vault-newer, keychain-missing when the keychain is no way in
   */
  keychainEntryId(): string;
  /**
   * Opens the vault by the keychain's secret, or by that of another way.
   * @throws AppError vault-absent, vault-wrong-key, vault-damaged, vault-newer, vault-in-use, vault-not-encrypted,
   * vault-rolled-back, disk-full, not-found when there is no such way
   */
  open(secret: SecretBytes, how?: HowToOpen): OpenVault;
  /**
   * Opens by its own key a vault that was closed a moment ago, because its file was made anew: the one of before is condemned, and what
   * is to be done at an opening waits for the next. @throws AppError as `open` does
   */
  reopen(vaultKey: SecretBytes): OpenVault;
  /** Attempts to open it in vain, which its log takes over once it is open. */
  readonly failedUnlocks: FailedUnlocks;
}

export interface VaultStoreOptions {
  readonly dataFolder: string;
  readonly random: Random;
  readonly clock: Clock;
  /** Where else something is kept of clients: each forgets one who is destroyed. Again changes nothing. */
  readonly elsewhere?: readonly ((clientId: ClientId, sql: SqlHandle) => void)[];
}

export function createVaultStore(options: VaultStoreOptions): VaultStore {
  const { dataFolder, random } = options;
  const files = publishedVault(dataFolder);
  return {
    exists: () => withVaultErrors(() => isThere(files.folder)),
    newSecret: () => ({
      entryId: toBase64Url(random.bytes(wrapSizes.id)),
      secret: new SecretBytes(random.bytes(wrapSizes.secret)),
    }),
    create: (secret, keychainName, owesKit = false) => {
      withVaultErrors(() => {
        create(options, secret, { keychainName, owesKit });
      });
    },
    ways: () => withVaultErrors(() => readHeaders(files).copies[0].wraps),
    keychainEntryId: () =>
      withVaultErrors(() => {
        const wrap = wrapOfKind(readHeaders(files).copies[0].wraps, 'keychain');
        if (!wrap) throw new AppError('keychain-missing', 'no such wrap');
        return toBase64Url(wrap.id);
      }),
    open: (secret, how = {}) => withVaultErrors(() => open(files, secret, how, options)),
    reopen: (vaultKey) => withVaultErrors(() => reopen(files, vaultKey, options)),
    failedUnlocks: createFailedUnlocks(files),
  };
}

function create(
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

function open(
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

function reopen(files: VaultFiles, key: SecretBytes, options: VaultStoreOptions): OpenVault {
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

interface Opening {
  readonly acceptOlder: boolean;
  /** Its file was just made anew. */
  readonly isAnew: boolean;
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
    if (!isAnew && (!isCleanDue(sql) || areEarlierErased(earlier))) {
      unlessDiskFull(clean);
      resumeUnlessHindered(destruction, backups, acceptOlder);
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

/**
 * Who accepts an older vault may yet look for the other one, so that nothing of it is deleted, then or later. What
 * cannot be tidied is no reason to keep a vault shut (on Windows a virus scanner may have it open): there is a next time.
 */
function tidyDatabases(
  files: VaultFiles,
  generation: number,
  { acceptOlder, isAnew }: Opening,
): void {
  try {
    removeNext(files);
    if (isAnew) condemnEarlierDatabases(files, generation);
    else if (acceptOlder) setEarlierAside(files, generation);
    else removeEarlierDatabases(files, generation);
  } catch {
    // Nobody needs it done now.
  }
}

/**
 * Whether nothing is left of a file that this one took the place of, while something in it must not be found any more. Where that
 * cannot be done now, nobody is told that it is. What a person sets aside stays, as the certificate says.
 */
function areEarlierErased({
  files,
  generation,
  isWhole,
  acceptOlder,
}: {
  readonly files: VaultFiles;
  readonly generation: number;
  readonly isWhole: boolean;
  readonly acceptOlder: boolean;
}): boolean {
  if (acceptOlder || !hasEarlierDatabases(files, generation)) return true;
  if (!isWhole) return false;
  try {
    removeEarlierDatabases(files, generation, true);
    return true;
  } catch {
    return false;
  }
}

/** A full disk is no reason to keep a vault shut; there is a next time. */
function unlessDiskFull(tidy: () => void): void {
  try {
    tidy();
  } catch (error) {
    if (vaultError(error).code !== 'disk-full') throw error;
  }
}

/** Nothing is sealed under a key that is pending: neither a full disk nor a damaged row of these is a reason to keep a vault shut. */
function settleKeysIfPossible(backups: VaultBackups, mayBeOlder: boolean): void {
  try {
    backups.settleKeys(mayBeOlder);
  } catch (error) {
    const { code } = vaultError(error);
    if (code !== 'disk-full' && code !== 'vault-damaged') throw error;
  }
}

/** What keeps a destruction from being completed (another place is not there) is no reason to keep a vault shut either. */
function resumeUnlessHindered(
  destruction: DestructionParts,
  backups: VaultBackups,
  acceptOlder: boolean,
): void {
  settleKeysIfPossible(backups, acceptOlder);
  try {
    resumeDestructions(destruction);
    backups.settleKeyring();
  } catch (error) {
    if (vaultError(error).code === 'vault-damaged') throw error;
  }
}

function readHeaders(files: VaultFiles): HeaderCopies {
  if (!isThere(files.folder)) throw new AppError('vault-absent');
  return readHeaderFiles(files);
}

function withVaultErrors<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw vaultError(error);
  }
}
