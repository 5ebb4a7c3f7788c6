import type { BackupHandlers } from '../../src/contract/backup-calls.ts';
import type { RescueHandlers } from '../../src/contract/rescue-calls.ts';
import type { BackupService } from '../services/backup-service.ts';
import type { WorkOutcome } from '../services/long-work.ts';
import type { RescueService } from '../services/rescue-service.ts';
import type { RestoreService } from '../services/restore-service.ts';

export interface BackupServices {
  readonly backups: BackupService;
  readonly restore: RestoreService;
  readonly rescue: Pick<RescueService, 'begin' | 'report' | 'notes' | 'readNote' | 'end'>;
}

/** The calls about backups, restoring, and what can be read without either. */
export function createBackupHandlers({
  backups,
  restore,
  rescue,
}: BackupServices): BackupHandlers & RescueHandlers {
  return {
    'backup.status': () => backups.status(),
    'backup.choose-folder': async () => backups.chooseFolder(),
    'backup.make': async () => answered(await backups.make(), ({ rows }) => ({ rows })),
    'backup.test': async ({ recoveryKey }) =>
      answered(await backups.test(recoveryKey), ({ madeAtMs, rows, clients }) => ({
        madeAtMs,
        rows,
        clients,
      })),
    'restore.choose-folder': async () => ({ found: await restore.chooseFolder() }),
    'restore.begin': async ({ name, recoveryKey, setAside }) =>
      answered(await restore.begin(name, recoveryKey, setAside), ({ madeAtMs, clients }) => ({
        madeAtMs,
        clients,
      })),
    'rescue.begin': async (request) =>
      answered(await rescue.begin(request), (report) => ({ report })),
    'rescue.status': () => ({ report: rescue.report }),
    'rescue.notes': ({ clientId }) => ({ notes: rescue.notes(clientId) }),
    'rescue.read-note': ({ noteId }) => rescue.readNote(noteId),
    'rescue.end': () => {
      rescue.end();
      return {};
    },
    'restore.aside': () => ({ vaults: restore.aside().slice(0, 1000) }),
    'restore.take-back': async ({ name }) => {
      await restore.takeBack(name);
      return {};
    },
  };
}

type Answered<A> = (A & { readonly outcome: 'done' }) | { readonly outcome: 'cancelled' };

function answered<T, A extends object>(work: WorkOutcome<T>, tell: (result: T) => A): Answered<A> {
  return work.outcome === 'done'
    ? { outcome: 'done', ...tell(work.result) }
    : { outcome: 'cancelled' };
}
