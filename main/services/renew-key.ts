import { toBase64Url } from '../../src/base/base64url.ts';
import { copySecret } from '../../src/base/copy-secret.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { WrapLabel } from '../vault/header/key-wrap.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import type { VaultRenewal } from '../vault/renewal/vault-renewal.ts';
import type { NewWay } from '../vault/vault-keys.ts';
import { exchangeFile } from './exchange-file.ts';
import { forgetSecret } from './keychain-secret.ts';
import { keychainState } from './keychain-state.ts';
import type { WorkOutcome, WorkTools } from './long-work.ts';
import { newKeychainWay, newPassphraseWay, type NewRecoveryKey } from './new-ways.ts';
import type { Reopening } from './vault-service.ts';
import type { VaultWaysServiceOptions } from './vault-ways-service.ts';

/**
 * Renews the key of the open vault, as a long work. Every way into it is made anew: the recovery key is the one that is
 * shown, because renewing is for when somebody may know what opened the vault before.
 * @throws AppError as `vault.renew-key` says; the vault is as it was then
 */
export async function renewKey(
  options: VaultWaysServiceOptions,
  shown: NewRecoveryKey,
  passphrase: string | null,
): Promise<WorkOutcome<void>> {
  return options.work.run('renewal', async (tools) => {
    const { vault, audit } = options;
    const opened = vault.use();
    const [before] = opened.keys.labels().filter(({ kind }) => kind === 'keychain');
    // A copy: what is shown is forgotten when the vault is locked.
    const recovery = copyOf(shown);
    try {
      const ways = await everyWayAnew(options, recovery.way, passphrase, before !== undefined);
      try {
        await renewTo(options, opened, { ...recovery, ways }, tools);
      } finally {
        for (const { secret } of ways) secret.wipe();
      }
    } catch (error) {
      if (error instanceof AppError && vault.status.state === 'open') {
        audit.noteAnyway({ event: 'key-renewed', outcome: 'failed' });
      }
      throw error;
    } finally {
      recovery.way.secret.wipe();
      recovery.backupSecret.wipe();
    }
    // Should the vault not have opened again, the status says why.
    if (vault.status.state !== 'open') return;
    audit.noteAnyway({ event: 'key-renewed' });
    settleRecoveryKey(options);
    if (before) await forgetOldEntry(options, before);
  });
}

type Ways = readonly [NewWay, ...NewWay[]];
type Recovery = Pick<NewRecoveryKey, 'way' | 'backupSecret'>;

/** A keychain that did not keep what it was given to the end is not left with it. */
async function everyWayAnew(
  options: VaultWaysServiceOptions,
  recovery: NewWay,
  passphrase: string | null,
  hasKeychain: boolean,
): Promise<Ways> {
  const { store, keychain, kdf, random } = options;
  const ways: [NewWay, ...NewWay[]] = [recovery];
  if (passphrase !== null) ways.push(await newPassphraseWay(passphrase, { kdf, random }));
  if (!hasKeychain) return ways;
  const fresh = store.newSecret();
  try {
    return [...ways, await newKeychainWay(keychain, fresh)];
  } catch (error) {
    for (const { secret } of [...ways, fresh]) secret.wipe();
    await forgetSecret(options, fresh.entryId);
    throw error;
  }
}

async function renewTo(
  options: VaultWaysServiceOptions,
  opened: OpenVault,
  next: Recovery & { readonly ways: Ways },
  tools: WorkTools,
): Promise<void> {
  const renewal = opened.keys.startRenewal();
  try {
    const comeIntoForce = (): Reopening | null => decide(options, opened, next, renewal);
    await exchangeFile(options, { kind: 'renewal', opened, renewal, comeIntoForce }, tools);
  } catch (error) {
    const own = next.ways.find(({ label }) => label.kind === 'keychain');
    if (own) await forgetSecret(options, toBase64Url(own.label.id));
    throw error;
  } finally {
    renewal.close();
  }
}

/** In one go: the backups' key for the new recovery key is part of what is copied last. Null: not now. */
function decide(
  options: VaultWaysServiceOptions,
  opened: OpenVault,
  { way, backupSecret, ways }: Recovery & { readonly ways: Ways },
  renewal: VaultRenewal,
): Reopening | null {
  const takeBack = opened.backups.addKey(way.label, backupSecret);
  try {
    if (renewal.comeIntoForce(ways)) {
      return (store) => store.open(way.secret, { way: way.label.kind });
    }
  } catch (error) {
    takeBackAtEnd(options, renewal, takeBack);
    throw error;
  }
  // It may be never: whoever cancels throws the new paper away.
  takeBack();
  return null;
}

/** What has failed is told, whatever becomes of this. */
function takeBackAtEnd(
  { log }: VaultWaysServiceOptions,
  renewal: VaultRenewal,
  takeBack: () => void,
): void {
  try {
    try {
      // The copy may be what filled the disk.
      renewal.close();
    } finally {
      takeBack();
    }
  } catch (error) {
    log.warn('backup-key-kept', { code: AppError.from(error).code });
  }
}

/** The new recovery key is in force, whatever becomes of this: what cannot be done now is still owed, and done at a later opening. */
export function settleRecoveryKey({
  vault,
  log,
}: Pick<VaultWaysServiceOptions, 'vault' | 'log'>): void {
  try {
    vault.use().backups.settleKeyring();
    vault.endFirstRun();
  } catch (error) {
    log.warn('recovery-key-not-settled', { code: AppError.from(error).code });
  }
}

/** Only once the keychain is known to give out what opens the vault now. */
async function forgetOldEntry(options: VaultWaysServiceOptions, before: WrapLabel): Promise<void> {
  const { keychain, log } = options;
  try {
    const state = await keychainState(options);
    if (state !== 'works') {
      log.warn('old-entry-kept', { code: state });
      return;
    }
    const { outcome } = await keychain.remove(toBase64Url(before.id));
    if (outcome !== 'removed') log.warn('old-entry-kept', { code: outcome });
  } catch (error) {
    // The vault was locked meanwhile. What the entry has opens nothing any more.
    log.warn('old-entry-kept', { code: AppError.from(error).code });
  }
}

function copyOf({ way, backupSecret }: NewRecoveryKey): Recovery {
  return {
    way: { ...way, secret: copySecret(way.secret) },
    backupSecret: copySecret(backupSecret),
  };
}
