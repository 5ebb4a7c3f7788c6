import { describe, expect, it } from 'vitest';
import { createOwnShieldModel } from '../../../renderer/view-models/own-shield-model.ts';
import { createVaultModel } from '../../../renderer/view-models/vault-model.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { CaptureStanding } from '../../../src/contract/capture-schema.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const hidden: CaptureStanding = { capability: 'hides', verdict: 'hidden', why: null };
const visible: CaptureStanding = { ...hidden, verdict: 'visible' };

function setUp() {
  const stored = { rule: 'warn' };
  const ipc = new FakeIpc({
    'vault.status': () => ({ state: 'open', cipher: 'c', keychain: 'k' }),
    'capture.get': () => hidden,
    'capture.test': () => visible,
    'capture.rule': () => stored,
    'capture.set-rule': ({ rule }) => Object.assign(stored, { rule }),
  });
  const scope = new Scope();
  const saveNotes = (): Promise<boolean> => Promise.resolve(true);
  const vault = createVaultModel({ ipc, saveNotes, putNotesAway: () => true, scope });
  const model = createOwnShieldModel({ ipc, vault, scope });
  return { ipc, model, stored, scope };
}

describe('the therapist’s shield', () => {
  it('is the strictest until it is known what the therapist wants', async () => {
    const { model } = setUp();
    expect(model.rule.get()).toBe('refuse');
    await settle();
    expect(model.rule.get()).toBe('warn');
  });

  it('shows what the app has found, and follows it', async () => {
    const { ipc, model, scope } = setUp();
    await settle();
    expect(model.standing.get()).toEqual(hidden);
    ipc.push('capture.changed', visible);
    expect(model.standing.get()).toEqual(visible);
    scope.close();
    ipc.push('capture.changed', hidden);
    expect(model.standing.get()).toEqual(visible);
  });

  it('is not overtaken by an answer that is older than what was told', async () => {
    const { ipc, model } = setUp();
    ipc.push('capture.changed', visible);
    await settle();
    expect(model.standing.get()).toEqual(visible);
  });

  it('has it tried again, and says why not', async () => {
    const { ipc, model } = setUp();
    await settle();
    model.test();
    model.test();
    expect(model.trial.get()).toEqual({ phase: 'trying' });
    await settle();
    expect(model.trial.get()).toEqual({ phase: 'idle' });
    expect(ipc.names.filter((name) => name === 'capture.test')).toHaveLength(1);
    ipc.answers['capture.test'] = () => {
      throw new AppError('conflict');
    };
    model.test();
    await settle();
    expect(model.trial.get()).toEqual({ phase: 'failed', code: 'conflict' });
  });

  it('changes the rule at once, and goes back when it could not be kept', async () => {
    const { ipc, model, stored } = setUp();
    await settle();
    model.setRule('audio-only');
    expect(model.rule.get()).toBe('audio-only');
    await settle();
    expect(stored.rule).toBe('audio-only');
    ipc.answers['capture.set-rule'] = () => {
      throw new AppError('disk-full');
    };
    model.setRule('refuse');
    await settle();
    expect([model.rule.get(), model.failed.get()]).toEqual(['audio-only', 'disk-full']);
  });

  it('keeps the rule behind a locked vault, where a call may go on', async () => {
    const { ipc, model } = setUp();
    await settle();
    ipc.push('vault.changed', { state: 'locked' });
    expect(model.rule.get()).toBe('warn');
  });
});
