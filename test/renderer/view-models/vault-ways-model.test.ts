import { describe, expect, it } from 'vitest';
import { createVaultModel } from '../../../renderer/view-models/vault-model.ts';
import { createVaultWaysModel } from '../../../renderer/view-models/vault-ways-model.ts';
import { Scope } from '../../../src/base/scope.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { FakeIpc, type IpcAnswers } from '../../support/fake-ipc.ts';

const open = { state: 'open', cipher: 'aegis-256', keychain: 'Secret Service' } as const;
const none = { keychain: true, passphrase: false, recovery: null };
const kept = { ...none, recovery: { kitNumber: '123456', madeAtMs: 1 } };
const shown = { groups: ['7K2QM', '00000'], kitNumber: '123456' };

async function setUp(answers: IpcAnswers) {
  const ipc = new FakeIpc({
    'vault.ways': () => none,
    'vault.new-recovery-key': () => shown,
    'vault.keep-recovery-key': () => kept,
    ...answers,
  });
  const scope = new Scope();
  const vault = createVaultModel({
    ipc,
    saveNotes: () => Promise.resolve(true),
    putNotesAway: () => true,
    scope,
  });
  const model = createVaultWaysModel({ ipc, vault, scope });
  await settle();
  return { ipc, scope, vault, model };
}

const withPassphrase = { ...none, passphrase: true };

describe('the ways into the vault', () => {
  it('are asked for when it is locked, when it needs help, and when it is open', async () => {
    const { ipc, model } = await setUp({ 'vault.status': () => ({ state: 'locked' }) });
    expect(model.ways.get()).toEqual(none);
    ipc.push('vault.changed', { state: 'needs-help', problem: 'keychain-missing' });
    ipc.push('vault.changed', open);
    await settle();
    expect(ipc.names.filter((name) => name === 'vault.ways')).toHaveLength(3);
  });

  it('are unknown where they cannot be told', async () => {
    const { model } = await setUp({
      'vault.status': () => ({ state: 'needs-help', problem: 'vault-damaged' }),
      'vault.ways': () => {
        throw new AppError('vault-damaged');
      },
    });
    expect(model.ways.get()).toBeNull();
  });

  it('open the vault by what is typed, or say what is wrong until something else is typed', async () => {
    const { model } = await setUp({
      'vault.status': () => ({ state: 'locked' }),
      'vault.unlock': (request) => {
        if (request.way === 'passphrase') throw new AppError('vault-wrong-key');
        return open;
      },
    });
    model.unlock({ way: 'passphrase', passphrase: 'wrong words' });
    expect(model.unlocking.get()).toEqual({ phase: 'busy' });
    await settle();
    expect(model.unlocking.get()).toEqual({ phase: 'failed', code: 'vault-wrong-key' });
    model.clearFailures();
    expect(model.unlocking.get()).toEqual({ phase: 'idle' });
    model.unlock({ way: 'recovery', recoveryKey: 'key' });
    await settle();
    expect(model.unlocking.get()).toEqual({ phase: 'idle' });
  });

  it('get a passphrase, and lose it', async () => {
    const { model } = await setUp({
      'vault.status': () => open,
      'vault.set-passphrase': () => withPassphrase,
      'vault.remove-way': () => {
        throw new AppError('last-way');
      },
    });
    expect(await model.setPassphrase('four words that nobody knows')).toBe(true);
    expect(model.ways.get()).toEqual(withPassphrase);
    model.removePassphrase();
    await settle();
    expect(model.changing.get()).toEqual({ phase: 'failed', code: 'last-way' });
  });

  it('take the keychain in and leave it out as they are told', async () => {
    const { ipc, model } = await setUp({
      'vault.status': () => open,
      'vault.set-keychain': () => withPassphrase,
      'vault.remove-way': ({ way }) => ({ ...withPassphrase, [way]: false }),
    });
    model.useKeychain();
    await settle();
    expect(model.ways.get()).toEqual(withPassphrase);
    model.stopKeychain();
    await settle();
    expect(model.ways.get()).toEqual({ ...withPassphrase, keychain: false });
    expect(ipc.names).toContain('vault.set-keychain');
  });

  it('let a person go on with an older vault', async () => {
    const { ipc, model } = await setUp({
      'vault.status': () => ({ state: 'needs-help', problem: 'vault-rolled-back' }),
      'vault.accept-older': () => ({ state: 'locked' }),
    });
    model.acceptOlder();
    await settle();
    expect(ipc.names).toContain('vault.accept-older');
  });
});

describe('the recovery key', () => {
  it('of a vault that was just made is shown, and cannot be put away', async () => {
    const { vault, model } = await setUp({
      'vault.status': () => ({ state: 'absent' }),
      'vault.create': () => ({ ...open, owesKit: true }),
    });
    vault.create();
    await settle();
    expect(model.kit.get()).toMatchObject({ phase: 'shown', ...shown, isNeeded: true });
    model.dismissKit();
    expect(model.kit.get().phase).toBe('shown');
    model.keepKit();
    await settle();
    expect(model.kit.get()).toEqual({ phase: 'none' });
    expect(model.ways.get()).toEqual(kept);
  });

  it('that the first run owes is shown first after each unlocking, until it is kept', async () => {
    const { ipc, model } = await setUp({ 'vault.status': () => ({ ...open, owesKit: true }) });
    expect(model.kit.get()).toMatchObject({ phase: 'shown', isNeeded: true });
    ipc.push('vault.changed', { state: 'locked' });
    expect(model.kit.get()).toEqual({ phase: 'none' });
    ipc.push('vault.changed', { ...open, owesKit: true });
    await settle();
    expect(model.kit.get()).toMatchObject({ phase: 'shown', isNeeded: true });
    model.keepKit();
    ipc.push('vault.changed', open);
    await settle();
    expect(model.kit.get()).toEqual({ phase: 'none' });
  });

  it('of a vault that was there before is shown only when asked for, and can be put away', async () => {
    const { model } = await setUp({ 'vault.status': () => open });
    expect(model.kit.get()).toEqual({ phase: 'none' });
    model.makeKit();
    await settle();
    expect(model.kit.get()).toMatchObject({ phase: 'shown', isNeeded: false });
    model.dismissKit();
    expect(model.kit.get()).toEqual({ phase: 'none' });
  });

  it('that could not be made or kept says so, and can be asked for again', async () => {
    let works = false;
    const { vault, model } = await setUp({
      'vault.status': () => ({ state: 'absent' }),
      'vault.create': () => ({ ...open, owesKit: true }),
      'vault.new-recovery-key': () => {
        if (!works) throw new AppError('internal');
        return shown;
      },
      'vault.keep-recovery-key': () => {
        throw new AppError('disk-full');
      },
    });
    vault.create();
    await settle();
    expect(model.kit.get()).toEqual({ phase: 'failed', code: 'internal', isNeeded: true });
    works = true;
    model.makeKit();
    await settle();
    expect(model.kit.get()).toMatchObject({ phase: 'shown', isNeeded: true });
    model.keepKit();
    await settle();
    expect(model.kit.get()).toMatchObject({
      phase: 'shown',
      keeping: { phase: 'failed', code: 'disk-full' },
    });
  });

  it('is gone from the window when the vault is locked', async () => {
    const { ipc, model } = await setUp({ 'vault.status': () => open });
    model.makeKit();
    await settle();
    ipc.push('vault.changed', { state: 'locked' });
    expect(model.kit.get()).toEqual({ phase: 'none' });
  });
});
