import { equalBytes } from '../../src/base/bytes.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { lookIntoFolder, type FoundBackup } from '../vault/backup/backup-folder.ts';
import {
  openBackupKeyring,
  wipeBackupKeyring,
  type OpenBackupKeyring,
  type SealedBackupKeyring,
} from '../vault/backup/backup-keyring.ts';
import { backupSecret } from '../vault/backup/backup-keys.ts';
import { openNewest } from '../vault/backup/keyring-copies.ts';
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
  if (look.state === 'missing') throw new AppError('not-found');
  const { keyring } = look;
  if (keyring.state !== 'there') throw new AppError(unusable[keyring.state], 'keyring of backups');
  return openNewest(keyring.copies, (sealed) => openTyped(sealed, typed));
}

const unusable = { none: 'not-found', newer: 'vault-newer', damaged: 'vault-damaged' } as const;

function openTyped(sealed: SealedBackupKeyring, typed: string): TypedFolder {
  const { wrap } = sealed;
  const secret = typedRecoverySecret(typed, wrap, backupSecret);
  try {
    const keyring = openBackupKeyring(sealed, secret);
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

/**
 * The newest content backup that goes with this keyring: the one of this name, which was made last, if that is there. By its date
 * alone it would be one of a clock that was ahead. @throws AppError not-found
 */
export function newestBackup(
  folder: string,
  { vaultId }: OpenBackupKeyring,
  lastName: string | null = null,
): FoundBackup {
  const look = lookIntoFolder(folder);
  const backups = look.state === 'missing' ? [] : look.backups;
  const ours = backups.filter(({ head }) => head !== null && equalBytes(head.vaultId, vaultId));
  const newest = ours.find(({ name }) => name === lastName) ?? ours[0];
  if (!newest) throw new AppError('not-found', 'no backup');
  return newest;
}
