import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Random } from '../../../src/base/ports.ts';
import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { partOf, type BackupWork } from '../backup/backup-work.ts';
import { startRowCopy, type RowCopy } from '../backup/row-copy.ts';
import { openDatabase } from '../database/open-database.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { vaultError } from '../database/sqlite-error.ts';
import { syncFile } from '../header/durable-file.ts';
import { createCommitJournal, storeCommitKey } from '../journal/commit-journal.ts';
import { JournalKey } from '../journal/journal-key.ts';
import { startRowCheck, sumOfSchema } from '../journal/row-check.ts';
import { addPart, emptySum, takePart } from '../journal/row-sum.ts';
import { watchRows, type RowWatch } from '../journal/row-watch.ts';
import { writeFirstHead } from '../journal/vault-journal.ts';

// Every row of the vault once more, in a file under another key, kept up with the vault until that file takes its place.
// Two sums of it are kept: one under the key of the vault's journal, which must come out as the vault's own, and one under
// the new journal's, which is what its first commit says.

/** What is copied. */
export interface RowsToRenew {
  readonly database: SqliteDatabase;
  /** Of `database`. */
  readonly watch: RowWatch;
  /** Of the journal of commits of `database`. */
  readonly commitKey: JournalKey;
  readonly random: Random;
}

/** Where the copy is written, and under which key. */
export interface RowsTarget {
  readonly path: string;
  readonly vaultKey: SecretBytes;
}

/** All rows under another key. */
export interface RenewedRows {
  /** The vault's file was made anew meanwhile, as after a destruction: this copy is of no use any more. */
  readonly isStale: boolean;
  /** Copies every row, makes it last, and reads it back. Returns early when it is stale. @throws AppError, and what `pause` throws */
  fill(work: BackupWork): Promise<void>;
  /** Copies some of what has changed since. True when it was all of it. @throws AppError disk-full, vault-damaged */
  catchUp(): boolean;
  /**
   * Begins the journal, writes its head to `headPath`, and closes the file. All of it lasts when this returns. To be called
   * when `catchUp` has just returned true. @throws AppError vault-damaged when this is not what the vault holds, disk-full
   */
  finish(headPath: string): void;
  /** Closes the file, whatever it is like. Idempotent. */
  close(): void;
}

/** @throws AppError disk-full, vault-damaged */
export function startRenewedRows(source: RowsToRenew, target: RowsTarget): RenewedRows {
  const database = openDatabase({ ...target, mustExist: false });
  try {
    return new StartedRows(source, database, target.path);
  } catch (error) {
    database.close();
    throw vaultError(error);
  }
}

class StartedRows implements RenewedRows {
  isStale = false;
  readonly #source: RowsToRenew;
  readonly #database: SqliteDatabase;
  readonly #path: string;
  readonly #copy: RowCopy;
  readonly #commitKey: JournalKey;
  /** Under the vault's key, with the schema as it is before the copy is sealed. */
  readonly #before: RowWatch;
  readonly #schemaBefore: bigint;
  /** Under the new key, of rows alone. */
  readonly #after: RowWatch;

  constructor(source: RowsToRenew, database: SqliteDatabase, path: string) {
    this.#source = source;
    this.#database = database;
    this.#path = path;
    this.#commitKey = new JournalKey(source.random.bytes(32));
    // The file is synced before anything names it.
    database.pragma('synchronous = OFF');
    database.pragma('journal_mode = MEMORY');
    const { watch, commitKey } = source;
    this.#copy = startRowCopy(source.database, database, {
      ...watch,
      follow: (follower) =>
        watch.follow({
          ...follower,
          moved: () => {
            this.isStale = true;
          },
        }),
    });
    this.#schemaBefore = sumOfSchema(database, commitKey);
    this.#before = watchRows(database, commitKey, this.#schemaBefore, 'before');
    this.#after = watchRows(database, this.#commitKey, emptySum, 'after');
  }

  async fill(work: BackupWork): Promise<void> {
    const [copying, checking] = [partOf(work, 0, 0.6), partOf(work, 0.6, 1)];
    while (!this.catchUp()) {
      copying.progress(this.#copy.done);
      await copying.pause();
      if (this.isStale) return;
    }
    const failure = await failureOf(syncMeanwhile(this.#path));
    // First: the vault may have been locked, and whoever opened it again has taken the copy away.
    await checking.pause();
    if (failure !== null) throw vaultError(failure);
    await this.#readBack(checking);
  }

  catchUp(): boolean {
    return this.#copy.catchUp();
  }

  finish(headPath: string): void {
    const database = this.#database;
    try {
      database.transaction(() => {
        this.#copy.seal();
        this.#assertSame();
        this.#commitKey.expose((key) => {
          storeCommitKey(database, key);
        });
        const sum = addPart(this.#after.sum, sumOfSchema(database, this.#commitKey));
        const journal = createCommitJournal(database);
        journal.add(sum);
        journal.key.wipe();
      })();
      writeFirstHead(database, headPath);
      this.close();
      syncFile(this.#path);
      // None of a key in force is beside it.
      rmSync(`${this.#path}-journal`, { force: true });
    } catch (error) {
      throw vaultError(error);
    }
  }

  close(): void {
    this.#copy.stop();
    this.#commitKey.wipe();
    this.#database.close();
  }

  /** What is copied meanwhile is counted along. */
  async #readBack(work: BackupWork): Promise<void> {
    const database = this.#database;
    // What is in memory says nothing of the file.
    database.pragma('shrink_memory');
    const check = startRowCheck(database, this.#source.commitKey, this.#before);
    try {
      for (;;) {
        const outcome = check.step();
        if (outcome?.isRight === false)
          throw new AppError('vault-damaged', 'copy reads differently');
        if (outcome) return;
        work.progress(check.done);
        await work.pause();
        if (this.isStale) return;
        this.catchUp();
      }
    } finally {
      check.stop();
    }
  }

  /** @throws AppError vault-damaged */
  #assertSame(): void {
    const { watch, commitKey } = this.#source;
    const rows = takePart(this.#before.sum, this.#schemaBefore);
    const sum = addPart(rows, sumOfSchema(this.#database, commitKey));
    if (sum !== watch.sum) throw new AppError('vault-damaged', 'copy differs');
  }
}

async function failureOf(act: Promise<void>): Promise<unknown> {
  try {
    await act;
    return null;
  } catch (error) {
    return error;
  }
}

/**
 * Beside this thread, because a disk takes seconds for what is large. Closing gives up this process's lock on the file, which
 * nobody else knows of.
 */
async function syncMeanwhile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
