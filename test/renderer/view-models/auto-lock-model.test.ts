import { describe, expect, it } from 'vitest';
import { createAutoLockModel } from '../../../renderer/view-models/auto-lock-model.ts';
import { createVaultModel } from '../../../renderer/view-models/vault-model.ts';
import { Scope } from '../../../src/base/scope.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

async function setUp() {
  const stored = { idleMinutes: 10 };
  const ipc = new FakeIpc({
    'vault.status': () => ({ state: 'open', cipher: 'c', keychain: 'k' }),
    'lock.get': () => stored,
    'lock.set': ({ idleMinutes }) => Object.assign(stored, { idleMinutes }),
  });
  const scope = new Scope();
  const saveNotes = (): Promise<boolean> => Promise.resolve(true);
  const vault = createVaultModel({ ipc, saveNotes, putNotesAway: () => true, scope });
  const model = createAutoLockModel({ ipc, vault, scope });
  await settle();
  return { ipc, model, stored };
}

describe('the auto-lock model', () => {
  it('shows the minutes of an open vault, and forgets them when it is shut', async () => {
    const { ipc, model } = await setUp();
    expect(model.setting.get()).toEqual({ phase: 'ready', minutes: 10, failed: null });
    ipc.push('vault.changed', { state: 'locked' });
    expect(model.setting.get()).toEqual({ phase: 'loading' });
  });

  it('changes them', async () => {
    const { model, stored } = await setUp();
    model.setMinutes(30);
    await settle();
    expect(stored.idleMinutes).toBe(30);
    expect(model.setting.get()).toEqual({ phase: 'ready', minutes: 30, failed: null });
  });

  it('shows what is in force when a change could not be kept', async () => {
    const { ipc, model } = await setUp();
    ipc.answers['lock.set'] = () => {
      throw new AppError('disk-full');
    };
    model.setMinutes(30);
    await settle();
    expect(model.setting.get()).toEqual({ phase: 'ready', minutes: 10, failed: 'disk-full' });
  });

  it('tells that it locks soon until somebody moves, or it has locked', async () => {
    const { ipc, model } = await setUp();
    ipc.push('lock.soon', { lockAtMs: 5 });
    expect(model.soonAtMs.get()).toBe(5);
    ipc.push('lock.soon', { lockAtMs: null });
    expect(model.soonAtMs.get()).toBeNull();
    ipc.push('lock.soon', { lockAtMs: 6 });
    ipc.push('vault.changed', { state: 'locked' });
    expect(model.soonAtMs.get()).toBeNull();
    ipc.push('lock.soon', { lockAtMs: 7 });
    expect(model.soonAtMs.get()).toBeNull();
  });
});
