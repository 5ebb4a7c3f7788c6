import { rmSync, truncateSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Random } from '../../../src/base/ports.ts';
import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import type { VaultWay } from '../../../src/domain/vault-ways.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { folderNameOf } from '../backup/backup-folder.ts';
import { partOf, type BackupWork } from '../backup/backup-work.ts';
import { openClientKeys, type ClientKeys } from '../client-keys/client-keys.ts';
import { readKeyringCopies } from '../client-keys/keyring-store.ts';
import { openDatabase } from '../database/open-database.ts';
import { assertNotPlain } from '../database/plain-file.ts';
import { createSqlHandle, type SqlHandle } from '../database/sql-handle.ts';
import { vaultError } from '../database/sqlite-error.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { schemaVersion } from '../migrations/migrate.ts';
import { createClientTables, type ClientTables } from '../open-vault.ts';
import { createIdentity, type Identity } from '../tables/identity-table.ts';
import { proveHeader } from '../proven-header.ts';
import {
  databaseOf,
  headOf,
  isThere,
  keyringOf,
  publishedVault,
  readHeaderFiles,
  sizeOf,
  type VaultFiles,
} from '../vault-files.ts';
import { findOwners } from './find-owners.ts';
import { leaveOutDestroyed } from './leave-out-destroyed.ts';
import { Losses, type ClientLosses } from './losses.ts';
import { salvageRows, type SalvagedRows } from './salvage-rows.ts';
import { orNull } from './salvage-table.ts';
import { siftCards } from './sift-cards.ts';
import { siftFiles } from './sift-files.ts';
import { siftNotes } from './sift-notes.ts';
import { copyForRescue } from './work-copy.ts';

/** A damaged vault, as far as it can be read. It is a copy: the vault itself is as it was. */
export interface RescuedVault extends ClientTables {
  /** Null: nothing is known to be lost of this client. */
  losses(clientId: ClientId): ClientLosses | null;
  /** Only a mark stands where their name was. */
  readonly nameless: ReadonlySet<ClientId>;
  readonly found: {
    /** Things that are lost, and nobody can tell any more of whom. */
    readonly unplaced: number;
    /** There may be more that is lost than is named. */
    readonly mayBeMore: boolean;
    /** Nothing is known to be lost, and it is not what was written last all the same: something of it may be older. */
    readonly isOlder: boolean;
    /** No key of any client could be read: names and days are all there is. */
    readonly keysLost: boolean;
    /** The last good backup that the vault knows of; null for none, and where that cannot be read. */
    readonly lastBackup: { readonly madeAtMs: number; readonly folderName: string } | null;
  };
  /** Forgets the keys and takes the copy away. Idempotent. */
  close(): void;
}

export interface RescueOptions {
  readonly dataFolder: string;
  readonly way: VaultWay;
  /** Not wiped. */
  readonly secret: SecretBytes;
  readonly random: Random;
}

/**
 * Reads what can still be read of the vault in this folder, whatever keeps it from being opened. Nothing is written into it, and
 * nothing of it is opened: what is looked at is a copy, encrypted under the same key, which is gone when it is closed.
 * @throws AppError vault-absent, vault-wrong-key, vault-header-damaged, vault-damaged when nothing can be read, vault-newer, vault-not-encrypted, not-found
 * when there is no such way, disk-full, save-failed; what `work.pause` throws
 */
export async function rescueVault(options: RescueOptions, work: BackupWork): Promise<RescuedVault> {
  const { dataFolder, way, secret } = options;
  const files = publishedVault(dataFolder);
  if (!isThere(files.folder)) throw new AppError('vault-absent');
  const { header, vaultKey } = proveHeader(readHeaderFiles(files).copies, way, secret);
  const folder = rescueFolder(dataFolder);
  removeRescue(dataFolder);
  try {
    const path = databaseOf(files, header.generation);
    if (sizeOf(path) === 0) throw new AppError('vault-damaged', 'no database');
    assertNotPlain(path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const read = keysOf(files, header, vaultKey, options.random);
    try {
      const copy = await copyForRescue(path, folder, partOf(work, 0, 0.2));
      const headPath = headOf(files, header.generation);
      const place = { path: copy, into: join(folder, 'rescued.db'), headPath };
      return await salvage({ place, vaultKey, read, dataFolder }, partOf(work, 0.2, 1));
    } catch (error) {
      read.keys.wipe();
      throw error;
    }
  } catch (error) {
    removeRescue(dataFolder);
    throw error;
  } finally {
    vaultKey.wipe();
  }
}

function rescueFolder(dataFolder: string): string {
  return join(dataFolder, 'rescue.work');
}

/** Takes away what an interrupted one left: copies, and encrypted. */
export function removeRescue(dataFolder: string): void {
  rmSync(rescueFolder(dataFolder), { recursive: true, force: true });
}

interface ReadKeys {
  readonly keys: ClientKeys;
  readonly areLost: boolean;
}

/** The keys of the clients, without mending either copy. */
function keysOf(
  files: VaultFiles,
  {
    vaultId,
    generation,
  }: { readonly vaultId: Uint8Array<ArrayBuffer>; readonly generation: number },
  vaultKey: SecretBytes,
  random: Random,
): ReadKeys {
  const sealing = { sealing: vaultKey, vaultId };
  const found = orNull(() => readKeyringCopies(keyringOf(files, generation), sealing));
  const kept = { read: () => found, write: () => undefined };
  return { keys: openClientKeys(kept, random, true), areLost: found === null };
}

interface Salvage {
  readonly place: { readonly path: string; readonly into: string; readonly headPath: string };
  readonly vaultKey: SecretBytes;
  readonly read: ReadKeys;
  readonly dataFolder: string;
}

async function salvage(
  { place, vaultKey, read, dataFolder }: Salvage,
  work: BackupWork,
): Promise<RescuedVault> {
  const { keys } = read;
  const target = openDatabase({ path: place.into, vaultKey, mustExist: false });
  try {
    // What is interrupted is thrown away.
    target.pragma('synchronous = OFF');
    target.pragma('journal_mode = MEMORY');
    const source = openCopy(place.path, vaultKey);
    let salvaged: SalvagedRows;
    try {
      const { headPath } = place;
      salvaged = await salvageRows(source, target, { keys, headPath, work: partOf(work, 0, 0.6) });
    } finally {
      source.close();
    }
    rmSync(place.path, { force: true });
    const losses = new Losses();
    const owners = findOwners({ database: target, keys, salvaged, losses });
    const destroyed = leaveOutDestroyed({ database: target, keys, salvaged, losses });
    const nameless = new Set([...owners.nameless].filter((clientId) => !destroyed.has(clientId)));
    const options = { database: target, keys, salvaged, losses, pause: work.pause };
    await siftNotes(options, owners.notesBySeal);
    work.progress(0.8);
    await siftFiles(options);
    siftCards(options);
    countRest(salvaged, losses);
    work.progress(1);
    return rescued({ target, read, salvaged, losses, nameless, dataFolder });
  } catch (error) {
    target.close();
    throw error;
  }
}

/** How often a file that was cut off is made twice as long. */
const maxDoublings = 6;

/** SQLite opens no file that is shorter than it was. So one whose end was cut off gets an empty one, which authenticates nowhere. */
function openCopy(path: string, vaultKey: SecretBytes): SqliteDatabase {
  for (let left = maxDoublings; ; left -= 1) {
    try {
      const database = openDatabase({ path, vaultKey, mustExist: true });
      try {
        schemaVersion(database);
        return database;
      } catch (error) {
        database.close();
        throw error;
      }
    } catch (thrown) {
      const error = vaultError(thrown);
      if (left === 0 || error.code !== 'vault-damaged') throw error;
      truncateSync(path, 2 * sizeOf(path));
    }
  }
}

/** Tables of which a client's things are counted elsewhere. */
const countedTables: ReadonlySet<string> = new Set(
  `clients notes note_revisions note_signatures note_amendments files file_parts sessions slips session_devices invites
   clear_stretches client_phrases client_treatments card_fields card_openings`.split(/\s+/u),
);

function countRest({ tables }: SalvagedRows, losses: Losses): void {
  for (const [name, { lost }] of tables) {
    if (!countedTables.has(name)) losses.unplaced += lost.length;
  }
}

interface Found {
  readonly target: SqliteDatabase;
  readonly read: ReadKeys;
  readonly salvaged: SalvagedRows;
  readonly losses: Losses;
  readonly nameless: ReadonlySet<ClientId>;
  readonly dataFolder: string;
}

function rescued({ target, read, salvaged, losses, nameless, dataFolder }: Found): RescuedVault {
  target.pragma('query_only = ON');
  const sql = createSqlHandle(target);
  const blind = [...salvaged.tables].some(
    ([name, { mayBeMore }]) => mayBeMore && countedTables.has(name),
  );
  const isNone = losses.isNone && nameless.size === 0 && !blind;
  let isOpen = true;
  return {
    ...createClientTables(sql, identityIn(sql), read.keys),
    losses: (clientId) => losses.of(clientId),
    nameless,
    found: {
      unplaced: losses.unplaced,
      mayBeMore: blind,
      isOlder: isNone && !salvaged.isWhole,
      keysLost: read.areLost,
      lastBackup: orNull(() => lastBackupIn(target)),
    },
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      read.keys.wipe();
      try {
        target.close();
      } finally {
        removeRescue(dataFolder);
      }
    },
  };
}

/** Where even the therapist's own key is lost, no signature holds, which is what is said of each. */
function identityIn(sql: SqlHandle): Identity {
  const identity = createIdentity(sql);
  return orNull(() => identity.publicKey()) ? identity : { ...identity, publicKey: () => noKey };
}

/** Of which nobody has the secret half. */
const noKey = new Uint8Array(32);

function lastBackupIn(database: SqliteDatabase): RescuedVault['found']['lastBackup'] {
  const row = database.prepare('SELECT folder, last_at_ms AS madeAtMs FROM backup_state').get() as
    { readonly folder: string | null; readonly madeAtMs: number | null } | undefined;
  if (!row || row.folder === null || row.madeAtMs === null) return null;
  return { madeAtMs: row.madeAtMs, folderName: folderNameOf(row.folder) };
}
