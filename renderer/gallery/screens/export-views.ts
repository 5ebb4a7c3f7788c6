import type { ExportState } from '../../view-models/export-model.ts';
import type { Route } from '../../screens/therapist/route.ts';
import { ids } from '../../../src/contract/ids.ts';
import type { View } from '../view.ts';
import { files, heron, notes } from './fake-world.ts';
import { therapistView } from './screen-view.tsx';

const toExport: Route = { screen: 'export', clientId: heron.clientId };
const [first] = notes;
if (!first) throw new Error('the fake world has no note');
const known = {
  exportId: ids.export.parse('AAAAAAAAAAAAAAAAAAAAAA'),
  clientId: heron.clientId,
};
const idle = { phase: 'idle' } as const;
const shown: Extract<ExportState, { phase: 'words' }> = {
  phase: 'words',
  passphraseId: ids.passphrase.parse('AAAAAAAAAAAAAAAAAAAAAA'),
  words: ['harvest', 'lantern', 'orbit', 'velvet', 'copper', 'meadow', 'signal'],
  asking: idle,
};
const running = { phase: 'running', ...known } as const;
const done = { phase: 'done', ...known, sizeBytes: 4_812_000, notes: 3, files: 2 } as const;

function exportView(id: string, title: string, exporting?: ExportState, press?: readonly string[]) {
  return therapistView(
    `export-${id}`,
    `Exporting a record: ${title}`,
    () => ({ files, ...(exporting && { exporting }) }),
    { start: toExport, ...(press && { press }) },
  );
}

/** Exporting a client's record, from choosing to the end. */
export const exportViews: readonly View[] = [
  exportView('choose', 'choosing'),
  exportView('reason', 'something left out, and no reason', undefined, [first.firstLine, 'Go on']),
  therapistView(
    'export-loading',
    'Exporting a record: loading',
    () => ({ notes: { phase: 'loading' } }),
    { start: toExport },
  ),
  therapistView(
    'export-unread',
    'Exporting a record: what is there could not be read',
    () => ({
      notes: { phase: 'failed', code: 'vault-damaged' },
      files: { phase: 'failed', code: 'vault-damaged' },
    }),
    { start: toExport },
  ),
  exportView('words', 'the words', shown),
  exportView('words-failed', 'the words, and no begin', {
    ...shown,
    asking: { phase: 'failed', code: 'vault-locked' },
  }),
  exportView('reading', 'reading', { ...running, step: 'reading', done: 12, total: 80 }),
  exportView('writing', 'writing', { ...running, step: 'writing', done: 3, total: 4 }),
  exportView('checking', 'checking', { ...running, step: 'checking', done: 1, total: 4 }),
  exportView('done', 'done', { ...done, brokenSignatures: 0 }),
  exportView('broken', 'done, with a signature that does not hold', {
    ...done,
    brokenSignatures: 1,
  }),
  exportView('cancelled', 'cancelled', { phase: 'cancelled', ...known }),
  exportView('failed', 'failed', { phase: 'failed', ...known, code: 'disk-full' }),
];
