import type { Scope } from '../../src/base/scope.ts';
import { silenceCall } from './silence-call.ts';
import type { Store } from './store.ts';
import type { VaultState } from './vault-model.ts';

/**
 * Unlocking must not open a microphone: neither that of the call that runs, nor that of one which is just being found
 * again. A page may also be loaded behind the lock, after the one before it died. @see HostSession.start for what begins
 * aloud
 */
export function silenceBehindLock(
  vault: Store<VaultState>,
  call: Parameters<typeof silenceCall>[0],
  scope: Scope,
): void {
  const look = (): void => {
    const { phase } = vault.get();
    // What is not known yet is no lock.
    if (phase !== 'open' && phase !== 'checking') silenceCall(call);
  };
  scope.own(vault.subscribe(look));
  look();
}
