import type { SqliteDatabase } from '../database/sqlite.ts';
import { vaultError } from '../database/sqlite-error.ts';
import type { RowChange, RowWatch } from '../journal/row-watch.ts';
import { createTableReader, sizeOfValues } from '../journal/table-reader.ts';
import {
  columnsSql,
  journalTables,
  tableOf,
  watchedTables,
  type WatchedTable,
} from '../journal/watched-tables.ts';

// A copy of all rows, made in small steps while the vault is used. VACUUM INTO is one statement: for 100,000 notes it holds
// up every save for as long as it takes. What changes behind the reader is taken out of the copy before anything else is
// put in, and put in again later; so at no moment does the copy have a row that the source has not, and no two rows of it
// can be in each other's way. The last step is done in one go: at its end the copy is what the source is at that moment.

const rowsAtOnce = 128;
/** What counts as one row more, in bytes: parts of files are large. */
const bytesOfRow = 4096;
const firstRowid = Number.MIN_SAFE_INTEGER;

export interface RowCopy {
  /** How much was read, from 0 to 1; about. */
  readonly done: number;
  /** Copies on. True once the copy is what the source is, and nothing more is copied. @throws AppError disk-full, vault-damaged */
  step(): boolean;
  /**
   * Copies on. True once the copy has the rows that the source has now, but for the journal of commits; what changes after
   * that is copied by the next call. @throws AppError disk-full, vault-damaged
   */
  catchUp(): boolean;
  /** Puts in what guards the rows from then on. Nothing more is copied. To be called inside a transaction of the copy. */
  seal(): void;
  /** Follows no change any more. To be called at the end, and by who gives up before. */
  stop(): void;
}

/**
 * Copies schema and rows into an empty database, with their numbers; search indices, which hold nothing of their own, are
 * left out. `watch`: of the source; null when nobody changes it.
 */
export function startRowCopy(
  source: SqliteDatabase,
  target: SqliteDatabase,
  watch: RowWatch | null,
): RowCopy {
  try {
    return new SteppedCopy(source, target, watch);
  } catch (error) {
    throw vaultError(error);
  }
}

class SteppedCopy implements RowCopy {
  readonly #source: SqliteDatabase;
  readonly #target: SqliteDatabase;
  readonly #tables: readonly TableCopy[];
  readonly #weights: readonly number[];
  readonly #unfollow: () => void;
  #at = 0;
  #lastRowid = firstRowid;

  constructor(source: SqliteDatabase, target: SqliteDatabase, watch: RowWatch | null) {
    this.#source = source;
    this.#target = target;
    const tables = watchedTables(source);
    // Rows come in the order of their tables, not in that of who refers to whom.
    target.pragma('foreign_keys = OFF');
    copySchema(source, target, ['table', 'index'], tables);
    this.#tables = tables.map((table) => createTableCopy(source, target, table));
    this.#weights = this.#tables.map((table) => table.lastRowid());
    this.#unfollow =
      watch?.follow({
        row: (change) => {
          this.#changed(change);
        },
        // What was taken for changed is only read once more.
        undone: () => undefined,
        moved: () => {
          this.#beginAgain();
        },
      }) ?? (() => undefined);
  }

  get done(): number {
    const read = (weight: number, index: number): number =>
      index < this.#at ? weight : index > this.#at ? 0 : Math.max(0, this.#lastRowid);
    const all = this.#weights.reduce((sum, weight) => sum + weight, 0);
    return this.#weights.map(read).reduce((sum, part) => sum + part, 0) / Math.max(1, all);
  }

  step(): boolean {
    return this.#together(() => this.#goOn() && this.#finish());
  }

  catchUp(): boolean {
    return this.#together(() => this.#goOn());
  }

  seal(): void {
    this.stop();
    // Only now: they refuse what was done to catch up.
    copySchema(this.#source, this.#target, ['trigger'], watchedTables(this.#source));
    const version = this.#source.pragma('user_version', { simple: true });
    this.#target.pragma(`user_version = ${String(version)}`);
  }

  stop(): void {
    this.#unfollow();
  }

  #goOn(): boolean {
    for (const table of this.#tables) table.takeOutChanged();
    const table = this.#tables[this.#at];
    if (table) {
      const { lastRowid, isLast } = table.copyAfter(this.#lastRowid);
      this.#lastRowid = lastRowid;
      if (isLast) [this.#at, this.#lastRowid] = [this.#at + 1, firstRowid];
      return false;
    }
    let room = rowsAtOnce;
    for (const one of this.#tables) room -= one.putIn(room);
    return room > 0;
  }

  #together(goOn: () => boolean): boolean {
    try {
      return this.#target.transaction(goOn)();
    } catch (error) {
      throw vaultError(error);
    }
  }

  #finish(): true {
    for (const name of journalTables) {
      const table = createTableCopy(this.#source, this.#target, tableOf(this.#source, name));
      let after = firstRowid;
      for (let isLast = false; !isLast;) ({ lastRowid: after, isLast } = table.copyAfter(after));
    }
    this.seal();
    return true;
  }

  #changed({ table, rowid }: RowChange): void {
    const index = this.#tables.findIndex(({ name }) => name === table);
    if (index > this.#at || (index === this.#at && rowid > this.#lastRowid)) return;
    this.#tables[index]?.markChanged(rowid);
  }

  #beginAgain(): void {
    for (const table of this.#tables) table.clear();
    [this.#at, this.#lastRowid] = [0, firstRowid];
  }
}

interface TableCopy {
  readonly name: string;
  lastRowid(): number;
  copyAfter(rowid: number): { readonly lastRowid: number; readonly isLast: boolean };
  markChanged(rowid: number): void;
  /** Whatever has changed in the source is no longer in the copy. */
  takeOutChanged(): void;
  /** Puts in again so many of those, as they are now. @returns how many; large ones count as several */
  putIn(atMost: number): number;
  clear(): void;
}

function createTableCopy(
  source: SqliteDatabase,
  target: SqliteDatabase,
  table: WatchedTable,
): TableCopy {
  const reader = createTableReader(source, table);
  const columns = columnsSql(table, '');
  const places = table.columns.map(() => '?').join(', ');
  const insert = target.prepare(
    `INSERT INTO "${table.name}" (rowid, ${columns}) VALUES (?, ${places})`,
  );
  const remove = target.prepare(`DELETE FROM "${table.name}" WHERE rowid = ?`);
  const one = source
    .prepare(`SELECT rowid, ${columns} FROM main."${table.name}" WHERE rowid = ?`)
    .raw();
  const changed = new Set<number>();
  const missing = new Set<number>();
  return {
    name: table.name,
    lastRowid: () => reader.lastRowid(),
    copyAfter: (after) => {
      const { rows, isLast } = reader.read(after);
      for (const { rowid, values } of rows) insert.run(BigInt(rowid), ...values);
      return { lastRowid: rows.at(-1)?.rowid ?? after, isLast };
    },
    markChanged: (rowid) => {
      changed.add(rowid);
    },
    takeOutChanged: () => {
      for (const rowid of changed) {
        remove.run(BigInt(rowid));
        missing.add(rowid);
      }
      changed.clear();
    },
    putIn: (atMost) => {
      let count = 0;
      for (const rowid of missing) {
        if (count >= atMost) break;
        const row = one.get(BigInt(rowid)) as readonly unknown[] | undefined;
        if (row) insert.run(BigInt(rowid), ...row.slice(1));
        missing.delete(rowid);
        count += 1 + Math.floor(sizeOfValues(row ?? []) / bytesOfRow);
      }
      return count;
    },
    clear: () => {
      target.exec(`DELETE FROM "${table.name}"`);
      changed.clear();
      missing.clear();
    },
  };
}

/** What the schema says of these tables and the journal's. Indices of keys come with their tables, without words of their own. */
function copySchema(
  source: SqliteDatabase,
  target: SqliteDatabase,
  types: readonly string[],
  tables: readonly WatchedTable[],
): void {
  const names = new Set([...tables.map(({ name }) => name), ...journalTables]);
  const schema = source
    .prepare('SELECT type, tbl_name AS name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL')
    .all() as readonly { readonly type: string; readonly name: string; readonly sql: string }[];
  for (const type of types) {
    for (const one of schema) if (one.type === type && names.has(one.name)) target.exec(one.sql);
  }
}
