import type { Clock, Log, Random } from '../../src/base/ports.ts';
import type { SecretBytes } from '../../src/base/secret-bytes.ts';
import { SerialQueue } from '../../src/base/serial-queue.ts';
import type { UnlockRequest, VaultStatus, VaultWays } from '../../src/contract/ipc.ts';
import { isTooCheap } from '../../src/domain/passphrase-cost.ts';
import { formatRecoveryKey, kitNumberOf } from '../../src/domain/recovery-key.ts';
import type { VaultWay } from '../../src/domain/vault-ways.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { KeychainPort } from '../ports/keychain-port.ts';
import type { PassphraseKdf } from '../ports/passphrase-kdf.ts';
import type { WrapLabel } from '../vault/header/key-wrap.ts';
import { readPassphraseParams } from '../vault/header/passphrase-params.ts';
import { readRecoveryParams } from '../vault/header/recovery-params.ts';
import type { NewWay } from '../vault/vault-keys.ts';
import type { VaultStore } from '../vault/vault-store.ts';
import type { AuditNote, AuditTrail } from './audit-trail.ts';
import { forgetSecret } from './keychain-secret.ts';
import { keychainState } from './keychain-state.ts';
import {
  newKeychainWay,
  newPassphraseWay,
  newRecoveryKey,
  passphraseSecret,
  typedRecoverySecret,
  type NewRecoveryKey,
} from './new-ways.ts';
import type { LongWork, WorkOutcome } from './long-work.ts';
import { renewKey, settleRecoveryKey } from './renew-key.ts';
import type { VaultService } from './vault-service.ts';
import { thisOpening } from './while-open.ts';

/** A recovery key to be written down, and the number by which its paper is told from others. */
export interface ShownRecoveryKey {
  readonly groups: readonly string[];
  readonly kitNumber: string;
}

/** The ways into the vault: opening by those that are typed, and adding, changing and removing each. */
export interface VaultWaysService {
  /** Also while the vault is locked. @throws AppError vault-absent, vault-damaged, vault-newer */
  list(): VaultWays;
  /**
   * Opens the vault by what was typed; a keychain that lost its key is given a new one after that.
   * @throws AppError vault-wrong-key, recovery-key-mistyped, not-found when there is no such way; nothing has changed then
   */
  unlock(request: UnlockRequest): Promise<VaultStatus>;
  /** Makes a recovery key that opens nothing yet: it is kept once a person says that it is on paper. */
  newRecoveryKey(): ShownRecoveryKey;
  /**
   * From now on this one opens the vault, and an earlier one does not. @throws AppError conflict unless it was shown last;
   * disk-full, and then nothing has changed; way-unsure when that cannot be told: again, with the same one, as soon as it can
   */
  keepRecoveryKey(kitNumber: string): VaultWays;
  /** Adds the passphrase, or changes it. @throws AppError bad-request when it is too short */
  setPassphrase(passphrase: string): Promise<VaultWays>;
  /** Puts a new key into the keychain. @throws AppError keychain-unavailable, keychain-refused */
  setKeychain(): Promise<VaultWays>;
  /** @throws AppError last-way, not-found */
  remove(way: VaultWay): VaultWays;
  /**
   * Gives the vault another key, for whoever fears that somebody has the present one. Nothing that opened it before does
   * so after: the keychain gets a new secret, the recovery key is the one that was shown last, and the passphrase the one
   * that is given; null: no passphrase from then on. Until it is over, no way can be changed.
   * @throws AppError as `vault.renew-key` says; nothing has changed then
   */
  renew(kitNumber: string, passphrase: string | null): Promise<WorkOutcome<VaultWays>>;
}

export interface VaultWaysServiceOptions {
  readonly vault: VaultService;
  readonly audit: AuditTrail;
  readonly store: VaultStore;
  readonly keychain: KeychainPort;
  readonly kdf: PassphraseKdf;
  readonly work: LongWork;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export function createVaultWaysService(options: VaultWaysServiceOptions): VaultWaysService {
  const { vault, audit, store, kdf, work, random } = options;
  const queue = new SerialQueue();
  let isRenewing = false;
  // A way that is changed meanwhile would be one of the old key: a paper that opens nothing.
  const assertMayChange = (): void => {
    if (isRenewing) throw new AppError('conflict', 'the key is being renewed');
  };
  // Each would wait for the other.
  const assertNoDestruction = (): void => {
    if (work.isRunning('destruction')) throw new AppError('conflict', 'in a destruction');
  };
  const pending = new PendingKey(vault);
  // While it is open, what is in force is known, even if the file cannot be read just now.
  const list = (): VaultWays =>
    describeWays(vault.status.state === 'open' ? vault.use().keys.labels() : store.ways());
  const put = async (make: () => Promise<NewWay>): Promise<VaultWays> =>
    queue.run(async () => {
      const use = thisOpening(vault);
      assertMayChange();
      const way = await make();
      try {
        const { keys } = use();
        noting(audit, { event: 'way-added', subject: way.label.kind }, () => {
          keys.put(way);
        });
      } finally {
        way.secret.wipe();
      }
      return list();
    });
  const putKeychain = async (): Promise<VaultWays> => putKeychainWay(options, put);
  return {
    list,
    unlock: async (request) => {
      const status = await vault.openBy(request.way, async () => typedSecret(options, request));
      if (status.state === 'open') void repair(options, request, putKeychain, put);
      return status;
    },
    newRecoveryKey: () => {
      vault.use();
      assertMayChange();
      return pending.show(newRecoveryKey(options));
    },
    keepRecoveryKey: (kitNumber) => {
      vault.use();
      assertMayChange();
      putRecoveryKey(options, pending.get(kitNumber));
      pending.forget();
      settleRecoveryKey(options);
      return list();
    },
    setPassphrase: async (passphrase) =>
      put(async () => newPassphraseWay(passphrase, { kdf, random })),
    setKeychain: putKeychain,
    remove: (way) => {
      const { keys } = vault.use();
      assertMayChange();
      noting(audit, { event: 'way-removed', subject: way }, () => {
        keys.remove(way);
      });
      return list();
    },
    renew: async (kitNumber, passphrase) => {
      // Nobody does this in front of a client, and a session should not wait for a disk.
      if (vault.use().sessions.running()) throw new AppError('conflict', 'in a session');
      assertNoDestruction();
      const shown = pending.get(kitNumber);
      assertMayChange();
      isRenewing = true;
      try {
        // What is under way is done before.
        await queue.run(() => Promise.resolve());
        assertNoDestruction();
        const renewed = await renewKey(options, shown, passphrase);
        if (renewed.outcome === 'cancelled') return renewed;
        pending.forget();
        return { outcome: 'done', result: list() };
      } finally {
        isRenewing = false;
      }
    },
  };
}

/** The header is no part of the database: it is in force before it is on record. What may be in force is on record as well. */
function noting(audit: AuditTrail, note: AuditNote, change: () => void): void {
  try {
    change();
  } catch (error) {
    if (AppError.from(error).code === 'way-unsure') {
      audit.noteAnyway({ ...note, outcome: 'failed' });
    }
    throw error;
  }
  audit.noteAnyway(note);
}

async function putKeychainWay(
  options: VaultWaysServiceOptions,
  put: (make: () => Promise<NewWay>) => Promise<VaultWays>,
): Promise<VaultWays> {
  const { store, keychain } = options;
  const fresh = store.newSecret();
  try {
    return await put(async () => newKeychainWay(keychain, fresh));
  } catch (error) {
    fresh.secret.wipe();
    if (AppError.from(error).code !== 'way-unsure') await forgetSecret(options, fresh.entryId);
    throw error;
  }
}

/** The backups' key first: whatever comes between, a recovery key in force opens them as well. */
function putRecoveryKey(
  { vault, audit, log }: VaultWaysServiceOptions,
  { way, backupSecret }: NewRecoveryKey,
): void {
  const { keys, backups } = vault.use();
  const takeBack = backups.addKey(way.label, backupSecret);
  try {
    noting(audit, { event: 'way-added', subject: 'recovery' }, () => {
      keys.put(way);
    });
  } catch (error) {
    try {
      if (AppError.from(error).code !== 'way-unsure') takeBack();
    } catch (failure) {
      // It is pending, and goes at the next opening.
      log.warn('backup-key-kept', { code: AppError.from(failure).code });
    }
    throw error;
  }
}

/** The recovery key that was shown last, until it is kept, the vault closes or another one is shown. */
class PendingKey {
  #key: NewRecoveryKey | null = null;

  constructor(vault: VaultService) {
    vault.events.on('changed', ({ state }) => {
      if (state !== 'open') this.forget();
    });
  }

  show(key: NewRecoveryKey): ShownRecoveryKey {
    this.forget();
    this.#key = key;
    return { groups: formatRecoveryKey(key.bytes), kitNumber: kitNumberOf(key.way.label.id) };
  }

  /** @throws AppError conflict */
  get(kitNumber: string): NewRecoveryKey {
    const key = this.#key;
    if (!key || kitNumberOf(key.way.label.id) !== kitNumber) throw new AppError('conflict');
    return key;
  }

  forget(): void {
    this.#key?.bytes.fill(0);
    this.#key?.way.secret.wipe();
    this.#key?.backupSecret.wipe();
    this.#key = null;
  }
}

function labelOf(store: VaultStore, way: VaultWay): WrapLabel {
  const label = store.ways().find(({ kind }) => kind === way);
  if (!label) throw new AppError('not-found');
  return label;
}

/** What was typed, as the secret of its way. @throws AppError not-found when there is no such way, recovery-key-mistyped */
export async function typedSecret(
  { store, kdf }: Pick<VaultWaysServiceOptions, 'store' | 'kdf'>,
  request: UnlockRequest,
): Promise<SecretBytes> {
  const label = labelOf(store, request.way);
  return request.way === 'passphrase'
    ? passphraseSecret(request.passphrase, label, kdf)
    : typedRecoverySecret(request.recoveryKey, label);
}

/**
 * Puts right what the unlocking showed to be wrong, behind it: a keychain that lost the key or holds another gets a new
 * one (under a new name: what is there stays), and a passphrase sealed too cheaply is sealed anew. A keychain that does
 * not answer is left as it is: it is often back tomorrow, and its key with it.
 */
async function repair(
  { vault, store, keychain, kdf, random, log }: VaultWaysServiceOptions,
  request: UnlockRequest,
  putKeychain: () => Promise<VaultWays>,
  put: (make: () => Promise<NewWay>) => Promise<VaultWays>,
): Promise<void> {
  try {
    const state = await keychainState({ store, vault, keychain });
    if (state === 'missing' || state === 'changed') {
      await putKeychain();
      log.info('keychain-repaired');
    }
    if (request.way !== 'passphrase') return;
    const { cost } = readPassphraseParams(labelOf(store, 'passphrase').params);
    if (!isTooCheap(cost)) return;
    await put(async () => newPassphraseWay(request.passphrase, { kdf, random }));
  } catch (error) {
    log.warn('repair-failed', { code: AppError.from(error).code });
  }
}

function describeWays(labels: readonly WrapLabel[]): VaultWays {
  const kinds = labels.map(({ kind }) => kind);
  const recovery = labels.find(({ kind }) => kind === 'recovery');
  return {
    keychain: kinds.includes('keychain'),
    passphrase: kinds.includes('passphrase'),
    recovery: recovery
      ? { kitNumber: kitNumberOf(recovery.id), madeAtMs: readRecoveryParams(recovery.params) }
      : null,
  };
}
