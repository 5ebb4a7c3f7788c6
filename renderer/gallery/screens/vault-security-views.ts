import type { Route } from '../../screens/therapist/route.ts';
import type { RenewalState } from '../../view-models/renewal-model.ts';
import type { VaultSecurityState } from '../../view-models/vault-security-model.ts';
import type { View } from '../view.ts';
import { destroyedRecords } from './fake-destruction.ts';
import type { TherapistScene } from './fake-models.ts';
import { goodSecurity } from './fake-vault-security.ts';
import { nowMs } from './fake-world.ts';
import { therapistView } from './screen-view.tsx';

const start: Route = { screen: 'vault-security' };

type Ready = Extract<VaultSecurityState, { phase: 'ready' }>;

function ready(parts: Partial<Ready>): Partial<TherapistScene> {
  return {
    security: {
      phase: 'ready',
      security: goodSecurity,
      keychain: 'works',
      verifying: { phase: 'idle' },
      ...parts,
    },
  };
}

const noKeychain = {
  keychain: false,
  passphrase: true,
  recovery: { kitNumber: '482107', madeAtMs: nowMs },
} as const;

const states: readonly (readonly [string, string, Partial<TherapistScene>])[] = [
  ['good', 'all is well', {}],
  ['destroyed', 'records were destroyed', { destroyed: destroyedRecords }],
  [
    'destroyed-unread',
    'what was destroyed could not be read',
    { destroyed: { phase: 'failed', code: 'internal' } },
  ],
  [
    'new',
    'a new vault',
    {
      ...ready({
        security: {
          ...goodSecurity,
          verified: null,
          disk: { vaultBytes: 90_000, freeBytes: null },
        },
      }),
      ways: { keychain: true, passphrase: false, recovery: null },
    },
  ],
  ['asking', 'the keychain is being asked', ready({ keychain: 'checking' })],
  ['keychain-lost', 'the keychain has lost the key', ready({ keychain: 'missing' })],
  ['keychain-away', 'the keychain does not answer', ready({ keychain: 'unavailable' })],
  ['no-keychain', 'without the keychain', { ...ready({ keychain: 'none' }), ways: noKeychain }],
  ['verifying', 'verifying', ready({ verifying: { phase: 'working', done: 0.35 } })],
  ['verified', 'just verified', ready({ verifying: { phase: 'done' } })],
  [
    'damaged',
    'something is not as it was written',
    ready({
      security: { ...goodSecurity, verified: { atMs: nowMs, isRight: false } },
      verifying: { phase: 'failed', code: 'vault-damaged' },
    }),
  ],
  [
    'disk-short',
    'little room left',
    ready({
      security: { ...goodSecurity, disk: { vaultBytes: 48_000_000, freeBytes: 9_000_000 } },
    }),
  ],
  [
    'mended',
    'a copy of the header was mended',
    {
      vault: {
        phase: 'open',
        cipher: 'aegis-256',
        keychain: 'Secret Service',
        unsavedNotes: false,
        mended: true,
      },
    },
  ],
  ['loading', 'loading', { security: { phase: 'loading' } }],
  ['failed', 'could not be asked', { security: { phase: 'failed', code: 'internal' } }],
];

const paper = {
  groups: ['7KQ2M', 'X4TGD', 'P8WZA', '3HFBC', 'N6YRE', 'J9VSK', '5DQXM', 'A2TGW'],
  kitNumber: '730914',
} as const;

const renewals: readonly (readonly [string, string, RenewalState])[] = [
  ['making', 'the recovery key is being made', { phase: 'making' }],
  ['paper', 'the recovery key goes on paper', { phase: 'paper', paper }],
  ['working', 'on its way', { phase: 'working', done: 0.55 }],
  ['done', 'done', { phase: 'done', kitNumber: paper.kitNumber }],
  ['cancelled', 'cancelled', { phase: 'cancelled', kitNumber: paper.kitNumber }],
  ['failed', 'no room', { phase: 'failed', code: 'disk-full', kitNumber: paper.kitNumber }],
  ['refused', 'no recovery key was made', { phase: 'failed', code: 'conflict', kitNumber: null }],
];

/** How well the vault is kept. */
export const vaultSecurityViews: readonly View[] = [
  ...states.map(([id, name, scene]) =>
    therapistView(`security-${id}`, `Vault security: ${name}`, () => scene, { start }),
  ),
  ...renewals.map(([id, name, renewal]) =>
    therapistView(`renewal-${id}`, `Renewing the key: ${name}`, () => ({ renewal }), { start }),
  ),
  therapistView('renewal-ask', 'Renewing the key: with a passphrase', () => ({}), {
    start,
    press: ['Renew the key…'],
  }),
  therapistView(
    'renewal-ask-plain',
    'Renewing the key: without a passphrase',
    () => ({ ways: { keychain: true, passphrase: false, recovery: noKeychain.recovery } }),
    { start, press: ['Renew the key…'] },
  ),
  therapistView('passphrase', 'Changing the passphrase', () => ({}), {
    start,
    press: ['Change the passphrase'],
  }),
  therapistView('stop-keychain', 'Stopping to use the keychain', () => ({}), {
    start,
    press: ['Stop using the keychain'],
  }),
];
