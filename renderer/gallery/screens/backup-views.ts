import type { BackupStatus } from '../../../src/contract/backup-calls.ts';
import type { Route } from '../../screens/therapist/route.ts';
import type { BackupsDoing, BackupsState } from '../../view-models/backups-model.ts';
import type { RestoreState } from '../../view-models/restore-model.ts';
import type { View } from '../view.ts';
import { goodBackups, restorable } from './fake-backups.ts';
import { nowMs } from './fake-world.ts';
import { therapistView } from './screen-view.tsx';

const toSecurity: Route = { screen: 'vault-security' };
const idle: BackupsDoing = { phase: 'idle' };

function ready(status: Partial<BackupStatus>, doing: BackupsDoing = idle): BackupsState {
  return { phase: 'ready', status: { ...goodBackups, ...status }, doing };
}

const none = { folderName: null, last: null, testedAtMs: null, isOverdue: true } as const;

const cards: readonly (readonly [string, string, BackupsState])[] = [
  ['none', 'none yet', ready(none)],
  ['needs-kit', 'a new recovery key is needed', ready({ ...none, hasKey: false })],
  ['owes', 'the folder was not there', ready({ owesKeyring: true })],
  [
    'failed',
    'the last one failed',
    ready({ failed: { atMs: nowMs, code: 'save-failed' }, isOverdue: true }),
  ],
  ['making', 'one is being made', ready({}, { phase: 'working', work: 'backup', done: 0.4 })],
  ['made', 'one was made', ready({}, { phase: 'done', work: 'backup' })],
  ['tested', 'the test has passed', ready({}, { phase: 'done', work: 'backup-test' })],
  [
    'stick',
    'a stick cannot hold so large a file',
    ready({ failed: { atMs: nowMs, code: 'too-large' } }),
  ],
  ['wrong-paper', 'another paper', ready({}, { phase: 'failed', code: 'vault-wrong-key' })],
  ['unread', 'could not be asked', { phase: 'failed', code: 'internal' }],
];

const reminders: readonly (readonly [string, string, BackupsState])[] = [
  ['no-backup', 'no backup yet', ready(none)],
  ['old-backup', 'no recent backup', ready({ isOverdue: true })],
];

const restores: readonly (readonly [string, string, RestoreState])[] = [
  ['folder', 'choosing the folder', { phase: 'folder', failure: null }],
  ['found', 'choosing the backup', { phase: 'found', found: restorable, failure: null }],
  ['damaged', 'a damaged backup', { phase: 'found', found: restorable, failure: 'vault-damaged' }],
  [
    'no-keyring',
    'no keyring',
    { phase: 'found', found: { ...restorable, keyring: 'none' }, failure: null },
  ],
  ['working', 'on its way', { phase: 'working', done: 0.6 }],
];

/** Backups in the vault's security, the reminder among the clients, and restoring on the first screen. */
export const backupViews: readonly View[] = [
  ...cards.map(([id, name, backups]) =>
    therapistView(`backups-${id}`, `Backups: ${name}`, () => ({ backups }), { start: toSecurity }),
  ),
  therapistView('backups-test', 'Backups: testing one', () => ({}), {
    start: toSecurity,
    press: ['Test my backup'],
  }),
  ...reminders.map(([id, name, backups]) =>
    therapistView(`clients-${id}`, `Clients: ${name}`, () => ({ backups })),
  ),
  therapistView('restore-over', 'Restoring: a vault is put aside', () => ({
    vault: { phase: 'needs-help', problem: 'vault-header-damaged' },
    restore: { phase: 'found', found: restorable, failure: null },
  })),
  therapistView('restore-aside', 'Restoring: vaults that were put aside', () => ({
    vault: { phase: 'absent' },
    restore: { phase: 'folder', failure: null },
    aside: [{ name: 'vault.set-aside-20261126T090000Z', setAsideAtMs: nowMs }],
  })),
  therapistView('first-run-aside', 'First run: a vault was put aside', () => ({
    vault: { phase: 'absent' },
    aside: [{ name: 'vault.set-aside-20261126T090000Z', setAsideAtMs: nowMs }],
  })),
  ...restores.map(([id, name, restore]) =>
    therapistView(`restore-${id}`, `Restoring: ${name}`, () => ({
      vault: { phase: 'absent' },
      restore,
    })),
  ),
];
