import { toBase64Url } from '../../../src/base/base64url.ts';
import type { Random } from '../../../src/base/ports.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { createKeyringStore } from '../client-keys/keyring-store.ts';
import { openDatabase } from '../database/open-database.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { syncFile } from '../header/durable-file.ts';
import { headerRevisionIn } from '../header/header-revision.ts';
import { wrapSizes, wrapVaultKey } from '../header/key-wrap.ts';
import { writeFirstHead } from '../journal/vault-journal.ts';
import { assertRoom } from '../room.ts';
import { keyringOf, publishVaultSlowly, sizeOf, type VaultFiles } from '../vault-files.ts';
import { writeHeader, type NewWay } from '../vault-keys.ts';
import { adoptBackupKeys } from './adopt-keys.ts';
import { backupError } from './backup-file.ts';
import type { OpenBackupKeyring } from './backup-keyring.ts';
import { partOf, type BackupWork } from './backup-work.ts';
import { checkBackup, type CheckedBackup } from './check-backup.ts';
import { startRowCopy } from './row-copy.ts';

export interface RestoreOptions {
  /** Of the content backup. */
  readonly path: string;
  /** From the same folder. */
  readonly keyring: OpenBackupKeyring;
  /** Where the vault shall be. */
  readonly dataFolder: string;
  readonly workFolder: string;
  /** Every way into it. */
  readonly ways: readonly NewWay[];
  readonly random: Random;
  /** Puts aside the vault that is in its place, once the new one is whole. Left out, there must be none. */
  readonly makeRoom?: () => void;
}

/**
 * Makes a vault of a content backup: reads and compares all of it, copies it under a new vault key into a folder beside the
 * place of the vault, and puts that there with one rename. Whatever interrupts it before, there is no vault, as before.
 * Whoever was destroyed since the backup was made has no key in the keyring; their rows go when the vault is opened.
 * @throws AppError conflict when there is a vault already, vault-damaged, vault-newer, vault-wrong-key, vault-rolled-back,
 * disk-full, save-failed; what `work.pause` throws
 */
export async function restoreBackup(
  options: RestoreOptions,
  work: BackupWork,
): Promise<CheckedBackup> {
  try {
    return await checkBackup(options, partOf(work, 0, 0.6), async (database, checked) => {
      await assertRoom(options.workFolder, sizeOf(database.name));
      await publish(options, database, partOf(work, 0.6, 1));
      return checked;
    });
  } catch (error) {
    throw backupError(error);
  }
}

async function publish(
  { keyring, dataFolder, ways, random, makeRoom }: RestoreOptions,
  content: SqliteDatabase,
  work: BackupWork,
): Promise<void> {
  const { vaultId } = keyring;
  const vaultKey = new SecretBytes(random.bytes(wrapSizes.key));
  try {
    const build = async (draft: VaultFiles): Promise<void> => {
      const database = openDatabase({ path: draft.database, vaultKey, mustExist: false });
      // Counted on from the vault that the backup is of.
      let revision = 0;
      try {
        await copyAll(content, database, work);
        adoptBackupKeys(database, keyring);
        writeFirstHead(database, draft.head);
        revision = headerRevisionIn(database);
      } finally {
        database.close();
      }
      syncFile(draft.database);
      const sealing = { sealing: vaultKey, vaultId };
      createKeyringStore(keyringOf(draft, 0), sealing, random).write(keyring.keyring, false);
      const wraps = ways.map(({ label, secret }) =>
        wrapVaultKey(vaultKey, secret, label, vaultId, random),
      );
      writeHeader(draft, { vaultId, generation: 0, revision, wraps }, vaultKey);
    };
    await publishVaultSlowly(dataFolder, toBase64Url(random.bytes(16)), build, makeRoom);
  } finally {
    vaultKey.wipe();
  }
}

async function copyAll(
  content: SqliteDatabase,
  database: SqliteDatabase,
  work: BackupWork,
): Promise<void> {
  // The file is synced once, before anything names it.
  database.pragma('synchronous = OFF');
  database.pragma('journal_mode = MEMORY');
  const copy = startRowCopy(content, database, null);
  try {
    while (!copy.step()) {
      work.progress(copy.done);
      await work.pause();
    }
  } finally {
    copy.stop();
  }
}
