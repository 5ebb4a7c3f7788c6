import { describe, expect, it } from 'vitest';
import { createExportModel } from '../../../renderer/view-models/export-model.ts';
import type { ExportStatus } from '../../../src/contract/export-calls.ts';
import { ids } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const clientId = ids.client.parse(testId(1));
const exportId = ids.export.parse(testId(2));
const passphraseId = ids.passphrase.parse(testId(3));
const known = { exportId, clientId };
const running = { phase: 'running', ...known, step: 'writing', done: 1, total: 4 } as const;
const done = {
  phase: 'done',
  ...known,
  sizeBytes: 9,
  notes: 1,
  files: 0,
  brokenSignatures: 0,
} as const;
const words = ['one', 'two'];

function modelOver(status: ExportStatus = { phase: 'idle' }) {
  const main = { status };
  const ipc = new FakeIpc({
    'export.new-passphrase': () => ({ passphraseId, words }),
    'export.begin': () => {
      main.status = running;
      return { exportId };
    },
    'export.status': () => main.status,
    'export.cancel': () => ({}),
  });
  const model = createExportModel(ipc, clientId);
  const off = model.watch();
  return { ipc, model, off, main, phase: () => model.state.get().phase };
}

const everything = { leftOut: null, cardReason: null };

describe('the export model', () => {
  it('shows words, begins with them, and follows it to its end', async () => {
    const { ipc, model, phase } = modelOver();
    model.makeWords();
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'words', words });
    const leftOut = { noteIds: [ids.note.parse(testId(7))], fileIds: [], reason: 'private' };
    model.beginWithWords({ leftOut, cardReason: 'asked for a copy' });
    await settle();
    expect(ipc.calls.find(({ name }) => name === 'export.begin')?.input).toEqual({
      clientId,
      lock: { kind: 'passphrase', passphraseId },
      leftOut,
      cardReason: 'asked for a copy',
    });
    expect(model.state.get()).toEqual(running);
    ipc.push('export.changed', { ...running, done: 3 });
    expect(model.state.get()).toMatchObject({ done: 3 });
    ipc.push('export.changed', done);
    expect(model.state.get()).toEqual(done);
    model.reset();
    expect(phase()).toBe('choosing');
  });

  it('keeps the words on the screen when no place was chosen', async () => {
    const { ipc, model } = modelOver();
    ipc.answers['export.begin'] = () => ({ exportId: null });
    model.makeWords();
    await settle();
    model.beginWithWords(everything);
    await settle();
    expect(model.state.get()).toEqual({
      phase: 'words',
      passphraseId,
      words,
      asking: { phase: 'idle' },
    });
  });

  it('sees an end that came before the answer', async () => {
    const { ipc, model, main } = modelOver();
    ipc.answers['export.begin'] = () => {
      main.status = done;
      return { exportId };
    };
    model.beginWithKeys(['age1'], everything);
    await settle();
    expect(model.state.get()).toEqual(done);
  });

  it('says why it did not begin', async () => {
    const { ipc, model } = modelOver();
    ipc.answers['export.begin'] = () => Promise.reject(new AppError('bad-request'));
    model.beginWithKeys(['age1'], everything);
    await settle();
    const failed = { phase: 'choosing', asking: { phase: 'failed', code: 'bad-request' } };
    expect(model.state.get()).toEqual(failed);
  });

  it('finds an export that runs already, and can cancel it', async () => {
    const { ipc, model } = modelOver(running);
    await settle();
    expect(model.state.get()).toEqual(running);
    model.cancel();
    await settle();
    expect(ipc.calls.at(-1)).toEqual({ name: 'export.cancel', input: { exportId } });
    ipc.push('export.changed', { phase: 'cancelled', ...known });
    expect(model.state.get()).toEqual({ phase: 'cancelled', ...known });
  });

  it('does not show what became of an earlier one, or of another client', async () => {
    const { ipc, phase } = modelOver(done);
    await settle();
    expect(phase()).toBe('choosing');
    const other = ids.client.parse(testId(9));
    ipc.push('export.changed', { ...running, clientId: other });
    expect(phase()).toBe('running');
    ipc.push('export.changed', { ...done, clientId: other });
    expect(phase()).toBe('choosing');
  });

  it('hears nothing once nobody watches', () => {
    const { ipc, off, phase } = modelOver();
    off();
    ipc.push('export.changed', running);
    expect(phase()).toBe('choosing');
  });
});
