import { join } from 'node:path';
import { equalBytes } from '../../../src/base/bytes.ts';
import { ids } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import type { Keyring } from '../client-keys/keyring-file.ts';
import { places } from '../client-keys/places.ts';
import { openValue } from '../client-keys/sealed-value.ts';
import { openDatabase } from '../database/open-database.ts';
import { assertNotPlain, assertOpenBytes } from '../database/plain-file.ts';
import { Row } from '../database/row.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { createCommitJournal } from '../journal/commit-journal.ts';
import { startRowCheck } from '../journal/row-check.ts';
import { watchedTables } from '../journal/watched-tables.ts';
import { isSchemaCurrent } from '../migrations/migrate.ts';
import { assertRoom } from '../room.ts';
import { readBackupFile } from './backup-file.ts';
import { contentKey, proveBackupHead, type UnprovenBackupHead } from './backup-header.ts';
import type { OpenBackupKeyring } from './backup-keyring.ts';
import { keyNamed } from './backup-keys.ts';
import { partOf, type BackupWork } from './backup-work.ts';

/** What was found to be whole. */
export interface CheckedBackup {
  readonly rows: number;
  readonly clients: number;
  readonly keyringRevision: number;
  readonly madeAtMs: number;
}

/**
 * Takes a content backup out of its folder and reads all of it, with nothing but what lies in the folder and has been opened
 * by the keyring there: every row is hashed and compared with what the vault's journal said at that moment, and of every
 * client who was not destroyed since something is opened. `use` is lent the database while it is open.
 * @throws AppError vault-damaged, vault-newer, vault-wrong-key for a backup of another vault or key, disk-full, save-failed
 */
export async function checkBackup<T>(
  { path, keyring, workFolder, whenDamaged }: CheckOptions,
  work: BackupWork,
  use: (database: SqliteDatabase, checked: CheckedBackup) => Promise<T>,
): Promise<T> {
  const taken = join(workFolder, 'taken-out.db');
  const accept = async (unproven: UnprovenBackupHead): Promise<void> => {
    assertGoesWith(unproven, keyring);
    await assertRoom(workFolder, unproven.sizeBytes);
  };
  const head = await readBackupFile(path, taken, accept, partOf(work, 0, 0.3), whenDamaged);
  assertNotPlain(taken);
  assertOpenBytes(taken);
  const content = contentKey(keyNamed(keyring.keys, head.keyId), head.vaultId);
  const database = openDatabase({ path: taken, vaultKey: content, mustExist: true });
  try {
    // Before anything takes its place: what a later program wrote would not open.
    isSchemaCurrent(database);
    const rows = await checkRows(database, partOf(work, 0.3, 0.9));
    const clients = await checkClients(database, keyring.keyring, partOf(work, 0.9, 1));
    const { keyringRevision, madeAtMs } = head;
    return await use(database, { rows, clients, keyringRevision, madeAtMs });
  } finally {
    content.wipe();
    database.close();
  }
}

/** Proves the head. @throws AppError vault-wrong-key, vault-damaged, vault-rolled-back */
function assertGoesWith(
  head: UnprovenBackupHead,
  { vaultId, keys, keyring }: OpenBackupKeyring,
): void {
  if (!equalBytes(head.vaultId, vaultId)) {
    throw new AppError('vault-wrong-key', 'backup of another vault');
  }
  proveBackupHead(head, keyNamed(keys, head.keyId));
  // An older keyring has no key for clients who came later.
  if (keyring.revision < head.keyringRevision) {
    throw new AppError('vault-rolled-back', 'keyring of backups is behind');
  }
}

export interface CheckOptions {
  /** Of the content backup. */
  readonly path: string;
  /** From the same folder. */
  readonly keyring: OpenBackupKeyring;
  readonly workFolder: string;
  /** What it is called when the file is not what its head says; `vault-damaged` when left out. */
  readonly whenDamaged?: ErrorCode;
}

async function checkRows(database: SqliteDatabase, work: BackupWork): Promise<number> {
  const journal = createCommitJournal(database);
  try {
    const last = journal.last();
    if (!last) throw new AppError('vault-damaged', 'no commit');
    // Nobody changes anything in it.
    const check = startRowCheck(database, journal.key, {
      tables: watchedTables(database),
      sum: last.rowSum,
      follow: () => () => undefined,
      undone: () => undefined,
      moved: () => undefined,
    });
    try {
      for (;;) {
        const outcome = check.step();
        if (outcome?.isRight === false) throw new AppError('vault-damaged', 'rows of a backup');
        if (outcome) return outcome.rows;
        work.progress(check.done);
        await work.pause();
      }
    } finally {
      check.stop();
    }
  } finally {
    journal.key.wipe();
  }
}

const clientsAtOnce = 64;

/** Whether the keys are those of these clients: the last first line of each is opened. */
async function checkClients(
  database: SqliteDatabase,
  keyring: Keyring,
  work: BackupWork,
): Promise<number> {
  const clients = database.prepare('SELECT client_id FROM clients').pluck().all();
  const newest = database.prepare(
    `SELECT note_id, revision, first_line FROM note_revisions JOIN notes USING (note_id)
     WHERE client_id = ? ORDER BY saved_at_ms DESC LIMIT 1`,
  );
  let done = 0;
  for (const id of clients) {
    const clientId = ids.client.parse(id);
    const key = keyring.keys.get(clientId);
    if (!key && !keyring.destroyed.has(clientId)) {
      throw new AppError('vault-damaged', 'no key of a client');
    }
    const found = newest.get(clientId);
    if (key && typeof found === 'object' && found !== null) {
      const row = new Row(found);
      const place = places.noteFirstLine(clientId, row.text('note_id'), row.int('revision'));
      key.expose((bytes) => openValue(bytes, place, row.blob('first_line'))).fill(0);
    }
    done += 1;
    if (done % clientsAtOnce > 0) continue;
    work.progress(done / clients.length);
    await work.pause();
  }
  return clients.length;
}
