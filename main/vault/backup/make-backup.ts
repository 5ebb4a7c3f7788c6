import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import type { Random } from '../../../src/base/ports.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ClientKeys } from '../client-keys/client-keys.ts';
import { openDatabase } from '../database/open-database.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { syncFolder } from '../header/durable-file.ts';
import type { RowWatch } from '../journal/row-watch.ts';
import { assertRoom } from '../room.ts';
import { sizeOf } from '../vault-files.ts';
import {
  assertFolder,
  lookIntoFolder,
  newBackupName,
  removeUnfinished,
  unfinishedPath,
} from './backup-folder.ts';
import { backupError, writeBackupFile } from './backup-file.ts';
import { contentKey } from './backup-header.ts';
import {
  encodeBackupKeyring,
  openByKey,
  wipeBackupKeyring,
  type OpenBackupKeyring,
  type SealedBackupKeyring,
} from './backup-keyring.ts';
import { keyNamed, type BackupKeys, type KnownBackupKey } from './backup-keys.ts';
import { partOf, type BackupWork } from './backup-work.ts';
import { checkBackup } from './check-backup.ts';
import { openNewest, readKeyrings, writeKeyrings } from './keyring-copies.ts';
import { startRowCopy } from './row-copy.ts';
import { wakeFolder } from './wake-folder.ts';

/** What of an open vault is backed up. */
export interface BackupSource {
  readonly vaultId: Bytes;
  readonly database: SqliteDatabase;
  readonly watch: RowWatch;
  readonly clientKeys: ClientKeys;
  readonly random: Random;
}

export interface BackupPlaces {
  /** Which the person has named. */
  readonly folder: string;
  /** For copies that are on their way. */
  readonly workFolder: string;
}

/** Of the vault that is backed up. Another recovery key may come into force meanwhile, and a client may be destroyed. */
export interface KeysWhileMade {
  /** Under which this backup is sealed; it opens with every keyring of after as well. */
  readonly content: KnownBackupKey;
  /** As they are now, for a keyring. They are not to be kept. */
  lend<T>(use: (keys: BackupKeys) => T): T;
  /** The keyring in the folder is the present one. */
  keyringReplaced(): void;
}

/** A backup that was taken out of its folder again, read to its end and found to be whole. */
export interface MadeBackup {
  readonly name: string;
  readonly sizeBytes: number;
  readonly rows: number;
}

/**
 * Makes a content backup: copies every row in small steps into a database under a key of its own, puts the copy into the
 * folder under another name, replaces the keyring there, restores it from there, and only then gives it its name. So whatever
 * interrupts it, what has a backup's name is one, and opens with the keyring that lies beside it.
 * @throws AppError save-failed when the folder is not there or does not do as it is told, or what is read back is not
 * what was written, conflict when the folder belongs to another vault, disk-full, vault-damaged; what `work.pause` throws
 */
export async function makeBackup(
  source: BackupSource,
  keys: KeysWhileMade,
  places: BackupPlaces,
  madeAtMs: number,
  work: BackupWork,
): Promise<MadeBackup> {
  const { folder, workFolder } = places;
  await wakeFolder(folder, work);
  assertFolder(folder);
  keys.lend((now) => {
    assertOurs(source, now, folder);
  });
  const copy = join(workFolder, 'copy.db');
  const name = newBackupName(folder, madeAtMs);
  const unfinished = unfinishedPath(folder, name);
  try {
    removeUnfinished(folder);
    await assertRoom(workFolder, sizeOf(source.database.name));
    // Whatever was waited for: the vault may have been locked meanwhile.
    await work.pause();
    await copyRows(source, keys, copy, partOf(work, 0, 0.4));
    const { vaultId, clientKeys } = source;
    const { keyId, key } = keys.content;
    const head = { vaultId, keyId, madeAtMs, keyringRevision: clientKeys.revision };
    const sizeBytes = await writeBackupFile(copy, unfinished, head, key, partOf(work, 0.4, 0.6));
    rmSync(copy);
    await work.pause();
    // Before anything has a backup's name that needs it, and after what was waited for beside this thread: a disk that sleeps is awake.
    keys.lend((now) => {
      replaceBackupKeyring(source, now, folder);
    });
    keys.keyringReplaced();
    const rows = await restoreOnce(unfinished, keys, places, partOf(work, 0.6, 1));
    renameSync(unfinished, join(folder, name));
    syncFolder(folder);
    return { name, sizeBytes, rows };
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw backupError(error);
  }
}

/** With the keys of the vault only so far as they open the folder's keyring: everything else has to come out of that. */
async function restoreOnce(
  path: string,
  keys: KeysWhileMade,
  { folder, workFolder }: BackupPlaces,
  work: BackupWork,
): Promise<number> {
  const keyring = keys.lend(({ current, earlier }) =>
    openNewest(readKeyring(folder), (sealed) =>
      openByKey(sealed, copyOf(keyNamed([current, ...earlier], sealed.wrap.id))),
    ),
  );
  try {
    // A file that is not what was written says something of the disk that it lies on, and nothing of the vault.
    const options = { path, keyring, workFolder, whenDamaged: 'save-failed' } as const;
    return await checkBackup(options, work, (_, { rows }) => Promise.resolve(rows));
  } finally {
    wipeBackupKeyring(keyring);
  }
}

async function copyRows(
  { database, watch, vaultId }: BackupSource,
  { content }: KeysWhileMade,
  path: string,
  work: BackupWork,
): Promise<void> {
  const key = contentKey(content.key, vaultId);
  try {
    const target = openDatabase({ path, vaultKey: key, mustExist: false });
    try {
      // What is interrupted is thrown away, and what is whole is read once more before anybody counts on it.
      target.pragma('synchronous = OFF');
      target.pragma('journal_mode = MEMORY');
      const copy = startRowCopy(database, target, watch);
      try {
        while (!copy.step()) {
          work.progress(copy.done);
          await work.pause();
        }
      } finally {
        copy.stop();
      }
    } finally {
      target.close();
    }
  } finally {
    key.wipe();
  }
}

/**
 * Replaces the keyring of the folder by what the vault has now, over the old one: in that may be keys of who was destroyed.
 * @throws AppError save-failed also when it is not read back as it was written, conflict, disk-full
 */
export function replaceBackupKeyring(
  source: Pick<BackupSource, 'vaultId' | 'clientKeys' | 'random'>,
  keys: BackupKeys,
  folder: string,
): void {
  const { vaultId, clientKeys, random } = source;
  try {
    assertFolder(folder);
    assertOurs(source, keys, folder);
    writeKeyrings(folder, (generation) =>
      clientKeys.lend((keyring) =>
        encodeBackupKeyring({ vaultId, generation, keyring, ...keys }, random),
      ),
    );
  } catch (error) {
    throw backupError(error);
  }
}

/**
 * Another vault's keyring is never replaced, because its backups would be lost with it; nor is one of this vault that knows
 * more: there a later copy of this vault is backed up. @throws AppError conflict
 */
function assertOurs(
  { vaultId, clientKeys }: Pick<BackupSource, 'vaultId' | 'clientKeys'>,
  { current, earlier }: BackupKeys,
  folder: string,
): void {
  const look = lookIntoFolder(folder);
  if (look.state === 'missing') return;
  const { keyring } = look;
  if (keyring.state === 'newer') throw new AppError('conflict', 'a later program');
  if (keyring.state !== 'there') {
    const isOthers = look.backups.some(({ head }) => head && !equalBytes(head.vaultId, vaultId));
    if (isOthers) throw new AppError('conflict', 'backups of another vault');
    return;
  }
  for (const sealed of keyring.copies) {
    const known = [current, ...earlier].find(({ keyId }) => equalBytes(keyId, sealed.wrap.id));
    if (!known || !equalBytes(sealed.vaultId, vaultId)) throw new AppError('conflict', 'not ours');
    if (knowsMore(openByKey(sealed, copyOf(known.key)), clientKeys)) {
      throw new AppError('conflict', 'a later copy of this vault');
    }
  }
}

/** Wipes what it is given. */
function knowsMore(opened: OpenBackupKeyring, clientKeys: ClientKeys): boolean {
  try {
    return (
      opened.keyring.revision > clientKeys.revision ||
      [...opened.keyring.destroyed].some((clientId) => clientKeys.has(clientId)) ||
      // Of a client of another copy that went its own way: without it, nothing that lies there of that one can be restored.
      [...opened.keyring.keys.keys()].some(
        (clientId) => !clientKeys.has(clientId) && !clientKeys.destroyed.has(clientId),
      )
    );
  } finally {
    wipeBackupKeyring(opened);
  }
}

function readKeyring(folder: string): readonly [SealedBackupKeyring, ...SealedBackupKeyring[]] {
  const found = readKeyrings(folder);
  if (found.state !== 'there') throw new AppError('save-failed', 'no keyring');
  return found.copies;
}

function copyOf(key: SecretBytes): SecretBytes {
  return new SecretBytes(key.expose((bytes) => bytes.slice()));
}
