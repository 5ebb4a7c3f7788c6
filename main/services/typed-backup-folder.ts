import { equalBytes } from '../../src/base/bytes.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { lookIntoFolder, type FoundBackup } from '../vault/backup/backup-folder.ts';
import {
  openBackupKeyring,
  wipeBackupKeyring,
  type OpenBackupKeyring,
} from '../vault/backup/backup-keyring.ts';
import { backupSecret } from '../vault/backup/backup-keys.ts';
import type { NewWay } from '../vault/vault-keys.ts';
import { typedRecoverySecret } from './new-ways.ts';

/** A backup folder, opened by what somebody typed. */
export interface TypedFolder {
  readonly keyring: OpenBackupKeyring;
  /** By which the same recovery key opens a vault that is made of it. */
  readonly way: NewWay;
  /** Forgets all of it. */
  readonly wipe: () => void;
}

/**
 * @throws AppError not-found when the folder is not there or has no keyring, vault-damaged, vault-newer, vault-wrong-key,
 * recovery-key-mistyped
 */
export function openTypedFolder(folder: string, typed: string): TypedFolder {
  const look = lookIntoFolder(folder);
  if (look.state === 'missing' || look.keyring === 'none') throw new AppError('not-found');
  if (look.keyring === 'newer') throw new AppError('vault-newer', 'keyring of backups');
  if (look.keyring === 'damaged') throw new AppError('vault-damaged', 'keyring of backups');
  const { wrap } = look.keyring;
  const secret = typedRecoverySecret(typed, wrap, backupSecret);
  try {
    const keyring = openBackupKeyring(look.keyring, secret);
    const { kind, id, params } = wrap;
    const way = { label: { kind, id, params }, secret: typedRecoverySecret(typed, wrap) };
    const wipe = (): void => {
      wipeBackupKeyring(keyring);
      way.secret.wipe();
    };
    return { keyring, way, wipe };
  } finally {
    secret.wipe();
  }
}

/** The newest content backup that goes with this keyring. @throws AppError not-found */
export function newestBackup(folder: string, { vaultId }: OpenBackupKeyring): FoundBackup {
  const look = lookIntoFolder(folder);
  const backups = look.state === 'missing' ? [] : look.backups;
  const newest = backups.find(({ head }) => head !== null && equalBytes(head.vaultId, vaultId));
  if (!newest) throw new AppError('not-found', 'no backup');
  return newest;
}
