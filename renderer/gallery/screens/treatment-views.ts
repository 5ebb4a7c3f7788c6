import type { Route } from '../../screens/therapist/route.ts';
import type { View } from '../view.ts';
import { ended, ongoing } from './fake-treatment.ts';
import { heron, nowMs } from './fake-world.ts';
import { therapistView } from './screen-view.tsx';

const start: Route = { screen: 'client', clientId: heron.clientId };
const idle = { phase: 'idle' } as const;
const failed = { phase: 'failed', code: 'disk-full' } as const;
const due = { ...ended, adultInYear: null, retainUntilMs: nowMs - 1, isDue: true };

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
    'treatment-destroy',
    'Treatment, destroying before the time',
    () => ({ treatment: { phase: 'ready', retention: ongoing, change: failed } }),
    { start, press: ['Destroy this record'] },
  ),
  therapistView(
    'treatment-destroy-due',
    'Treatment, destroying',
    () => ({ treatment: { phase: 'ready', retention: due, change: idle } }),
    { start, press: ['Destroy this record'] },
  ),
  therapistView(
    'treatment-destroying',
    'Treatment, being destroyed',
    () => ({ treatment: { phase: 'ready', retention: due, change: { phase: 'busy', done: 0.4 } } }),
    { start, press: ['Destroy this record'] },
  ),
  therapistView(
    'treatment-destroyed',
    'Treatment, destroyed',
    () => ({
      treatment: {
        phase: 'destroyed',
        certificate: new Uint8Array(1),
        isBackupAway: false,
        saving: { phase: 'failed', code: 'disk-full' },
      },
    }),
    { start },
  ),
  therapistView(
    'treatment-destroyed-away',
    'Treatment, destroyed without the folder of backups',
    () => ({
      treatment: {
        phase: 'destroyed',
        certificate: new Uint8Array(1),
        isBackupAway: true,
        saving: { phase: 'no' },
      },
    }),
    { start },
  ),
  therapistView(
    'treatment-unread',
    'Treatment, not read',
    () => ({ treatment: { phase: 'failed', code: 'internal' } }),
    { start },
  ),
];
