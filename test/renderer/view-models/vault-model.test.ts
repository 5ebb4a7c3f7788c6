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
) {
  const ipc = new FakeIpc(answers);
  const scope = new Scope();
  const model = createVaultModel({ ipc, saveNotes, scope });
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
