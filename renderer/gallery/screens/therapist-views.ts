import type { Route } from '../../screens/therapist/route.ts';
import type { VaultProblem } from '../../view-models/vault-model.ts';
import type { KitState } from '../../view-models/vault-ways-model.ts';
import type { View } from '../view.ts';
import { appStatus, clients, files, heron, nowMs, slips } from './fake-world.ts';
import { backupViews } from './backup-views.ts';
import { computerViews } from './computer-views.ts';
import { exportViews } from './export-views.ts';
import { rescueViews } from './rescue-views.ts';
import { searchViews } from './search-views.ts';
import { treatmentViews } from './treatment-views.ts';
import { vaultSecurityViews } from './vault-security-views.ts';
import { therapistView } from './screen-view.tsx';

const preview = { app: { phase: 'ready', status: appStatus('preview') } } as const;
const toClient: Route = { screen: 'client', clientId: heron.clientId };
const toSettings: Route = { screen: 'settings' };
const toAccessLog: Route = { screen: 'access-log' };
const idle = { phase: 'idle' } as const;
const agreed = { phase: 'ready', phrase: 'the blue door by the sea', change: idle } as const;
const origin = 'https://rooms.example';

const problems: readonly VaultProblem[] = [
  'keychain-unavailable',
  'keychain-missing',
  'vault-damaged',
  'vault-header-damaged',
  'vault-rolled-back',
  'vault-not-encrypted',
];

const locked = { vault: { phase: 'locked' } } as const;
const kit: Extract<KitState, { phase: 'shown' }> = {
  phase: 'shown',
  groups: ['0Q8M2', '7K2QX', 'ZR4N9', 'A1B2C', 'MMW5T', '93JDH', 'PVE0F', '6Y7KS'],
  kitNumber: '482107',
  keeping: idle,
  isNeeded: true,
};

const vaultViews: readonly View[] = [
  therapistView('starting', 'Starting', () => ({ vault: { phase: 'checking' } })),
  therapistView('update', 'Update needed', () => ({
    app: { phase: 'failed', code: 'update-required' },
  })),
  therapistView('first-run', 'First run', () => ({ ...preview, vault: { phase: 'absent' } })),
  therapistView('first-run-busy', 'First run, creating', () => ({ vault: { phase: 'creating' } })),
  therapistView('locked', 'Locked', () => ({ vault: { phase: 'locked' } })),
  therapistView('locked-idle', 'Locked after some time without use', () => ({
    vault: { phase: 'locked', why: { kind: 'idle', minutes: 10 } },
  })),
  therapistView('locked-sleep', 'Locked, because the computer slept', () => ({
    vault: { phase: 'locked', why: { kind: 'suspend' } },
  })),
  therapistView('locked-unsaved', 'Locked, with words that could not be saved', () => ({
    vault: { phase: 'locked', why: { kind: 'screen-lock' }, holdsUnsaved: true },
  })),
  therapistView('locking', 'Saving and locking', () => ({ vault: { phase: 'locking' } })),
  therapistView('lock-soon', 'Clients, locking soon', () => ({ lockSoonAtMs: nowMs + 30_000 })),
  therapistView('locked-passphrase', 'Locked, by passphrase', () => locked, {
    press: ['Use the passphrase'],
  }),
  therapistView('locked-paper', 'Locked, by recovery key', () => locked, {
    press: ['Use the recovery key'],
  }),
  therapistView('locked-wrong', 'Locked, a passphrase that is wrong', () => ({
    ...locked,
    ways: { keychain: false, passphrase: true, recovery: null },
    unlocking: { phase: 'failed', code: 'vault-wrong-key' },
  })),
  therapistView('kit', 'The recovery key', () => ({ kit })),
  therapistView('kit-again', 'Another recovery key', () => ({ kit: { ...kit, isNeeded: false } })),
  therapistView('kit-wrong', 'A group that is wrong', () => ({ kit }), {
    press: ['It is on paper'],
  }),
  therapistView('unlocking', 'Unlocking', () => ({ vault: { phase: 'opening' } })),
  therapistView('vault-failed', 'The vault could not be asked', () => ({
    vault: { phase: 'failed', code: 'internal' },
  })),
  ...problems.map((problem) =>
    therapistView(`help-${problem}`, `The vault needs help: ${problem}`, () => ({
      vault: { phase: 'needs-help', problem },
    })),
  ),
  therapistView('unsaved', 'Locking with unsaved words', () => ({
    vault: { phase: 'open', cipher: 'AEGIS-256', keychain: 'Keychain', unsavedNotes: true },
  })),
];

const clientViews: readonly View[] = [
  therapistView('clients', 'Clients', () => preview),
  therapistView('clients-empty', 'Clients, none yet', () => ({
    clients: { phase: 'ready', clients: [], creation: idle },
  })),
  therapistView('clients-loading', 'Clients, loading', () => ({ clients: { phase: 'loading' } })),
  therapistView('clients-failed', 'Clients, failed', () => ({
    clients: { phase: 'failed', code: 'vault-locked' },
  })),
  therapistView('new-client', 'A new client', () => ({}), { press: ['Add a client'] }),
  therapistView(
    'new-client-taken',
    'A new client, taken',
    () => ({
      clients: { phase: 'ready', clients, creation: { phase: 'failed', code: 'conflict' } },
    }),
    { press: ['Add a client'] },
  ),
  therapistView('client', 'A client', () => ({}), { start: toClient }),
  therapistView('client-slips', 'A client with signed records', () => ({ slips }), {
    start: toClient,
  }),
  therapistView('client-files', 'A client with files', () => ({ files }), { start: toClient }),
  therapistView('client-phrase', 'A client with an agreed phrase', () => ({ phrase: agreed }), {
    start: toClient,
  }),
  therapistView('phrase', 'Changing the agreed phrase', () => ({ phrase: agreed }), {
    start: toClient,
    press: ['Change the agreed phrase'],
  }),
  therapistView(
    'phrase-failed',
    'An agreed phrase that was not kept',
    () => ({ phrase: { ...agreed, change: { phase: 'failed', code: 'disk-full' } } }),
    { start: toClient, press: ['Change the agreed phrase'] },
  ),
  therapistView(
    'phrase-unread',
    'An agreed phrase that could not be read',
    () => ({ phrase: { phase: 'failed', code: 'internal' } }),
    { start: toClient },
  ),
  therapistView(
    'client-new',
    'A client without notes',
    () => ({ notes: { phase: 'ready', notes: [] } }),
    {
      start: toClient,
    },
  ),
  therapistView('client-loading', 'A client, loading', () => ({ notes: { phase: 'loading' } }), {
    start: toClient,
  }),
  therapistView(
    'client-no-server',
    'A client before a server was chosen',
    () => ({ server: { phase: 'unset', work: idle } }),
    { start: toClient },
  ),
];

const settingsViews: readonly View[] = [
  therapistView('settings', 'Settings', () => preview, { start: toSettings }),
  therapistView(
    'settings-lock-failed',
    'Settings, the time to lock could not be kept',
    () => ({ idleLock: { phase: 'ready', minutes: 7, failed: 'disk-full' } }),
    { start: toSettings },
  ),
  therapistView(
    'settings-retention-failed',
    'Settings, how long records are kept could not be set',
    () => ({
      retention: {
        phase: 'ready',
        rules: { years: 1, minorUntilAge: 27 },
        failed: 'disk-full',
      },
    }),
    { start: toSettings },
  ),
  therapistView(
    'settings-retention-unread',
    'Settings, how long records are kept could not be read',
    () => ({ retention: { phase: 'failed', code: 'internal' } }),
    { start: toSettings },
  ),
  therapistView(
    'settings-unset',
    'Settings, no server',
    () => ({ server: { phase: 'unset', work: { phase: 'failed', code: 'bad-request' } } }),
    { start: toSettings },
  ),
  therapistView(
    'settings-not-enrolled',
    'Settings, not enrolled',
    () => ({
      server: { phase: 'not-enrolled', origin, work: { phase: 'failed', code: 'unauthorized' } },
    }),
    { start: toSettings },
  ),
  therapistView(
    'settings-busy',
    'Settings, enrolling',
    () => ({ server: { phase: 'not-enrolled', origin, work: { phase: 'busy' } } }),
    { start: toSettings },
  ),
];

const accessLogViews: readonly View[] = [
  therapistView('access-log', 'Access log', () => preview, { start: toAccessLog }),
  therapistView(
    'access-log-saved',
    'Access log, saved',
    () => ({ handingLog: { phase: 'done' } }),
    {
      start: toAccessLog,
    },
  ),
  therapistView(
    'access-log-not-saved',
    'Access log, not saved',
    () => ({ handingLog: { phase: 'failed', code: 'disk-full' } }),
    { start: toAccessLog },
  ),
  therapistView(
    'access-log-empty',
    'Access log, nothing yet',
    () => ({ accessLog: { phase: 'ready', entries: [], earlier: 'none' } }),
    { start: toAccessLog },
  ),
  therapistView(
    'access-log-loading',
    'Access log, loading',
    () => ({ accessLog: { phase: 'loading' } }),
    { start: toAccessLog },
  ),
  therapistView(
    'access-log-failed',
    'Access log, failed',
    () => ({ accessLog: { phase: 'failed', code: 'vault-damaged' } }),
    { start: toAccessLog },
  ),
];

/** The therapist's screens outside of a session. */
export const therapistViews: readonly View[] = [
  ...vaultViews,
  ...rescueViews,
  ...clientViews,
  ...searchViews,
  ...exportViews,
  ...treatmentViews,
  ...settingsViews,
  ...vaultSecurityViews,
  ...backupViews,
  ...accessLogViews,
  ...computerViews,
];
