import { toBase64Url } from '../../src/base/base64url.ts';
import type { Clock, Random } from '../../src/base/ports.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import type { VaultWay } from '../../src/domain/vault-ways.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SqlHandle } from './database/sql-handle.ts';
import { vaultError } from './database/sqlite-error.ts';
import { createFailedUnlocks, type FailedUnlocks } from './failed-unlocks.ts';
import { wrapOfKind, wrapSizes, type WrapLabel } from './header/key-wrap.ts';
import type { OpenVault } from './open-vault.ts';
import { isTaken, publishedVault } from './vault-files.ts';
import { createVault } from './new-vault.ts';
import { openVault, readHeaders, reopenVault } from './vault-opening.ts';

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
    exists: () => withVaultErrors(() => isTaken(files.folder)),
    newSecret: () => ({
      entryId: toBase64Url(random.bytes(wrapSizes.id)),
      secret: new SecretBytes(random.bytes(wrapSizes.secret)),
    }),
    create: (secret, keychainName, owesKit = false) => {
      withVaultErrors(() => {
        createVault(options, secret, { keychainName, owesKit });
      });
    },
    ways: () => withVaultErrors(() => readHeaders(files).copies[0].wraps),
    keychainEntryId: () =>
      withVaultErrors(() => {
        const wrap = wrapOfKind(readHeaders(files).copies[0].wraps, 'keychain');
        if (!wrap) throw new AppError('keychain-missing', 'no such wrap');
        return toBase64Url(wrap.id);
      }),
    open: (secret, how = {}) => withVaultErrors(() => openVault(files, secret, how, options)),
    reopen: (vaultKey) => withVaultErrors(() => reopenVault(files, vaultKey, options)),
    failedUnlocks: createFailedUnlocks(files),
  };
}

function withVaultErrors<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw vaultError(error);
  }
}
