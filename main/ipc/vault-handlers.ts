import type { CallHandlers, CallName } from '../../src/contract/contract.ts';
import type { Ipc } from '../../src/contract/ipc.ts';
import type { AutoLockService } from '../services/auto-lock-service.ts';
import type { VaultService } from '../services/vault-service.ts';
import type { VaultSecurityService } from '../services/vault-security-service.ts';
import type { VaultWaysService } from '../services/vault-ways-service.ts';
import type { VerificationService } from '../services/verification-service.ts';
import { vaultSecurityHandlers } from './vault-security-handlers.ts';

/** What the handlers of the vault call. */
export interface VaultServices {
  readonly vault: VaultService;
  readonly ways: VaultWaysService;
  readonly verification: VerificationService;
  readonly autoLock: AutoLockService;
  readonly security: VaultSecurityService;
}

type VaultCall = Extract<CallName<Ipc>, `vault.${string}` | `lock.${string}`>;

/** The calls about the vault itself: opening and closing it, its keys, when it locks by itself, and whether it is whole. */
export function createVaultHandlers({
  vault,
  ways,
  verification,
  autoLock,
  security,
}: VaultServices): Pick<CallHandlers<Ipc>, VaultCall> {
  return {
    'vault.status': () => vault.status,
    'vault.create': async ({ owesKit }) => vault.create(owesKit),
    'vault.open': async () => vault.open(),
    'vault.lock': async () => vault.lock(),
    'vault.accept-older': () => vault.acceptOlder(),
    'vault.verify': async () => {
      const verified = await verification.run();
      return verified.outcome === 'done' ? { outcome: 'done', ...verified.result } : verified;
    },
    'vault.unlock': async (request) => ways.unlock(request),
    'vault.ways': () => ways.list(),
    'vault.new-recovery-key': () => {
      const { groups, kitNumber } = ways.newRecoveryKey();
      return { groups: [...groups], kitNumber };
    },
    'vault.keep-recovery-key': ({ kitNumber }) => ways.keepRecoveryKey(kitNumber),
    'vault.set-passphrase': async ({ passphrase }) => ways.setPassphrase(passphrase),
    'vault.set-keychain': async () => ways.setKeychain(),
    'vault.remove-way': ({ way }) => ways.remove(way),
    'vault.renew-key': async ({ kitNumber, passphrase }) => {
      const renewed = await ways.renew(kitNumber, passphrase);
      return renewed.outcome === 'done' ? { outcome: 'done', ways: renewed.result } : renewed;
    },
    ...vaultSecurityHandlers(security),

    'lock.get': () => ({ idleMinutes: autoLock.idleMinutes() }),
    'lock.set': ({ idleMinutes }) => {
      autoLock.setIdleMinutes(idleMinutes);
      return { idleMinutes: autoLock.idleMinutes() };
    },
    'lock.release': () => {
      autoLock.release();
      return {};
    },
    'lock.in-call': ({ sessionId }) => {
      autoLock.inCall(sessionId);
      return {};
    },
  };
}
