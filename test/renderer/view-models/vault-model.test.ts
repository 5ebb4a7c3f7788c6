import { describe, expect, it } from 'vitest';
import { createVaultModel } from '../../../renderer/view-models/vault-model.ts';
import { Scope } from '../../../src/base/scope.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { FakeIpc, type IpcAnswers } from '../../support/fake-ipc.ts';

const open = { state: 'open', cipher: 'aegis256', keychain: 'secret-service' };

async function setUp(
  answers: IpcAnswers,
  saveNotes: () => Promise<boolean> = () => Promise.resolve(true),
  putNotesAway: (options: { readonly evenUnsaved: boolean }) => boolean = () => true,
) {
  const ipc = new FakeIpc(answers);
  const scope = new Scope();
  const model = createVaultModel({ ipc, saveNotes, putNotesAway, scope });
  const phases: string[] = [model.state.get().phase];
  model.state.subscribe(() => phases.push(model.state.get().phase));
  await settle();
  return { ipc, scope, model, phases };
}

describe('the vault model', () => {
  it.each([
    [{ state: 'absent' }, { phase: 'absent' }],
    [{ state: 'locked' }, { phase: 'locked' }],
    [open, { phase: 'open', cipher: 'aegis256', keychain: 'secret-service', unsavedNotes: false }],
    [
      { state: 'needs-help', problem: 'keychain-missing' },
      { phase: 'needs-help', problem: 'keychain-missing' },
    ],
  ])('asks at its start and shows %j', async (status, expected) => {
    const { model } = await setUp({ 'vault.status': () => status });
    expect(model.state.get()).toEqual(expected);
  });

  it('creates from absent and opens from locked, and from nothing else', async () => {
    const { ipc, model, phases } = await setUp({
      'vault.status': () => ({ state: 'absent' }),
      'vault.create': () => open,
    });
    model.open();
    model.create();
    model.create();
    await settle();
    expect(ipc.names).toEqual(['vault.status', 'vault.create']);
    expect(phases).toEqual(['checking', 'absent', 'creating', 'open']);
  });

  it('tries a vault that needs help again', async () => {
    const { model } = await setUp({
      'vault.status': () => ({ state: 'needs-help', problem: 'keychain-unavailable' }),
      'vault.open': () => open,
    });
    model.open();
    await settle();
    expect(model.state.get().phase).toBe('open');
  });

  it('shows the code of a question that failed, and asks again', async () => {
    let works = false;
    const { model } = await setUp({
      'vault.status': () => {
        if (!works) throw new AppError('timeout');
        return { state: 'locked' };
      },
    });
    expect(model.state.get()).toEqual({ phase: 'failed', code: 'timeout' });
    works = true;
    model.check();
    await settle();
    expect(model.state.get()).toEqual({ phase: 'locked' });
  });

  it('follows what the main side tells, until its scope closes', async () => {
    const { ipc, scope, model } = await setUp({ 'vault.status': () => open });
    ipc.push('vault.changed', { state: 'locked' });
    expect(model.state.get()).toEqual({ phase: 'locked' });
    scope.close();
    ipc.push('vault.changed', { state: 'absent' });
    expect(model.state.get()).toEqual({ phase: 'locked' });
  });
});

describe('locking', () => {
  const answers: IpcAnswers = {
    'vault.status': () => open,
    'vault.lock': () => ({ state: 'locked' }),
  };

  it('saves the open notes first', async () => {
    const order: string[] = [];
    const { model } = await setUp(
      { ...answers, 'vault.lock': () => (order.push('lock'), { state: 'locked' }) },
      () => (order.push('save'), Promise.resolve(true)),
    );
    model.lock();
    await settle();
    expect(order).toEqual(['save', 'lock']);
    expect(model.state.get()).toEqual({ phase: 'locked' });
  });

  it('stays open when a note could not be saved, and locks when told so', async () => {
    const { ipc, model } = await setUp(answers, () => Promise.resolve(false));
    model.lock();
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'open', unsavedNotes: true });
    expect(ipc.names).not.toContain('vault.lock');
    model.lock({ evenUnsaved: true });
    await settle();
    expect(model.state.get()).toEqual({ phase: 'locked' });
  });
});

describe('a vault that locks by itself', () => {
  const why = { kind: 'idle', minutes: 10 } as const;
  const answers: IpcAnswers = { 'vault.status': () => open, 'lock.release': () => ({}) };

  it('covers the page at once, saves the notes, and then lets it lock', async () => {
    let saved: (isSaved: boolean) => void = () => undefined;
    const saving = new Promise<boolean>((resolve) => {
      saved = resolve;
    });
    const { ipc, model } = await setUp(answers, () => saving);
    ipc.push('lock.closing', { why });
    expect(model.state.get()).toEqual({ phase: 'locking' });
    await settle();
    expect(ipc.names).not.toContain('lock.release');
    saved(true);
    await settle();
    expect(ipc.names).toContain('lock.release');
    ipc.push('vault.changed', { state: 'locked', why });
    expect(model.state.get()).toEqual({ phase: 'locked', why });
  });

  it('lets it lock although a note could not be saved, keeps that one, and says so', async () => {
    const { ipc, model } = await setUp(
      answers,
      () => Promise.reject(new AppError('disk-full')),
      ({ evenUnsaved }) => evenUnsaved,
    );
    ipc.push('lock.closing', { why });
    await settle();
    expect(ipc.names).toContain('lock.release');
    ipc.push('vault.changed', { state: 'locked', why });
    expect(model.state.get()).toEqual({ phase: 'locked', why, holdsUnsaved: true });
  });

  it('gives unsaved words up only for a person who said so, and only that time', async () => {
    const asked: boolean[] = [];
    const { ipc, model } = await setUp(
      { 'vault.status': () => open, 'vault.lock': () => ({ state: 'locked' }) },
      () => Promise.resolve(false),
      ({ evenUnsaved }) => (asked.push(evenUnsaved), evenUnsaved),
    );
    model.lock({ evenUnsaved: true });
    await settle();
    expect(asked).toEqual([true]);
    ipc.push('vault.changed', { state: 'open', cipher: 'aegis256', keychain: 'k' });
    ipc.push('vault.changed', { state: 'locked' });
    expect(asked).toEqual([true, false]);
  });
});
