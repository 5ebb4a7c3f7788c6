import type { SqliteDatabase, SqliteStatement } from './sqlite.ts';
import { Row } from './row.ts';
import { vaultError } from './sqlite-error.ts';

type SqlValue = string | number | Uint8Array | null;
type Parameters = Readonly<Record<string, SqlValue>>;

/** What may look but not touch. */
export interface ReadHandle {
  /** The first row, if there is one. */
  get(sql: string, parameters?: Parameters): Row | null;
  all(sql: string, parameters?: Parameters): readonly Row[];
}

declare const inTransaction: unique symbol;

/** What may also change rows. Exists only inside `write`, so that every change is part of a transaction. */
export interface WriteHandle extends ReadHandle {
  readonly [inTransaction]: true;
  /** Number of rows that the statement changed. */
  run(sql: string, parameters?: Parameters): number;
  /** Does this as the last thing before the commit; once, however often it is asked for. What it throws, the write throws. */
  atEnd(act: (handle: WriteHandle) => void): void;
}

/**
 * The way to the rows of an open vault. The binding is synchronous: a statement holds up every other call of the vault (in the
 * product this is a thread of its own, so nothing else), and long work is done in short ones (ARCHITECTURE.md, Long work).
 */
export interface SqlHandle extends ReadHandle {
  /**
   * Runs `change` as one transaction; durable on disk when this returns, undone if it throws. Inside of another one it is
   * part of that.
   */
  write<T>(change: (handle: WriteHandle) => T): T;
  /**
   * Makes one transaction of all writes of `act`, and of those of `whenChanged`, which follows if a row has changed. What
   * any of them throws has to leave `act`: nothing of it was written then.
   */
  together<T>(act: () => T, whenChanged: () => void): T;
}

/** Follows each write from its beginning to its end. What it throws, the write throws. */
export interface WriteJournal {
  begin(): void;
  /** Whether any row is another one than when it began. */
  hasChanged(): boolean;
  /** Inside the transaction, as the last thing of it. */
  beforeCommit(): void;
  /** The transaction is durable; nobody was told of it yet. */
  committed(): void;
  /** The transaction was rolled back. */
  undone(): void;
}

/** Wraps an open database. Prepares each statement once. */
export function createSqlHandle(database: SqliteDatabase, journal?: WriteJournal): SqlHandle {
  const statements = new Map<string, SqliteStatement>();
  const prepare = (sql: string): SqliteStatement => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const read: ReadHandle = {
    get: (sql, parameters = {}) =>
      mapped(() => {
        const row = prepare(sql).get(parameters);
        return isObject(row) ? new Row(row) : null;
      }),
    all: (sql, parameters = {}) =>
      mapped(() =>
        prepare(sql)
          .all(parameters)
          .filter(isObject)
          .map((row) => new Row(row)),
      ),
  };
  // The one that writes now. Each transaction has its own, by which it can be told from others.
  let writing: Transaction | null = null;
  const inTransaction = <T>(change: (handle: WriteHandle) => T): T => {
    if (writing) return change(writing.handle);
    const begun = newTransaction(read, (sql, parameters = {}) => {
      return prepare(sql).run(parameters).changes;
    });
    writing = begun;
    try {
      return runJournalled(database, begun, change, journal);
    } finally {
      writing = null;
    }
  };
  return {
    ...read,
    write: (change) => mapped(() => inTransaction(change)),
    together: (act, whenChanged) =>
      mapped(() =>
        inTransaction(() => {
          const result = act();
          if (journal?.hasChanged() ?? true) whenChanged();
          return result;
        }),
      ),
  };
}

interface Transaction {
  readonly handle: WriteHandle;
  /** Does what was left for the end. */
  readonly finish: () => void;
}

function newTransaction(read: ReadHandle, run: WriteHandle['run']): Transaction {
  const left = new Set<(handle: WriteHandle) => void>();
  // The brand has no value at run time.
  const handle = { ...read, run, atEnd: (act) => void left.add(act) } as WriteHandle;
  return {
    handle,
    finish: () => {
      for (const act of left) act(handle);
    },
  };
}

function runJournalled<T>(
  database: SqliteDatabase,
  { handle, finish }: Transaction,
  change: (handle: WriteHandle) => T,
  journal?: WriteJournal,
): T {
  journal?.begin();
  let result: T;
  try {
    result = database
      .transaction(() => {
        const changed = change(handle);
        finish();
        journal?.beforeCommit();
        return changed;
      })
      .immediate();
  } catch (error) {
    journal?.undone();
    throw error;
  }
  journal?.committed();
  return result;
}

function mapped<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw vaultError(error);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
