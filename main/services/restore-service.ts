import { toBase64Url } from '../../src/base/base64url.ts';
import { equalBytes } from '../../src/base/bytes.ts';
import type { Clock, Log, Random } from '../../src/base/ports.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import type { Restorable } from '../../src/contract/backup-calls.ts';
import type { VaultStatus } from '../../src/contract/ipc.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { FolderPort } from '../ports/folder-port.ts';
import type { KeychainPort } from '../ports/keychain-port.ts';
import { findNamed, folderNameOf, lookIntoFolder } from '../vault/backup/backup-folder.ts';
import { inWorkFolder, removeLeftWork } from '../vault/backup/backup-work.ts';
import type { CheckedBackup } from '../vault/backup/check-backup.ts';
import { restoreBackup } from '../vault/backup/restore-backup.ts';
import { setVaultAside, takeVaultBack, vaultsAside, type AsideVault } from '../vault/set-aside.ts';
import type { NewWay } from '../vault/vault-keys.ts';
import type { VaultStore } from '../vault/vault-store.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { LongWork, WorkOutcome, WorkTools } from './long-work.ts';
import { forgetSecret } from './keychain-secret.ts';
import { newKeychainWay } from './new-ways.ts';
import { openTypedFolder } from './typed-backup-folder.ts';
import type { VaultService } from './vault-service.ts';

/** Makes a vault of a backup. The one that is there is put aside for it, never deleted, and can be taken back. */
export interface RestoreService {
  /** Asks the person; null when they changed their mind. */
  chooseFolder(): Promise<Restorable | null>;
  /** From the folder that was chosen last. The vault is open after that. @throws AppError as `restore.begin` says */
  begin(
    name: string,
    typedRecoveryKey: string,
    setAside: boolean,
  ): Promise<WorkOutcome<CheckedBackup>>;
  /** Vaults that others took the place of, the newest first. */
  aside(): readonly AsideVault[];
  /** Puts one of them in its place again; the one that is there is put aside. @throws AppError as `restore.take-back` says */
  takeBack(name: string): Promise<VaultStatus>;
}

export interface RestoreServiceOptions {
  readonly vault: VaultService;
  readonly store: VaultStore;
  readonly audit: AuditTrail;
  readonly work: LongWork;
  readonly folders: FolderPort;
  readonly keychain: KeychainPort;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export function createRestoreService(options: RestoreServiceOptions): RestoreService {
  const { folders, work, dataFolder, log } = options;
  try {
    removeLeftWork(dataFolder);
  } catch (error) {
    // The next work of its kind does it.
    log.warn('work-not-removed', { code: AppError.from(error).code });
  }
  let folder: string | null = null;
  return {
    chooseFolder: async () => {
      const chosen = await folders.ask();
      if (chosen === null) return null;
      folder = chosen;
      return describe(chosen);
    },
    begin: async (name, typedRecoveryKey, setAside) => {
      const from = folder;
      if (from === null) throw new AppError('not-found', 'no folder');
      return work.run('restore', async (tools) =>
        restore(options, { folder: from, name, typedRecoveryKey, setAside }, tools),
      );
    },
    aside: () => vaultsAside(options.dataFolder),
    takeBack: async (name) =>
      options.vault.exchange(() => {
        takeVaultBack(options.dataFolder, name, options.clock.nowMs());
        options.log.info('vault-taken-back');
      }),
  };
}

interface Chosen {
  readonly folder: string;
  readonly name: string;
  readonly typedRecoveryKey: string;
  /** A vault that is there gives its place. */
  readonly setAside: boolean;
}

async function restore(
  options: RestoreServiceOptions,
  { folder, name, typedRecoveryKey, setAside }: Chosen,
  tools: WorkTools,
): Promise<CheckedBackup> {
  const { vault, store, audit, dataFolder, clock, random, log } = options;
  if (vault.status.state === 'open' || (store.exists() && !setAside))
    throw new AppError('conflict');
  const before = vault.turnedAway;
  const moved: { name: string | null } = { name: null };
  const makeRoom = (): void => {
    // It may have been opened meanwhile.
    if (vault.status.state === 'open') throw new AppError('conflict');
    moved.name = setVaultAside(dataFolder, clock.nowMs());
  };
  const { path } = findNamed(folder, name);
  const { keyring, way, wipe } = openTypedFolder(folder, typedRecoveryKey);
  const ways: NewWay[] = [way];
  try {
    const own = await ownKeychainWay(options);
    if (own) ways.push(own);
    const checked = await inWorkFolder(dataFolder, 'restore', async (workFolder) =>
      restoreBackup(
        { path, keyring, dataFolder, workFolder, ways, random, ...(setAside && { makeRoom }) },
        tools,
      ),
    );
    vault.forgetAccepted();
    log.info('backup-restored', { count: checked.rows });
    const copy = way.secret.expose((bytes) => new SecretBytes(bytes.slice()));
    await vault.openBy('recovery', () => Promise.resolve(copy));
    audit.noteAnyway({ event: 'backup-restored', subject: 'backup' });
    const now = vault.turnedAway;
    if (now.times !== before.times) await vault.lock(now.why);
    return checked;
  } catch (error) {
    // Nothing has come into its place: it goes back there.
    if (moved.name !== null && !store.exists()) {
      takeVaultBack(dataFolder, moved.name, clock.nowMs());
    }
    throw error;
  } finally {
    for (const { secret } of ways) secret.wipe();
    wipe();
    const [, own] = ways;
    if (own) await forgetUnlessInPlace(options, own);
  }
}

/** What was put into the keychain for a vault that came to nothing does not stay there. */
async function forgetUnlessInPlace(
  options: RestoreServiceOptions,
  { label }: NewWay,
): Promise<void> {
  try {
    const isInPlace = options.store.ways().some(({ id }) => equalBytes(id, label.id));
    if (isInPlace) return;
  } catch (error) {
    // Who cannot be told whether it opens something leaves it.
    if (AppError.from(error).code !== 'vault-absent') return;
  }
  await forgetSecret(options, toBase64Url(label.id));
}

/** Of this machine. Without a keychain that answers, the recovery key is the only way in, and one can be added later. */
async function ownKeychainWay({
  keychain,
  store,
  log,
}: RestoreServiceOptions): Promise<NewWay | null> {
  const fresh = store.newSecret();
  try {
    return await newKeychainWay(keychain, fresh);
  } catch (error) {
    log.warn('restore-without-keychain', { code: AppError.from(error).code });
    fresh.secret.wipe();
    await forgetSecret({ keychain, log }, fresh.entryId);
    return null;
  }
}

function describe(folder: string): Restorable {
  const look = lookIntoFolder(folder);
  const folderName = folderNameOf(folder);
  if (look.state === 'missing') return { folderName, keyring: 'none', backups: [] };
  const { keyring } = look;
  const vaultId = keyring.state === 'there' ? keyring.copies[0].vaultId : null;
  return {
    folderName,
    keyring: keyring.state,
    backups: look.backups.slice(0, maxShown).map(({ name, sizeBytes, head }) => ({
      name,
      sizeBytes,
      madeAtMs: head?.madeAtMs ?? null,
      isOfKeyring: head !== null && vaultId !== null && equalBytes(head.vaultId, vaultId),
    })),
  };
}

/** As many as the contract lets through. */
const maxShown = 1000;
