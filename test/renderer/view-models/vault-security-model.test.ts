import { describe, expect, it, vi } from 'vitest';
import { createVaultSecurityModel } from '../../../renderer/view-models/vault-security-model.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { FakeClock } from '../../support/fake-clock.ts';
import { pageClientOf } from '../../support/page-client.ts';
import { startMainSide } from '../../support/started-main-side.ts';

async function started() {
  const main = startMainSide();
  await main.call('vault.create', {});
  return { ...main, model: createVaultSecurityModel(pageClientOf(main)) };
}

/** As many as a small vault takes. */
async function steps(clock: FakeClock): Promise<void> {
  for (let step = 0; step < 100; step += 1) await clock.advance(0);
}

describe('the security of the vault', () => {
  it('is read from the open vault, its keychain and its disk', async () => {
    const { model, dataFolder } = await started();
    model.load();
    await vi.waitFor(() => {
      expect(model.state.get()).toMatchObject({ phase: 'ready', keychain: 'works' });
    });
    const state = model.state.get();
    expect(state).toMatchObject({
      security: { cipher: 'aegis-256', keychain: 'Memory Keychain', verified: null },
      verifying: { phase: 'idle' },
    });
    expect(JSON.stringify(state)).not.toContain(dataFolder);
    if (state.phase !== 'ready') throw new Error('not ready');
    expect(state.security.disk.vaultBytes).toBeGreaterThan(10_000);
    expect(state.security.disk.freeBytes).toBeGreaterThan(0);
  });

  it.each([
    ['has lost the key', 'missing'],
    ['does not answer', 'unavailable'],
    ['refuses', 'refused'],
    ['has another key', 'changed'],
  ] as const)('says that the keychain %s', async (_name, expected) => {
    const { model, keychain } = await started();
    if (expected === 'missing') keychain.entries.clear();
    else if (expected === 'changed') {
      for (const id of keychain.entries.keys()) keychain.entries.set(id, new Uint8Array(32));
    } else keychain.failure = expected;
    model.load();
    await vi.waitFor(() => {
      expect(model.state.get()).toMatchObject({ keychain: expected });
    });
  });

  it('is verified, and remembers when and that all was right', async () => {
    const { model, clock, call } = await started();
    model.load();
    await vi.waitFor(() => {
      expect(model.state.get().phase).toBe('ready');
    });
    model.verify();
    await steps(clock);
    await vi.waitFor(() => {
      expect(model.state.get()).toMatchObject({
        verifying: { phase: 'done' },
        security: { verified: { isRight: true } },
      });
    });
    await call('vault.lock', {});
    await call('vault.open', {});
    expect(await call('vault.security', {})).toMatchObject({ verified: { isRight: true } });
  });

  it('is stopped while it is verified, and then knows no more than before', async () => {
    const { model, clock } = await started();
    model.load();
    await vi.waitFor(() => {
      expect(model.state.get().phase).toBe('ready');
    });
    model.verify();
    expect(model.state.get()).toMatchObject({ verifying: { phase: 'working', done: 0 } });
    model.cancelVerifying();
    await steps(clock);
    await vi.waitFor(() => {
      expect(model.state.get()).toMatchObject({
        verifying: { phase: 'idle' },
        security: { verified: null },
      });
    });
  });

  it('leaves the page with the vault, and what is answered after that is not shown', async () => {
    const { model } = await started();
    model.load();
    model.clear();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(model.state.get()).toEqual({ phase: 'loading' });
  });

  it('says why it cannot be told', async () => {
    const model = createVaultSecurityModel({
      call: () => Promise.reject(new AppError('vault-locked')),
      on: () => () => undefined,
    });
    model.load();
    await vi.waitFor(() => {
      expect(model.state.get()).toEqual({ phase: 'failed', code: 'vault-locked' });
    });
  });
});
