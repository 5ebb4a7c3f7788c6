import type { Clock, Log, Random } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { BackupStatus } from '../../src/contract/backup-calls.ts';
import { isBackupDue, isBackupOverdue } from '../../src/domain/backup-policy.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { FolderPort } from '../ports/folder-port.ts';
import { folderNameOf } from '../vault/backup/backup-folder.ts';
import { inWorkFolder } from '../vault/backup/backup-work.ts';
import type { CheckedBackup } from '../vault/backup/check-backup.ts';
import { testBackup } from '../vault/backup/test-backup.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { LongWork, WorkOutcome, WorkTools } from './long-work.ts';
import { newestBackup, openTypedFolder } from './typed-backup-folder.ts';
import type { VaultService } from './vault-service.ts';
import { whileOpen } from './while-open.ts';

/** Backups of the open vault. Every method throws AppError vault-locked, too. */
export interface BackupService {
  status(): BackupStatus;
  /** Asks the person. */
  chooseFolder(): Promise<BackupStatus>;
  /** @throws AppError as `backup.make` says */
  make(): Promise<WorkOutcome<{ readonly rows: number }>>;
  /** @throws AppError as `backup.test` says */
  test(typedRecoveryKey: string): Promise<WorkOutcome<CheckedBackup>>;
}

export interface BackupServiceOptions {
  readonly vault: VaultService;
  readonly audit: AuditTrail;
  readonly work: LongWork;
  readonly folders: FolderPort;
  /** The vault's. */
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Its end stops what is made by itself. */
  readonly scope: Scope;
}

/** How often it is looked whether a backup is due. */
const lookEveryMs = 5 * 60_000;

export function createBackupService(options: BackupServiceOptions): BackupService {
  const { vault, audit, work, folders, clock } = options;
  const status = (): BackupStatus => statusOf(vault.use(), clock.nowMs());
  const make: BackupService['make'] = async () =>
    work.run('backup', async (tools) => {
      const opened = vault.use();
      try {
        const { rows } = await opened.backups.make(clock.nowMs(), whileOpen(vault, opened, tools));
        audit.noteAnyway({ event: 'backup-made', subject: 'backup' });
        return { rows };
      } catch (error) {
        if (error instanceof AppError && vault.status.state === 'open') {
          audit.noteAnyway({ event: 'backup-made', subject: 'backup', outcome: 'failed' });
        }
        throw error;
      }
    });
  makeByItself(options, make);
  return {
    status,
    chooseFolder: async () => {
      vault.use();
      const { opening } = vault;
      const folder = await folders.ask();
      const { backups } = vault.use();
      // It may have been locked while the person chose.
      if (vault.opening === opening && folder !== null) {
        audit.along({ event: 'settings-changed', subject: 'backup' }, () => {
          backups.setFolder(folder);
        });
        // Somebody has put the disk back and named it once more.
        backups.settleKeyring();
      }
      return status();
    },
    make,
    test: async (typedRecoveryKey) =>
      work.run('backup-test', async (tools) => test(options, typedRecoveryKey, tools)),
  };
}

async function test(
  { vault, audit, dataFolder, clock, random }: BackupServiceOptions,
  typedRecoveryKey: string,
  tools: WorkTools,
): Promise<CheckedBackup> {
  const opened = vault.use();
  const { folder, last } = opened.backups.state();
  if (folder === null) throw new AppError('not-found', 'no folder');
  // It may have been away when the recovery key changed: the one that is typed now is the present one.
  opened.backups.settleKeyring();
  const { keyring, way, wipe } = openTypedFolder(folder, typedRecoveryKey);
  try {
    const { path } = newestBackup(folder, keyring, last?.name);
    const checked = await inWorkFolder(dataFolder, 'test', async (workFolder) =>
      testBackup(
        { path, keyring, workFolder, ways: [way], random },
        clock,
        whileOpen(vault, opened, tools),
      ),
    );
    opened.backups.noteTested(clock.nowMs(), folder);
    audit.noteAnyway({ event: 'backup-tested', subject: 'backup' });
    return checked;
  } catch (error) {
    if (error instanceof AppError && vault.status.state === 'open') {
      audit.noteAnyway({ event: 'backup-tested', subject: 'backup', outcome: 'failed' });
    }
    throw error;
  } finally {
    wipe();
  }
}

/** Looks now and then, while the vault is open, whether a backup is due, and makes it. */
function makeByItself(
  { vault, clock, log, scope }: BackupServiceOptions,
  make: BackupService['make'],
): void {
  let cancel = (): void => undefined;
  const look = (): void => {
    cancel = clock.after(lookEveryMs, look);
    try {
      const opened = vault.use();
      const { folder, hasKey, last, failed } = opened.backups.state();
      if (folder === null || !hasKey) return;
      const { sessions } = opened;
      const times = {
        lastAtMs: last?.madeAtMs ?? null,
        failedAtMs: failed?.atMs ?? null,
        // By the vault: one that ended between two looks, or before a lock, is in no backup either.
        sessionEndedAtMs: sessions.lastEnded()?.endedAtMs ?? null,
        sessionStartedAtMs: sessions.running()?.startedAtMs ?? null,
      };
      if (!isBackupDue(times, clock.nowMs())) return;
      make().catch(failing);
    } catch (error) {
      failing(error);
    }
  };
  const failing = (error: unknown): void => {
    log.warn('backup-failed', { code: AppError.from(error).code });
  };
  vault.events.on(
    'changed',
    ({ state }) => {
      cancel();
      cancel = state === 'open' ? clock.after(lookEveryMs, look) : () => undefined;
    },
    scope,
  );
  scope.own(() => {
    cancel();
  });
}

function statusOf({ backups }: OpenVault, nowMs: number): BackupStatus {
  const { folder, last, failed, ...rest } = backups.state();
  return {
    ...rest,
    folderName: folder === null ? null : folderNameOf(folder),
    last,
    failed: failed && { atMs: failed.atMs, code: failureOf(failed.code) },
    isOverdue: isBackupOverdue(last?.madeAtMs ?? null, nowMs),
  };
}

type Failure = NonNullable<BackupStatus['failed']>['code'];

function failureOf(code: string): Failure {
  switch (code) {
    case 'conflict':
    case 'disk-full':
    case 'save-failed':
    case 'too-large':
    case 'vault-damaged':
      return code;
    default:
      return 'internal';
  }
}
