import { describe, expect, it } from 'vitest';
import {
  createRenewalModel,
  type RenewalModel,
} from '../../../renderer/view-models/renewal-model.ts';
import type { VaultWays } from '../../../src/contract/ipc.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const paper = { groups: ['7KQ2M', 'X4TGD'], kitNumber: '730914' };
const ways: VaultWays = {
  keychain: true,
  passphrase: false,
  recovery: { kitNumber: '730914', madeAtMs: 1 },
};

function made(ipc: FakeIpc): { readonly model: RenewalModel; readonly told: VaultWays[] } {
  const told: VaultWays[] = [];
  const model = createRenewalModel(ipc, {
    changed: (now) => {
      told.push(now);
    },
  });
  return { model, told };
}

/** Everything that only waits for promises is done then. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

async function onPaper(ipc: FakeIpc, passphrase: string | null = null) {
  ipc.answers['vault.new-recovery-key'] = () => paper;
  const renewing = made(ipc);
  renewing.model.begin(passphrase);
  expect(renewing.model.state.get()).toEqual({ phase: 'making' });
  await settle();
  return renewing;
}

describe('renewing the key of the vault', () => {
  it('changes nothing before the recovery key is on paper', async () => {
    const ipc = new FakeIpc();
    const { model } = await onPaper(ipc);
    expect(model.state.get()).toEqual({ phase: 'paper', paper });
    expect(ipc.names).toEqual(['vault.new-recovery-key']);
    model.cancel();
    expect(model.state.get()).toEqual({ phase: 'idle' });
    model.renew();
    expect(ipc.names).toEqual(['vault.new-recovery-key']);
  });

  it('says how far it is, and which ways there are then', async () => {
    const ipc = new FakeIpc();
    const { model, told } = await onPaper(ipc, 'four words');
    ipc.answers['vault.renew-key'] = () => ({ outcome: 'done', ways });
    model.renew();
    ipc.push('work.progress', { work: 'renewal', done: 0.4 });
    ipc.push('work.progress', { work: 'backup', done: 0.9 });
    expect(model.state.get()).toEqual({ phase: 'working', done: 0.4 });
    await settle();
    expect(ipc.calls.at(-1)?.input).toEqual({ kitNumber: '730914', passphrase: 'four words' });
    expect(model.state.get()).toEqual({ phase: 'done', kitNumber: '730914' });
    expect(told).toEqual([ways]);
    model.dismiss();
    expect(model.state.get()).toEqual({ phase: 'idle' });
  });

  it('says which paper opens nothing when it was cancelled, or failed', async () => {
    const ipc = new FakeIpc({ 'work.cancel': () => ({}) });
    const cancelled = await onPaper(ipc);
    ipc.answers['vault.renew-key'] = () => ({ outcome: 'cancelled' });
    cancelled.model.renew();
    cancelled.model.cancel();
    await settle();
    expect(ipc.calls.at(-1)).toEqual({ name: 'work.cancel', input: { work: 'renewal' } });
    expect(cancelled.model.state.get()).toEqual({ phase: 'cancelled', kitNumber: '730914' });
    const failed = await onPaper(ipc);
    ipc.answers['vault.renew-key'] = () => {
      throw new AppError('disk-full');
    };
    failed.model.renew();
    await settle();
    const told = { phase: 'failed', code: 'disk-full', kitNumber: '730914' };
    expect(failed.model.state.get()).toEqual(told);
    expect([...cancelled.told, ...failed.told]).toEqual([]);
  });

  it('fails without a paper when no recovery key can be made', async () => {
    const ipc = new FakeIpc({
      'vault.new-recovery-key': () => {
        throw new AppError('conflict');
      },
    });
    const { model } = made(ipc);
    model.begin(null);
    await settle();
    expect(model.state.get()).toEqual({ phase: 'failed', code: 'conflict', kitNumber: null });
  });

  it('is forgotten when the vault is shut, with the recovery key and the passphrase', async () => {
    const ipc = new FakeIpc();
    const { model } = await onPaper(ipc, 'four words');
    ipc.answers['vault.renew-key'] = () => {
      throw new AppError('vault-locked');
    };
    model.renew();
    model.clear();
    await settle();
    expect(model.state.get()).toEqual({ phase: 'idle' });
    model.begin(null);
    model.clear();
    await settle();
    expect(model.state.get()).toEqual({ phase: 'idle' });
  });
});
