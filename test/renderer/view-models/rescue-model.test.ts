import { describe, expect, it, vi } from 'vitest';
import { createRescueModel } from '../../../renderer/view-models/rescue-model.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { RescueReport } from '../../../src/contract/rescue-calls.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeIpc, type IpcAnswers } from '../../support/fake-ipc.ts';

const report: RescueReport = {
  clients: [],
  unplaced: 2,
  mayBeMore: false,
  isOlder: false,
  keysLost: false,
  lastBackup: null,
};

function made(answers: IpcAnswers = {}) {
  const ipc = new FakeIpc({
    'rescue.status': () => ({ report: null }),
    'rescue.begin': () => ({ outcome: 'done', report }),
    'rescue.end': () => ({}),
    ...answers,
  });
  return { ipc, model: createRescueModel(ipc, new Scope()) };
}

async function shows(model: ReturnType<typeof made>['model'], phase: string): Promise<void> {
  await vi.waitFor(() => {
    expect(model.state.get().phase).toBe(phase);
  });
}

describe('looking at a damaged vault', () => {
  it('is offered, read with its progress, shown, and ended when the person leaves', async () => {
    const { ipc, model } = made();
    expect(model.state.get()).toEqual({ phase: 'none' });
    model.offer();
    ipc.answers['rescue.begin'] = () => {
      ipc.push('work.progress', { work: 'restore', done: 0.9 });
      expect(model.state.get()).toEqual({ phase: 'asking' });
      ipc.push('work.progress', { work: 'rescue', done: 0.4 });
      expect(model.state.get()).toEqual({ phase: 'working', done: 0.4 });
      return { outcome: 'done', report };
    };
    model.begin({ way: 'keychain' });
    await shows(model, 'found');
    expect(model.state.get()).toEqual({ phase: 'found', report });
    model.end();
    expect(model.state.get()).toEqual({ phase: 'none' });
    expect(ipc.names.at(-1)).toBe('rescue.end');
  });

  it('is asked for again when what was typed opens nothing, or it was cancelled', async () => {
    const { ipc, model } = made();
    ipc.answers['rescue.begin'] = () => Promise.reject(new AppError('vault-wrong-key'));
    model.offer();
    model.begin({ way: 'passphrase', passphrase: 'four words' });
    await vi.waitFor(() => {
      expect(model.unlocking.get()).toEqual({ phase: 'failed', code: 'vault-wrong-key' });
    });
    model.clearFailures();
    expect(model.unlocking.get()).toEqual({ phase: 'idle' });
    ipc.answers['rescue.begin'] = () => ({ outcome: 'cancelled' });
    model.begin({ way: 'keychain' });
    await vi.waitFor(() => {
      expect(ipc.names.filter((name) => name === 'rescue.begin')).toHaveLength(2);
    });
    await shows(model, 'asking');
  });

  it('is there again after the page was loaded anew, and gone when the main side ended it', async () => {
    const { ipc, model } = made({ 'rescue.status': () => ({ report }) });
    await shows(model, 'found');
    ipc.push('rescue.ended', { ended: true });
    expect(model.state.get()).toEqual({ phase: 'none' });
  });
});
