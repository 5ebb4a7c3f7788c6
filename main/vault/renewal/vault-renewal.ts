import { rmSync } from 'node:fs';
import { copySecret } from '../../../src/base/copy-secret.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { BackupWork } from '../backup/backup-work.ts';
import type { ClientKeys } from '../client-keys/client-keys.ts';
import { createKeyringStore } from '../client-keys/keyring-store.ts';
import { assertNotPlain } from '../database/plain-file.ts';
import { vaultError } from '../database/sqlite-error.ts';
import { syncFolder } from '../header/durable-file.ts';
import { replaceFileErasing } from '../header/erased-file.ts';
import type { HeaderCopy } from '../header/header-copies.ts';
import { wrapSizes, wrapVaultKey, type KeyWrap } from '../header/key-wrap.ts';
import { proveVaultHeader } from '../header/vault-header.ts';
import { condemn, nextGeneration, setLaterAside } from '../other-databases.ts';
import { assertRoom } from '../room.ts';
import {
  databaseOf,
  headOf,
  keyringOf,
  readHeaderFile,
  readHeaderFiles,
  sizeOf,
  type VaultFiles,
} from '../vault-files.ts';
import { writeHeader, type NewWay } from '../vault-keys.ts';
import { nextOf, publishNext, removeNext } from './next-files.ts';
import { startRenewedRows, type RenewedRows, type RowsToRenew } from './renewed-rows.ts';

export interface RenewalParts extends RowsToRenew {
  readonly files: VaultFiles;
  /** The keys of the clients, which stay as they are. */
  readonly clientKeys: ClientKeys;
  /** Not owned. Given for a file that is made anew under the key that there is; every way opens it as before. */
  readonly sameKey?: SecretBytes;
}

/**
 * Another key for an open vault: everything is copied under it beside the vault, which is used meanwhile, and then one rename
 * decides. Whatever happens before that, the old key and file are the vault; after it, the new ones are.
 */
export interface VaultRenewal {
  /**
   * Copies and reads back until there is little left to do; again after `comeIntoForce` said that there is more.
   * @throws AppError disk-full, vault-damaged, conflict when the vault's file is made anew again and again; what
   * `work.pause` throws
   */
  prepare(work: BackupWork): Promise<void>;
  /**
   * Lets the new key, under which only these ways open the vault, come into force; in one go, so that no change can come
   * in between. False when something has changed since that takes longer: nothing has happened then. After true the vault
   * that is open may be the old one, and must be closed: also when the header, once it was to be replaced, cannot be read any
   * more, because then nobody knows which key the next opening finds in force. `ways`: null under the same key.
   * @throws AppError disk-full, vault-damaged; the vault is as it was then
   */
  comeIntoForce(ways: readonly NewWay[] | null): boolean;
  /**
   * Takes away what is half done, and forgets the key; a copy under the key that stays is condemned, to be overwritten. Idempotent.
   */
  close(): void;
}

/** How often it begins again before it gives up: each time, somebody has destroyed a client's record. */
const mostAttempts = 5;

export function createVaultRenewal(parts: RenewalParts): VaultRenewal {
  return new Renewal(parts);
}

interface Copy {
  readonly generation: number;
  readonly path: string;
  readonly vaultKey: SecretBytes;
  readonly rows: RenewedRows;
}

class Renewal implements VaultRenewal {
  readonly #parts: RenewalParts;
  #copy: Copy | null = null;
  #attempts = 0;
  /** From when the header is being replaced, until it is read and names the key of before. */
  #mayBeInForce = false;

  constructor(parts: RenewalParts) {
    this.#parts = parts;
  }

  async prepare(work: BackupWork): Promise<void> {
    while (!this.#copy || this.#copy.rows.isStale) {
      this.#putAway();
      this.#attempts += 1;
      if (this.#attempts > mostAttempts) throw new AppError('conflict', 'always made anew');
      await this.#assertRoom();
      await work.pause();
      this.#copy = this.#begin();
      await this.#copy.rows.fill(work);
    }
    this.#copy.rows.catchUp();
  }

  comeIntoForce(ways: readonly NewWay[] | null): boolean {
    const copy = this.#copy;
    if (!copy || copy.rows.isStale || !copy.rows.catchUp()) return false;
    const { files } = this.#parts;
    const { generation, path, rows } = copy;
    try {
      rows.finish(nextOf(headOf(files, generation)));
      assertNotPlain(path);
      this.#decide(copy, ways);
    } catch (error) {
      // Once the header names the new file, that one is the vault, whatever failed after.
      if (this.#mayBeInForce) this.#mayBeInForce = !isNotNamed(files, generation);
      if (!this.#mayBeInForce) throw vaultError(error);
    }
    return true;
  }

  close(): void {
    this.#putAway();
  }

  async #assertRoom(): Promise<void> {
    const { files } = this.#parts;
    const { generation } = readHeaderFile(files);
    await assertRoom(files.folder, sizeOf(databaseOf(files, generation)));
  }

  #begin(): Copy {
    const { files, random, sameKey } = this.#parts;
    removeNext(files);
    const generation = nextGeneration(files, readHeaderFile(files).generation);
    const path = nextOf(databaseOf(files, generation));
    const vaultKey = sameKey ? copySecret(sameKey) : new SecretBytes(random.bytes(wrapSizes.key));
    try {
      return {
        generation,
        path,
        vaultKey,
        rows: startRenewedRows(this.#parts, { path, vaultKey }),
      };
    } catch (error) {
      vaultKey.wipe();
      removeNext(files);
      throw error;
    }
  }

  /** Everything that the header will name lasts before the header does. */
  #decide({ generation, vaultKey }: Copy, ways: readonly NewWay[] | null): void {
    const { files, clientKeys, random } = this.#parts;
    const current = readHeaderFile(files);
    const { vaultId, generation: before, revision } = current;
    const [first, second] = keyringOf(files, generation);
    const keyring = createKeyringStore(
      [nextOf(first), nextOf(second)],
      { sealing: vaultKey, vaultId },
      random,
    );
    clientKeys.lend((current) => {
      keyring.write(current, false);
    });
    // Once the new header is there, opening deletes every database that has a lower number.
    setLaterAside(files, before);
    syncFolder(files.folder);
    const wraps =
      ways?.map(({ label, secret }) => wrapVaultKey(vaultKey, secret, label, vaultId, random)) ??
      waysOf(current, vaultKey);
    const header = { vaultId, generation, revision: revision + 1, wraps };
    this.#mayBeInForce = true;
    // The old one has the old key in it.
    writeHeader(files, header, vaultKey, replaceFileErasing);
    publishNext(files, generation);
  }

  #putAway(): void {
    const copy = this.#copy;
    this.#copy = null;
    if (!copy) return;
    copy.vaultKey.wipe();
    copy.rows.close();
    if (this.#mayBeInForce) return;
    const { files, sameKey } = this.#parts;
    // Under a key that is gone nobody reads it. Under the vault's it has rows of whoever may be destroyed one day; overwriting it here
    // would hold everything up.
    if (sameKey) condemn(copy.path, databaseOf(files, copy.generation));
    else rmSync(copy.path, { force: true });
    removeNext(files);
  }
}

/** The ways that there are, which lead to this key. @throws AppError vault-damaged when they do not */
function waysOf(current: HeaderCopy, vaultKey: SecretBytes): readonly KeyWrap[] {
  proveVaultHeader(current, vaultKey);
  return current.wraps;
}

/** Whether the header is known not to name this key. A copy that cannot be read may name it as soon as it can. */
function isNotNamed(files: VaultFiles, generation: number): boolean {
  try {
    const { copies, isDamaged } = readHeaderFiles(files);
    return !isDamaged && copies.every((copy) => copy.generation !== generation);
  } catch {
    return false;
  }
}
