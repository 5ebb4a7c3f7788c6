import type { Random } from '../../../src/base/ports.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ClientKeys } from '../client-keys/client-keys.ts';
import type { WriteJournal } from '../database/sql-handle.ts';
import { vaultError } from '../database/sqlite-error.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { commits } from '../migrations/0011-commits.ts';
import { isSchemaCurrent, migrate, schemaVersion } from '../migrations/migrate.ts';
import { isThere } from '../vault-files.ts';
import {
  checkChain,
  createCommitJournal,
  storeCommitKey,
  type CommitJournal,
} from './commit-journal.ts';
import {
  openHeadFile,
  readHead,
  startHeadFile,
  type FoundHead,
  type Head,
  type HeadFile,
} from './head-file.ts';
import type { JournalKey } from './journal-key.ts';
import { checkStructure, startRowCheck, sumOfAllRows, type RowCheck } from './row-check.ts';
import { watchRows, type RowWatch } from './row-watch.ts';

// Whether the vault is the one that was written last. The pages authenticate themselves, one by one; but an old page, or
// an old file, was once a good one. So every write chains a commit to the one before, over a sum of all rows, and the last
// one is kept outside of the database as well. After a crash the database may be one ahead of that, and never behind.

/** The journal of a vault that is open. */
export interface VaultJournal extends WriteJournal {
  /** Reads and compares everything, step by step. */
  startCheck(): RowCheck;
  /** What sums of rows are made with. Belongs to the journal. */
  readonly key: JournalKey;
  /** Tells who reads rows of which change meanwhile. */
  readonly watch: RowWatch;
  /** Whoever is reading rows by their numbers begins again. */
  readonly rowsMoved: () => void;
  close(): void;
}

export interface OpenJournalOptions {
  readonly database: SqliteDatabase;
  /** For the steps of the schema that seal something. */
  readonly keys: ClientKeys;
  /** Path of the file with the head. */
  readonly headPath: string;
  readonly random: Random;
  /** The last one who had the vault did not close it: read everything before it is used. */
  readonly wasInterrupted: boolean;
  /** A person has decided to go on with an older vault, or one without a head. */
  readonly acceptOlder: boolean;
}

/**
 * Brings the schema up to date and goes on with the journal.
 * @throws AppError vault-rolled-back when this is not what was written last, vault-damaged, vault-newer, disk-full
 */
export function openVaultJournal(options: OpenJournalOptions): VaultJournal {
  try {
    const { database, headPath } = options;
    const found =
      schemaVersion(database) < commits.version ? beginJournal(options) : resume(options);
    const journal = createCommitJournal(database);
    const last = journal.last();
    if (!last) throw new AppError('vault-damaged', 'no commit');
    const head = goOnFrom(found, last, headPath, journal.key);
    return followWrites(database, journal, watchRows(database, journal.key, last.rowSum), head);
  } catch (error) {
    throw vaultError(error);
  }
}

/** The first commit of a vault, over what is in it. To be called inside a transaction. */
export function addFirstCommit(database: SqliteDatabase, random: Random): void {
  storeCommitKey(database, random.bytes(32));
  const journal = createCommitJournal(database);
  journal.add(sumOfAllRows(database, journal.key));
}

/** The head of a vault that was just made. */
export function writeFirstHead(database: SqliteDatabase, headPath: string): void {
  const journal = createCommitJournal(database);
  const last = journal.last();
  if (!last) throw new AppError('internal', 'no first commit');
  startHeadFile(headPath, last, journal.key).close();
  journal.key.wipe();
}

/** A vault from before there was a journal. A head beside it means that it was one of after, and somebody put this back. */
function beginJournal({ database, keys, headPath, random, acceptOlder }: OpenJournalOptions): null {
  if (isThere(headPath) && !acceptOlder) throw new AppError('vault-rolled-back', 'no journal');
  migrate(database, {
    keys,
    inTransaction: () => {
      addFirstCommit(database, random);
    },
  });
  return null;
}

/** @returns the head as it was found, if it is of this vault */
function resume({
  database,
  keys,
  headPath,
  wasInterrupted,
  acceptOlder,
}: OpenJournalOptions): FoundHead | null {
  const journal = createCommitJournal(database);
  const last = journal.last();
  if (!last) throw new AppError('vault-damaged', 'no commit');
  const head = readHead(headPath, journal.key);
  const fits = head !== null && journal.knows(head);
  if (!fits && !acceptOlder) throw new AppError('vault-rolled-back', head ? 'behind' : 'no head');
  const isLast = fits && head.seq === last.seq;
  const isCurrent = isSchemaCurrent(database);
  // Whatever is not the usual end of the vault's last use is looked at closely; and nothing is taken over unseen.
  if (!isLast || wasInterrupted || !isCurrent) checkEverything(database, journal);
  if (!isCurrent) {
    migrate(database, {
      keys,
      inTransaction: () => {
        journal.add(sumOfAllRows(database, journal.key));
      },
    });
  }
  return fits ? head : null;
}

function goOnFrom(found: FoundHead | null, last: Head, path: string, key: JournalKey): HeadFile {
  if (!found) return startHeadFile(path, last, key);
  const head = openHeadFile(path, found.slot, key);
  try {
    if (found.seq !== last.seq) head.write(last);
    return head;
  } catch (error) {
    head.close();
    throw error;
  }
}

/** @throws AppError vault-damaged */
function checkEverything(database: SqliteDatabase, journal: CommitJournal): void {
  checkStructure(database);
  checkChain(database, journal.key);
  if (sumOfAllRows(database, journal.key) !== journal.last()?.rowSum) {
    throw new AppError('vault-damaged', 'rows are not those of the last commit');
  }
}

function lastSum(journal: CommitJournal): bigint | null {
  try {
    return journal.last()?.rowSum ?? null;
  } catch {
    return null;
  }
}

function followWrites(
  database: SqliteDatabase,
  journal: CommitJournal,
  watch: RowWatch,
  head: HeadFile,
): VaultJournal {
  let before = watch.sum;
  let pending: ReturnType<CommitJournal['add']> | null = null;
  let isLost = false;
  return {
    begin: () => {
      if (isLost) throw new AppError('internal', 'last commit unknown');
      before = watch.sum;
      pending = null;
    },
    hasChanged: () => watch.sum !== before,
    beforeCommit: () => {
      if (watch.sum !== before) pending = journal.add(watch.sum);
    },
    committed: () => {
      // After the commit, and before anybody is told of it: what was acknowledged is in both.
      if (pending) head.write(pending);
    },
    undone: () => {
      // A commit that was reported as failed may have happened: the database knows. If it does not answer, nothing more is
      // written on top of what nobody knows, until the vault is opened again.
      const sum = lastSum(journal);
      isLost = sum === null;
      watch.sum = sum ?? before;
      watch.undone();
    },
    startCheck: () => startRowCheck(database, journal.key, watch),
    key: journal.key,
    watch,
    rowsMoved: () => {
      watch.moved();
    },
    close: () => {
      journal.key.wipe();
      head.close();
    },
  };
}
