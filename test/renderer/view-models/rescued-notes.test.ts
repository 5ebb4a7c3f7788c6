import { describe, expect, it, vi } from 'vitest';
import { createRescuedNotes } from '../../../renderer/view-models/rescued-notes.ts';
import type { ClientId, NoteId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';
import { testId } from '../../support/fake-ids.ts';

const noteId = testId<NoteId>(2);
const note = { noteId, createdAtMs: 1, savedAtMs: 2, firstLine: 'Slept', lost: [] };
const read = { text: 'Slept better', savedAtMs: 2, amendments: [] };

function made() {
  const ipc = new FakeIpc({
    'rescue.notes': () => ({ notes: [note] }),
    'rescue.read-note': () => read,
  });
  return { ipc, model: createRescuedNotes(ipc, testId<ClientId>(1)) };
}

async function shows({ model }: ReturnType<typeof made>, state: unknown): Promise<void> {
  await vi.waitFor(() => {
    expect(model.state.get()).toEqual(state);
  });
}

const list = { phase: 'list', notes: [note] };

describe('notes of a damaged vault', () => {
  it('are listed, read one at a time, and nothing of them stays when nobody looks any more', async () => {
    const started = made();
    const { model } = started;
    model.load();
    await shows(started, list);
    model.read(testId<NoteId>(9));
    expect(model.state.get()).toEqual(list);
    model.read(noteId);
    await shows(started, { phase: 'reading', note, found: { phase: 'ready', read } });
    model.back();
    expect(model.state.get()).toEqual(list);
    model.close();
    expect(JSON.stringify(model.state.get())).not.toContain('Slept');
    model.read(noteId);
    expect(model.state.get()).toEqual({ phase: 'loading' });
  });

  it('say why they cannot be listed or read, and can be tried again', async () => {
    const started = made();
    const { ipc, model } = started;
    const { 'rescue.notes': listing } = ipc.answers;
    ipc.answers['rescue.notes'] = () => Promise.reject(new AppError('vault-locked'));
    model.load();
    await shows(started, { phase: 'failed', code: 'vault-locked' });
    expect(ipc.names).toEqual(['rescue.notes']);
    Object.assign(ipc.answers, { 'rescue.notes': listing });
    model.load();
    await shows(started, list);
    ipc.answers['rescue.read-note'] = () => Promise.reject(new AppError('not-found'));
    model.read(noteId);
    await shows(started, { phase: 'reading', note, found: { phase: 'failed', code: 'not-found' } });
  });

  it('of which one was left do not come back with it', async () => {
    const started = made();
    const { ipc, model } = started;
    model.load();
    await shows(started, list);
    const answer = Promise.withResolvers<typeof read>();
    ipc.answers['rescue.read-note'] = () => answer.promise;
    model.read(noteId);
    model.back();
    answer.resolve(read);
    await new Promise((resolve) => setTimeout(resolve));
    expect(model.state.get()).toEqual(list);
  });
});
