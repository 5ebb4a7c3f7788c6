import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../main/platform/system-random.ts';
import { createVaultStore } from '../../main/vault/vault-store.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { startMainSide } from '../support/started-main-side.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const owed = { state: 'open', owesKit: true };

describe('a first run that is interrupted before the recovery key is on paper', () => {
  it('is gone on with at the next start, until the key is kept', async () => {
    const first = startMainSide();
    expect(await first.call('vault.create', { owesKit: true })).toMatchObject(owed);
    await first.call('vault.new-recovery-key', {});
    await first.mainSide.close();

    const { dataFolder, keychain } = first;
    const next = startMainSide({ dataFolder, keychain });
    expect(await next.call('vault.status', {})).toEqual({ state: 'locked' });
    expect(await next.call('vault.open', {})).toMatchObject(owed);
    await next.call('vault.lock', {});
    expect(await next.call('vault.open', {})).toMatchObject(owed);
    const pushed: unknown[] = [];
    next.mainSide.onPush((channel, data) => {
      if (channel === 'vault.changed') pushed.push(data);
    });
    const { kitNumber } = await next.call('vault.new-recovery-key', {});
    await next.call('vault.keep-recovery-key', { kitNumber });
    expect(pushed).toEqual([expect.not.objectContaining({ owesKit: true })]);
    expect(await next.call('vault.status', {})).not.toHaveProperty('owesKit');
    await next.call('vault.lock', {});
    expect(await next.call('vault.open', {})).not.toHaveProperty('owesKit');
  });

  it('is owed from the moment at which there is a vault', () => {
    const dataFolder = temporaryFolder();
    const store = createVaultStore({ dataFolder, random: systemRandom, clock: new FakeClock() });
    const secret = store.newSecret();
    // As after a kill right here: nothing else was called.
    store.create(secret, 'Test Keychain', true);
    const vault = store.open(secret.secret);
    expect(vault.firstRun.owesKit()).toBe(true);
    vault.firstRun.end();
    vault.close();
    const again = store.open(secret.secret);
    expect(again.firstRun.owesKit()).toBe(false);
    again.close();
  });

  it('is none of a vault that was made without its page', async () => {
    const { call } = startMainSide();
    expect(await call('vault.create', {})).not.toHaveProperty('owesKit');
  });

  it('ends also with a new key of the vault, whose paper was just made', async () => {
    const { call, clock } = startMainSide();
    await call('vault.create', { owesKit: true });
    const { kitNumber } = await call('vault.new-recovery-key', {});
    const progress = { isOver: false };
    const renewing = call('vault.renew-key', { kitNumber, passphrase: null }).finally(() => {
      progress.isOver = true;
    });
    // Its disk is synced meanwhile, which no clock of a test makes quicker.
    while (!progress.isOver) {
      await clock.advance(0);
      await new Promise(setImmediate);
    }
    expect((await renewing).outcome).toBe('done');
    expect(await call('vault.status', {})).not.toHaveProperty('owesKit');
  });
});
