import { Emitter } from '../../src/base/emitter.ts';
import type { Log } from '../../src/base/ports.ts';
import type { SecretBytes } from '../../src/base/secret-bytes.ts';
import type { LockReason } from '../../src/contract/auto-lock-calls.ts';
import type { VaultStatus } from '../../src/contract/ipc.ts';
import type { VaultWay } from '../../src/domain/vault-ways.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import type { KeychainSecret, VaultStore } from '../vault/vault-store.ts';
import type { KeychainPort } from '../ports/keychain-port.ts';
import { forgetSecret, readSecret, storeSecret } from './keychain-secret.ts';
import { SerialQueue } from '../../src/base/serial-queue.ts';
import { nextVaultState, vaultProblem, type VaultEvent } from './vault-state.ts';

/** How a vault was opened. */
export interface Opening {
  readonly way: VaultWay;
  /** It was made just now. */
  readonly isNew: boolean;
  /** It is not what was written last, and a person said that it shall be opened all the same. */
  readonly isOlder: boolean;
}

interface VaultEvents {
  readonly changed: VaultStatus;
  /** It is open, and nobody has read or changed anything yet. */
  readonly opened: Opening;
  /** It is open under another key, in another file: `use` gives another one, and nobody found it shut. */
  readonly rekeyed: null;
  /** It is still open, and will not be in a moment. */
  readonly closing: null;
  /** Somebody tried in vain: what they typed, or what the keychain has, opens nothing. */
  readonly denied: VaultWay;
}

/** Opens the vault again, right after it was closed. */
export type Reopening = (store: VaultStore) => OpenVault;

/** Somebody wanted it locked, whether or not there was anything to be locked. */
interface TurnedAway {
  readonly times: number;
  /** The last time; null: they said so. */
  readonly why: LockReason | null;
}

/** Gives the open vault to whoever works in it. */
export interface VaultAccess {
  /**
   * @throws AppError vault-locked when it is not open. What it gives is not to be kept over a pause: the vault's file may be
   * exchanged meanwhile
   */
  use(): OpenVault;
  /** Which opening of the vault this is. It stays while the file is exchanged; after a lock it is another one, maybe of another vault. */
  readonly opening: number;
}

export interface VaultServiceOptions {
  readonly store: VaultStore;
  readonly keychain: KeychainPort;
  /** Whoever had the vault before, in this very process, ended in the middle: begin with that problem. */
  readonly isAfterFailure?: boolean;
  readonly log: Log;
}

/**
 * The vault between absent, locked, open and needs-help. Nothing here ever deletes a vault or a keychain entry: a
 * keychain that is away today is often back tomorrow.
 */
export class VaultService implements VaultAccess {
  readonly events = new Emitter<VaultEvents>();
  readonly #store: VaultStore;
  readonly #keychain: KeychainPort;
  readonly #log: Log;
  // Creating, opening and locking wait for each other: a keychain may ask a person in between.
  readonly #queue = new SerialQueue();
  #status: VaultStatus = { state: 'locked' };
  #open: OpenVault | null = null;
  #opening = 0;
  #closed = false;
  #acceptOlder = false;
  #turnedAway: TurnedAway = { times: 0, why: null };

  constructor({ store, keychain, isAfterFailure = false, log }: VaultServiceOptions) {
    this.#store = store;
    this.#keychain = keychain;
    this.#log = log;
    if (isAfterFailure) this.#move({ kind: 'failed', problem: 'internal' });
    this.#look();
  }

  get status(): VaultStatus {
    return this.#status;
  }

  get opening(): number {
    return this.#opening;
  }

  /** For who opens it at the end of long work, in front of which somebody may have turned away since. */
  get turnedAway(): TurnedAway {
    return this.#turnedAway;
  }

  use(): OpenVault {
    if (!this.#open) throw new AppError('vault-locked');
    return this.#open;
  }

  /**
   * `owesKit`: the first run of it ends with a recovery key on paper, and until then its status says so.
   * @throws AppError conflict when there is a vault, keychain-*, disk-full; nothing has changed then
   */
  async create(owesKit = false): Promise<VaultStatus> {
    return this.#queue.run(async () => {
      if (this.#open || this.#store.exists()) throw new AppError('conflict');
      const created = this.#store.newSecret();
      try {
        await storeSecret(this.#keychain, created);
        await this.#make(created, owesKit);
        this.#openFor(created.secret, 'keychain', true);
      } finally {
        created.secret.wipe();
        this.#look();
      }
      return this.#status;
    });
  }

  /** Opens the vault, or becomes `needs-help` with the reason. Does nothing when it is open, or when there is none. */
  async open(): Promise<VaultStatus> {
    return this.#queue.run(async () => {
      if (this.#open) return this.#status;
      this.#look();
      if (this.#status.state === 'absent') return this.#status;
      try {
        const secret = await readSecret(this.#keychain, this.#store.keychainEntryId());
        try {
          this.#openFor(secret, 'keychain');
        } finally {
          secret.wipe();
        }
      } catch (thrown) {
        const error = keychainError(AppError.from(thrown));
        if (error.code === 'keychain-changed') this.#tell('denied', 'keychain');
        this.#fail(error);
      }
      return this.#status;
    });
  }

  /**
   * Opens the vault by a way whose secret somebody typed. What is wrong with what was typed is thrown, and the vault is
   * as it was; everything else becomes `needs-help` with the reason.
   * @throws AppError vault-wrong-key, recovery-key-mistyped, not-found, bad-request
   */
  async openBy(way: VaultWay, secretOf: () => Promise<SecretBytes>): Promise<VaultStatus> {
    return this.#queue.run(async () => {
      if (this.#open) return this.#status;
      this.#look();
      if (this.#status.state === 'absent') return this.#status;
      try {
        const secret = await secretOf();
        try {
          this.#openFor(secret, way);
        } finally {
          secret.wipe();
        }
      } catch (thrown) {
        const error = AppError.from(thrown);
        if (isAttempt(error.code)) this.#tell('denied', way);
        if (isTypist(error.code)) throw error;
        this.#fail(error);
      }
      return this.#status;
    });
  }

  /**
   * Lets the open vault go on under another key. `comeIntoForce` is called when nobody opens or locks it: what is open after
   * that is what it returns opens, with nothing in between; null: not yet. Should that not open, the vault is shut, with the
   * reason. @throws AppError vault-locked when `opened` is not open any more; whatever `comeIntoForce` throws
   */
  async rekey(opened: OpenVault, comeIntoForce: () => Reopening | null): Promise<boolean> {
    return this.#queue.run(() => {
      if (this.#open !== opened) throw new AppError('vault-locked');
      const reopen = comeIntoForce();
      if (reopen) this.#goOnWith(reopen);
      return Promise.resolve(reopen !== null);
    });
  }

  /** A recovery key is on paper: nothing is owed any more. @throws AppError vault-locked, disk-full */
  endFirstRun(): void {
    this.use().firstRun.end();
    this.#move({ kind: 'kit-kept' });
  }

  /**
   * Lets the next opening, and no later one, pass although the vault is not what was written last: a person has decided so. Nothing is opened
   * yet. @throws AppError conflict unless that is what keeps it shut
   */
  acceptOlder(): VaultStatus {
    const { state } = this.#status;
    const isWhy = state === 'needs-help' && this.#status.problem === 'vault-rolled-back';
    if (!isWhy) throw new AppError('conflict');
    this.#acceptOlder = true;
    this.#move({ kind: 'accepted' });
    return this.#status;
  }

  /** What a person said of an older vault was said of that one alone: another one is in its place. */
  forgetAccepted(): void {
    this.#acceptOlder = false;
  }

  /**
   * Lets another vault take the place of the one that is there, while neither is open.
   * @throws AppError conflict while it is open; whatever `act` throws
   */
  async exchange(act: () => void): Promise<VaultStatus> {
    return this.#queue.run(() => {
      if (this.#open || this.#closed) throw new AppError('conflict');
      act();
      this.#acceptOlder = false;
      this.#move({ kind: 'exchanged' });
      return Promise.resolve(this.#status);
    });
  }

  /**
   * Lets somebody read, by a way into it, a vault that is shut, and stays so; nobody opens it meanwhile. What opens nothing counts
   * as tried in vain. @throws AppError conflict while it is open, keychain-changed; whatever `act` throws
   */
  async beside<T>(way: VaultWay, act: () => Promise<T>): Promise<T> {
    return this.#queue.run(async () => {
      if (this.#open || this.#closed) throw new AppError('conflict');
      try {
        return await act();
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown;
        const error = way === 'keychain' ? keychainError(thrown) : thrown;
        if (isAttempt(error.code) || error.code === 'keychain-changed') this.#tell('denied', way);
        throw error;
      }
    });
  }

  /** Closes the vault and forgets its keys. `why`: by itself, and people are told the reason. */
  async lock(why: LockReason | null = null): Promise<VaultStatus> {
    this.#turnedAway = { times: this.#turnedAway.times + 1, why };
    return this.#queue.run(() => {
      this.#endVault(why);
      return Promise.resolve(this.#status);
    });
  }

  /** The end: closes the vault at once, and whatever is under way opens no other. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#endVault();
  }

  /** What opens nothing, because nothing was made, does not stay in the keychain. */
  async #make(created: KeychainSecret, owesKit: boolean): Promise<void> {
    try {
      this.#store.create(created, this.#keychain.name, owesKit);
    } catch (error) {
      // One that is there may be this one: it is in place before the disk says that it stays there.
      if (!this.#store.exists()) {
        await forgetSecret({ keychain: this.#keychain, log: this.#log }, created.entryId);
      }
      throw error;
    }
  }

  /** Opens it for somebody, who is told of. */
  #openFor(secret: SecretBytes, way: VaultWay, isNew = false): void {
    const isOlder = this.#acceptOlder;
    this.#openWith(secret, way);
    this.#tell('opened', { way, isNew, isOlder });
  }

  #endVault(why: LockReason | null = null): void {
    if (this.#open) this.#tell('closing', null);
    this.#closeVault(why);
  }

  #goOnWith(reopen: Reopening): void {
    try {
      this.#open?.close();
    } catch (error) {
      // Of the old file, which is the vault no more.
      this.#log.warn('old-vault-not-closed', { code: AppError.from(error).code });
    }
    this.#open = null;
    try {
      this.#open = reopen(this.#store);
      this.#tell('rekeyed', null);
    } catch (error) {
      this.#move({ kind: 'closed', why: null });
      this.#fail(AppError.from(error));
    }
  }

  #openWith(secret: SecretBytes, way: VaultWay): void {
    if (this.#closed) throw new AppError('vault-locked');
    const vault = this.#store.open(secret, { way, acceptOlder: this.#acceptOlder });
    this.#acceptOlder = false;
    this.#open = vault;
    this.#opening += 1;
    const { cipher, isMended, firstRun } = vault;
    if (isMended) this.#log.warn('header-mended');
    const keychain = this.#keychain.name;
    this.#move({ kind: 'opened', cipher, keychain, isMended, owesKit: firstRun.owesKit() });
  }

  #closeVault(why: LockReason | null = null): void {
    const vault = this.#open;
    if (!vault) return;
    this.#open = null;
    try {
      vault.close();
    } finally {
      this.#move({ kind: 'closed', why });
    }
  }

  #fail(error: AppError): void {
    // It was said of the vault that was there then; what lies there at the next attempt may be another.
    this.#acceptOlder = false;
    if (this.#closed) return;
    this.#log.error('vault-open-failed', { code: error.code });
    this.#move({ kind: 'failed', problem: vaultProblem(error.code) });
  }

  /** Looks whether there is a vault at all, unless it is open. */
  #look(): void {
    if (this.#open) return;
    try {
      const exists = this.#store.exists();
      if (!exists) this.#acceptOlder = false;
      if (!exists && this.#status.state !== 'absent') this.#move({ kind: 'vanished' });
      if (exists && this.#status.state === 'absent') this.#move({ kind: 'found' });
    } catch (error) {
      this.#fail(AppError.from(error));
    }
  }

  #move(event: VaultEvent): void {
    const before = this.#status;
    this.#status = nextVaultState(before, event);
    if (isSame(before, this.#status)) return;
    this.#log.info('vault-state', { state: this.#status.state });
    this.#tell('changed', this.#status);
  }

  #tell<K extends keyof VaultEvents>(event: K, data: VaultEvents[K]): void {
    try {
      this.events.emit(event, data);
    } catch (error) {
      // The vault is what it is, whatever a listener makes of it.
      this.#log.error('vault-listener-failed', { code: AppError.from(error).code });
    }
  }
}

/** A keychain that hands out a key which does not fit is another keychain, or was changed: nobody typed anything. */
function keychainError(error: AppError): AppError {
  return error.code === 'vault-wrong-key' ? new AppError('keychain-changed') : error;
}

/** Whether something was tried that could have opened it. */
function isAttempt(code: ErrorCode): boolean {
  return code === 'vault-wrong-key' || code === 'recovery-key-mistyped';
}

/** Whether whoever typed can do something about it, right where they typed. */
function isTypist(code: ErrorCode): boolean {
  return (
    code === 'vault-wrong-key' ||
    code === 'recovery-key-mistyped' ||
    code === 'not-found' ||
    code === 'bad-request'
  );
}

function isSame(a: VaultStatus, b: VaultStatus): boolean {
  if (a.state !== b.state) return false;
  if (a.state === 'open' && b.state === 'open') return a.owesKit === b.owesKit;
  return a.state !== 'needs-help' || b.state !== 'needs-help' || a.problem === b.problem;
}
