import type { Route } from '../../screens/therapist/route.ts';
import type { DestructionState } from '../../view-models/destruction-model.ts';
import type { View } from '../view.ts';
import { ended, ongoing } from './fake-treatment.ts';
import { heron, nowMs } from './fake-world.ts';
import { therapistView } from './screen-view.tsx';

const start: Route = { screen: 'client', clientId: heron.clientId };
const idle = { phase: 'idle' } as const;
const failed = { phase: 'failed', code: 'disk-full' } as const;
const due = { ...ended, adultInYear: null, retainUntilMs: nowMs - 1, isDue: true };

const record = { clientId: heron.clientId, pseudonym: heron.pseudonym, isDue: false };
const certificate = new Uint8Array(1);

const destructions: readonly (readonly [string, string, DestructionState])[] = [
  ['destroy', 'destroying before the time', { phase: 'asking', record, failed: 'disk-full' }],
  ['destroying', 'being destroyed', { phase: 'working', record, done: 0.4 }],
  [
    'destroyed',
    'destroyed',
    {
      phase: 'done',
      certificate,
      isBackupAway: false,
      saving: { phase: 'failed', code: 'disk-full' },
    },
  ],
  [
    'destroyed-away',
    'destroyed without the folder of backups',
    { phase: 'done', certificate, isBackupAway: true, saving: { phase: 'no' } },
  ],
  ['unfinished', 'destroyed, and not finished', { phase: 'unfinished' }],
];

/** The end of a treatment, on the client's page. */
export const treatmentViews: readonly View[] = [
  therapistView(
    'treatment-ended',
    'Treatment, ended',
    () => ({ treatment: { phase: 'ready', retention: ended, change: idle } }),
    { start },
  ),
  therapistView(
    'treatment-due',
    'Treatment, may be destroyed',
    () => ({ treatment: { phase: 'ready', retention: due, change: failed } }),
    { start },
  ),
  therapistView(
    'treatment-end',
    'Treatment, ending it',
    () => ({ treatment: { phase: 'ready', retention: ongoing, change: idle } }),
    { start, press: ['End the treatment'] },
  ),
  therapistView(
    'treatment-destroy-due',
    'Treatment, destroying',
    () => ({ treatment: { phase: 'ready', retention: due, change: idle } }),
    { start, press: ['Destroy this record'] },
  ),
  ...destructions.map(([id, name, destruction]) =>
    therapistView(`treatment-${id}`, `Treatment, ${name}`, () => ({ destruction }), { start }),
  ),
  therapistView(
    'treatment-unread',
    'Treatment, not read',
    () => ({ treatment: { phase: 'failed', code: 'internal' } }),
    { start },
  ),
];
