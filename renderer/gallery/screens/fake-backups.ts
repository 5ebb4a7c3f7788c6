import type { AsideVault, BackupStatus, Restorable } from '../../../src/contract/backup-calls.ts';
import type { BackupsModel, BackupsState } from '../../view-models/backups-model.ts';
import type { RestoreModel, RestoreState } from '../../view-models/restore-model.ts';
import { createStore } from '../../view-models/store.ts';
import { nowMs } from './fake-world.ts';

const nothing = (): void => undefined;

/** As on a good day. */
export const goodBackups: BackupStatus = {
  folderName: 'Quietroom backups',
  hasKey: true,
  last: { name: 'quietroom-2026-11-25T193000Z.backup', madeAtMs: nowMs, sizeBytes: 48_000_000 },
  failed: null,
  testedAtMs: nowMs,
  owesKeyring: false,
  isOverdue: false,
};

/** A folder that has two backups. */
export const restorable: Restorable = {
  folderName: 'Quietroom backups',
  keyring: 'there',
  backups: [25, 24].map((day) => ({
    name: `quietroom-2026-11-${String(day)}T193000Z.backup`,
    madeAtMs: nowMs - (25 - day) * 86_400_000,
    sizeBytes: 48_000_000,
    isOfKeyring: true,
  })),
};

export function fakeBackups(
  state: BackupsState = { phase: 'ready', status: goodBackups, doing: { phase: 'idle' } },
): BackupsModel {
  return {
    state: createStore(state),
    watch: () => nothing,
    chooseFolder: nothing,
    make: nothing,
    test: nothing,
    cancel: nothing,
    dismiss: nothing,
  };
}

export function fakeRestore(
  state: RestoreState = { phase: 'none' },
  aside: readonly AsideVault[] = [],
): RestoreModel {
  return {
    state: createStore(state),
    aside: createStore(aside),
    takeBack: nothing,
    look: nothing,
    offer: nothing,
    chooseFolder: nothing,
    begin: nothing,
    cancel: nothing,
    leave: nothing,
  };
}
