import { expect, it } from 'vitest';
import { AppError } from '../../../../src/errors/app-error.ts';
import { replaceOpen } from '../../../support/faulty-fs.ts';
import { rejectedCode } from '../../../support/rejected-code.ts';
import { renewVault } from '../../../support/renew-vault.ts';
import { makeVault, testKey } from '../../../support/vault-fixture.ts';

it('says that the vault was locked when it was, and open again, while the copy was to be synced', async () => {
  const { store, secret } = makeVault();
  const state = { vault: store.open(secret.secret), isLocked: false };
  replaceOpen((open) => async (path, flags, mode) => {
    if (String(path).endsWith('.next') && !state.isLocked) {
      state.isLocked = true;
      state.vault.close();
      // Which takes away what a renewal left.
      state.vault = store.open(secret.secret);
    }
    return open(path, flags, mode);
  });
  const work = {
    progress: () => undefined,
    pause: () =>
      state.isLocked ? Promise.reject(new AppError('vault-locked')) : Promise.resolve(),
  };
  const label = { kind: 'keychain', id: new Uint8Array(16), params: new Uint8Array() } as const;
  const renewing = renewVault(state.vault, [{ label, secret: testKey(9) }], work);
  expect(await rejectedCode(renewing)).toBe('vault-locked');
  expect(state.isLocked).toBe(true);
  state.vault.close();
});
