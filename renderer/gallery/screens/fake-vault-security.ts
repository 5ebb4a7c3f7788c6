import type { VaultSecurity } from '../../../src/contract/vault-security-calls.ts';
import type { RenewalModel, RenewalState } from '../../view-models/renewal-model.ts';
import { createStore } from '../../view-models/store.ts';
import type {
  VaultSecurityModel,
  VaultSecurityState,
} from '../../view-models/vault-security-model.ts';
import { nowMs } from './fake-world.ts';

const nothing = (): void => undefined;

/** As on a good day. */
export const goodSecurity: VaultSecurity = {
  cipher: 'aegis-256',
  keychain: 'Secret Service',
  verified: { atMs: nowMs, isRight: true },
  disk: { vaultBytes: 48_000_000, freeBytes: 210_000_000_000 },
};

export function fakeVaultSecurity(
  state: VaultSecurityState = {
    phase: 'ready',
    security: goodSecurity,
    keychain: 'works',
    verifying: { phase: 'idle' },
  },
): VaultSecurityModel {
  return {
    state: createStore(state),
    load: nothing,
    verify: nothing,
    cancelVerifying: nothing,
    clear: nothing,
  };
}

/** Renewing the vault's key, in one state. */
export function fakeRenewal(state: RenewalState = { phase: 'idle' }): RenewalModel {
  return {
    state: createStore(state),
    begin: nothing,
    renew: nothing,
    cancel: nothing,
    dismiss: nothing,
    clear: nothing,
  };
}
