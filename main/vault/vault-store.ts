import { toBase64Url } from '../../src/base/base64url.ts';
import { utf8 } from '../../src/base/bytes.ts';
import type { Clock, Random } from '../../src/base/ports.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { openDatabase } from './database/open-database.ts';
import { assertNotPlain } from './database/plain-file.ts';
import { createSqlHandle } from './database/sql-handle.ts';
import { vaultError } from './database/sqlite-error.ts';
import { writeFileDurably } from './header/durable-file.ts';
import {
  unwrapVaultKey,
  wrapOfKind,
  wrapSizes,
  wrapVaultKey,
  type KeyWrap,
} from './header/key-wrap.ts';
import { encodeVaultHeader, proveVaultHeader } from './header/vault-header.ts';
import { migrate, schemaVersion } from './migrations/migrate.ts';
import { createOpenVault, type OpenVault } from './open-vault.ts';
import { storeIdentity } from './tables/identity-table.ts';
import {
  isThere,
  publishedVault,
  publishVault,
  readHeaderFile,
  sizeOf,
  type VaultFiles,
} from './vault-files.ts';

/** A secret that opens a vault, and the name under which the keychain keeps it. */
export interface KeychainSecret {
  /** 16 random bytes in base64url. */
  readonly entryId: string;
  readonly secret: SecretBytes;
}

/** The vault of one data folder, closed. Every method throws AppErrors with the vault's codes. */
export interface VaultStore {
  exists(): boolean;
  /** A new secret for `create`, to be put into the keychain first. */
  newSecret(): KeychainSecret;
  /**
   * Makes an empty vault that the secret opens. `keychainName` is remembered with it.
   * @throws AppError conflict, disk-full
   */
  create(secret: KeychainSecret, keychainName: string): void;
  /** Name of the keychain entry that opens the vault. @throws AppError vault-absent, vault-damaged, vault-newer */
  keychainEntryId(): string;
  /**
   * @throws AppError vault-absent, vault-wrong-key, vault-damaged, vault-newer, vault-in-use, vault-not-encrypted,
   * disk-full
   */
  open(secret: SecretBytes): OpenVault;
}

export interface VaultStoreOptions {
  readonly dataFolder: string;
  readonly random: Random;
  readonly clock: Clock;
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
    create: (secret, keychainName) => {
      withVaultErrors(() => {
        create(options, secret, keychainName);
      });
    },
    keychainEntryId: () => withVaultErrors(() => toBase64Url(keychainWrap(files).wrap.id)),
    open: (secret) => withVaultErrors(() => open(files, secret)),
  };
}

function create(
  { dataFolder, random, clock }: VaultStoreOptions,
  { entryId, secret }: KeychainSecret,
  keychainName: string,
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
      createDatabase(draft, vaultKey, identitySeed, clock.nowMs());
      identitySeed.wipe();
      const wraps = [wrapVaultKey(vaultKey, secret, label, vaultId, random)];
      writeFileDurably(draft.header, encodeVaultHeader({ vaultId, wraps }, vaultKey));
    });
  } finally {
    vaultKey.wipe();
  }
}

/** The identity is also the first row: only a file with rows in it shows whether it is encrypted. */
function createDatabase(
  files: VaultFiles,
  vaultKey: SecretBytes,
  identitySeed: SecretBytes,
  nowMs: number,
): void {
  const database = openDatabase({ path: files.database, vaultKey, mustExist: false });
  try {
    migrate(database);
    storeIdentity(createSqlHandle(database), identitySeed, nowMs);
  } finally {
    database.close();
  }
  assertNotPlain(files.database);
}

function open(files: VaultFiles, secret: SecretBytes): OpenVault {
  const { header, wrap } = keychainWrap(files);
  const vaultKey = unwrapVaultKey(wrap, secret, header.vaultId);
  try {
    proveVaultHeader(header, vaultKey);
    // An empty file would pass for a new vault, and everything that was in it would be gone without a word.
    if (sizeOf(files.database) === 0) throw new AppError('vault-damaged', 'no database');
    assertNotPlain(files.database);
    const database = openDatabase({ path: files.database, vaultKey, mustExist: true });
    try {
      if (schemaVersion(database) === 0) throw new AppError('vault-damaged', 'no schema');
      migrate(database);
      const vault = createOpenVault(database);
      removeUnfinishedFiles(vault);
      return vault;
    } catch (error) {
      database.close();
      throw error;
    }
  } finally {
    // SQLite has its own copy by now.
    vaultKey.wipe();
  }
}

/** A full disk is no reason to keep a vault shut; there is a next time. */
function removeUnfinishedFiles({ files }: OpenVault): void {
  try {
    files.removeUnfinished();
  } catch (error) {
    if (vaultError(error).code !== 'disk-full') throw error;
  }
}

function keychainWrap(files: VaultFiles): {
  header: ReturnType<typeof readHeaderFile>;
  wrap: KeyWrap;
} {
  if (!isThere(files.folder)) throw new AppError('vault-absent');
  const header = readHeaderFile(files);
  const wrap = wrapOfKind(header.wraps, 'keychain');
  if (!wrap) throw new AppError('keychain-missing', 'no such wrap');
  return { header, wrap };
}

function withVaultErrors<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw vaultError(error);
  }
}
