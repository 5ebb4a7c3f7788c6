import { equalBytes } from '../../src/base/bytes.ts';
import type { Log, Random } from '../../src/base/ports.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import type { Restorable } from '../../src/contract/backup-calls.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { FolderPort } from '../ports/folder-port.ts';
import type { KeychainPort } from '../ports/keychain-port.ts';
import { findNamed, folderNameOf, lookIntoFolder } from '../vault/backup/backup-folder.ts';
import { inWorkFolder } from '../vault/backup/backup-work.ts';
import type { CheckedBackup } from '../vault/backup/check-backup.ts';
import { restoreBackup } from '../vault/backup/restore-backup.ts';
import type { NewWay } from '../vault/vault-keys.ts';
import type { VaultStore } from '../vault/vault-store.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { LongWork, WorkOutcome, WorkTools } from './long-work.ts';
import { newKeychainWay } from './new-ways.ts';
import { openTypedFolder } from './typed-backup-folder.ts';
import type { VaultService } from './vault-service.ts';

/** Makes a vault of a backup, where there is none. */
export interface RestoreService {
  /** Asks the person; null when they changed their mind. */
  chooseFolder(): Promise<Restorable | null>;
  /** From the folder that was chosen last. The vault is open after that. @throws AppError as `restore.begin` says */
  begin(name: string, typedRecoveryKey: string): Promise<WorkOutcome<CheckedBackup>>;
}

export interface RestoreServiceOptions {
  readonly vault: VaultService;
  readonly store: VaultStore;
  readonly audit: AuditTrail;
  readonly work: LongWork;
  readonly folders: FolderPort;
  readonly keychain: KeychainPort;
  readonly dataFolder: string;
  readonly random: Random;
  readonly log: Log;
}

export function createRestoreService(options: RestoreServiceOptions): RestoreService {
  const { folders, work } = options;
  let folder: string | null = null;
  return {
    chooseFolder: async () => {
      const chosen = await folders.ask();
      if (chosen === null) return null;
      folder = chosen;
      return describe(chosen);
    },
    begin: async (name, typedRecoveryKey) => {
      const from = folder;
      if (from === null) throw new AppError('not-found', 'no folder');
      return work.run('restore', async (tools) =>
        restore(options, { folder: from, name, typedRecoveryKey }, tools),
      );
    },
  };
}

interface Chosen {
  readonly folder: string;
  readonly name: string;
  readonly typedRecoveryKey: string;
}

async function restore(
  options: RestoreServiceOptions,
  { folder, name, typedRecoveryKey }: Chosen,
  tools: WorkTools,
): Promise<CheckedBackup> {
  const { vault, store, audit, dataFolder, random, log } = options;
  if (store.exists()) throw new AppError('conflict');
  const { path } = findNamed(folder, name);
  const { keyring, way, wipe } = openTypedFolder(folder, typedRecoveryKey);
  const ways: NewWay[] = [way];
  try {
    const own = await ownKeychainWay(options);
    if (own) ways.push(own);
    const checked = await inWorkFolder(dataFolder, 'restore', async (workFolder) =>
      restoreBackup({ path, keyring, dataFolder, workFolder, ways, random }, tools),
    );
    log.info('backup-restored', { count: checked.rows });
    const copy = way.secret.expose((bytes) => new SecretBytes(bytes.slice()));
    await vault.openBy('recovery', () => Promise.resolve(copy));
    audit.noteAnyway({ event: 'backup-restored', subject: 'backup' });
    return checked;
  } finally {
    for (const { secret } of ways) secret.wipe();
    wipe();
  }
}

/** Of this machine. Without a keychain that answers, the recovery key is the only way in, and one can be added later. */
async function ownKeychainWay({
  keychain,
  store,
  log,
}: RestoreServiceOptions): Promise<NewWay | null> {
  try {
    return await newKeychainWay(keychain, store.newSecret());
  } catch (error) {
    log.warn('restore-without-keychain', { code: AppError.from(error).code });
    return null;
  }
}

function describe(folder: string): Restorable {
  const look = lookIntoFolder(folder);
  const folderName = folderNameOf(folder);
  if (look.state === 'missing') return { folderName, keyring: 'none', backups: [] };
  const { keyring } = look;
  const vaultId = typeof keyring === 'string' ? null : keyring.vaultId;
  return {
    folderName,
    keyring: typeof keyring === 'string' ? keyring : 'there',
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
