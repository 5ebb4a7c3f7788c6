import { describe, expect, it, vi } from 'vitest';
import { createRetentionRulesModel } from '../../../renderer/view-models/retention-rules-model.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const usual = { years: 7, minorUntilAge: 25 };
const longer = { years: 10, minorUntilAge: 28 };

describe('the rules of retention', () => {
  it('are read, and set', async () => {
    const ipc = new FakeIpc({
      'client.retention-rules': () => usual,
      'client.set-retention-rules': (rules) => rules,
    });
    const model = createRetentionRulesModel(ipc);
    model.set(longer);
    model.load();
    await vi.waitFor(() => {
      expect(model.state.get()).toEqual({ phase: 'ready', rules: usual, failed: null });
    });
    model.set(longer);
    expect(model.state.get()).toEqual({ phase: 'ready', rules: longer, failed: null });
    await vi.waitFor(() => {
      expect(ipc.calls.at(-1)).toEqual({ name: 'client.set-retention-rules', input: longer });
    });
  });

  it('are as they were when they cannot be set, and say why', async () => {
    const ipc = new FakeIpc({
      'client.retention-rules': () => usual,
      'client.set-retention-rules': () => Promise.reject(new AppError('disk-full')),
    });
    const model = createRetentionRulesModel(ipc);
    model.load();
    await vi.waitFor(() => {
      expect(model.state.get().phase).toBe('ready');
    });
    model.set(longer);
    await vi.waitFor(() => {
      expect(model.state.get()).toEqual({ phase: 'ready', rules: usual, failed: 'disk-full' });
    });
  });

  it('that cannot be read say so', async () => {
    const model = createRetentionRulesModel(new FakeIpc());
    model.load();
    await vi.waitFor(() => {
      expect(model.state.get()).toEqual({ phase: 'failed', code: 'internal' });
    });
  });
});
