import { AppError } from '../../../src/errors/app-error.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { sqliteCodeOf } from '../database/sqlite-error.ts';
import { columnsSql, type WatchedTable } from '../journal/watched-tables.ts';

// Reading a table of which pages are damaged. SQLite reads on until it comes to such a page, and stops; but whoever asks for a
// row by its number is led past every other page. So the numbers behind the damage are asked for, one after the other, until
// one is found again. What an index knows of the rows in between tells which they were.

/** Row by row, and number by number, this much is tried before others have their turn. */
const triesAtOnce = 128;
/** So many numbers are tried one by one; after that, strides become longer. A page holds fewer rows than that. */
const tryEach = 20_000;

/** A row that was read. */
export interface SalvagedRow {
  readonly rowid: number;
  /** In the order of the table's columns. */
  readonly values: readonly unknown[];
}

/** What could not be read: the row with this number, if it is known, and what of it is. */
export interface LostRow {
  readonly rowid: number;
  /** From what indices say, and the columns that could be read alone. */
  readonly known: Readonly<Record<string, unknown>>;
}

export interface SalvagedTable {
  /** Rows that are missing, and are known to be. */
  readonly lost: readonly LostRow[];
  /** There may be more of them than these. */
  readonly mayBeMore: boolean;
}

export interface SalvageOptions {
  readonly database: SqliteDatabase;
  readonly table: WatchedTable;
  readonly pause: () => Promise<void>;
  /** Hears of every row that is read, in the order of their numbers. */
  readonly see: (row: SalvagedRow) => void;
}

/** Reads every row that can be read. @throws what `pause` and `see` throw, and whatever is no damage */
export async function salvageTable(options: SalvageOptions): Promise<SalvagedTable> {
  const { database, table, pause } = options;
  const { known, areAll } = await rowsOfIndices(database, table, pause);
  const walk = new TableWalk(options, greatestOf(known.keys()));
  await walk.run();
  const lost: LostRow[] = [];
  for (const rowid of new Set([...known.keys(), ...walk.unread])) {
    if (walk.seen.has(rowid)) continue;
    const columns = { ...columnsAlone(database, table, rowid), ...known.get(rowid) };
    lost.push({ rowid, known: columns });
  }
  return { lost: lost.toSorted((a, b) => a.rowid - b.rowid), mayBeMore: walk.isBlind && !areAll };
}

function greatestOf(rowids: Iterable<number>): number {
  let greatest = 0;
  for (const rowid of rowids) greatest = Math.max(greatest, rowid);
  return greatest;
}

class TableWalk {
  readonly seen = new Set<number>();
  /** Numbers of rows that are there, and cannot be read. */
  readonly unread = new Set<number>();
  /** Somewhere not even the numbers could be read. */
  isBlind = false;
  readonly #options: SalvageOptions;
  readonly #rows: ReturnType<SqliteDatabase['prepare']>;
  readonly #next: ReturnType<SqliteDatabase['prepare']>;
  /** No row is known beyond it. */
  readonly #greatest: number;

  constructor(options: SalvageOptions, greatestKnown: number) {
    const { database, table } = options;
    this.#options = options;
    const from = `FROM main."${table.name}" NOT INDEXED WHERE rowid >= ? ORDER BY rowid`;
    this.#rows = database
      .prepare(`SELECT rowid, ${columnsSql(table, '')} ${from} LIMIT ${String(triesAtOnce)}`)
      .raw();
    this.#next = database.prepare(`SELECT rowid ${from} LIMIT 1`).pluck();
    const greatest = orNull(() =>
      Number(
        database.prepare(`SELECT max(rowid) FROM main."${table.name}" NOT INDEXED`).pluck().get(),
      ),
    );
    this.#greatest = Math.max(greatestKnown, greatest ?? 0);
  }

  async run(): Promise<void> {
    for (let at: number | null = 1; at !== null;) {
      const { next, isStopped } = this.#readFrom(at);
      await this.#options.pause();
      at = isStopped ? await this.#behind(next ?? at) : next;
    }
  }

  /** Some rows, the first with this number or above. `next`: null at the end; `isStopped`: there it cannot be read on. */
  #readFrom(from: number): { readonly next: number | null; readonly isStopped: boolean } {
    let next = from;
    let count = 0;
    try {
      for (const row of this.#rows.iterate(from)) {
        const [rowid, ...values] = row as readonly unknown[];
        next = Number(rowid) + 1;
        count += 1;
        this.seen.add(Number(rowid));
        this.#options.see({ rowid: Number(rowid), values });
      }
      return { next: count < triesAtOnce ? null : next, isStopped: false };
    } catch (error) {
      assertDamage(error);
      return { next, isStopped: true };
    }
  }

  /** The first number from which on something can be read again; null when there is none. */
  async #behind(from: number): Promise<number | null> {
    let step = 1;
    let tries = 0;
    for (let at = from; ; at += step) {
      const found = orNull(() => ({ rowid: this.#next.get(at) }));
      if (found) {
        const { rowid } = found;
        if (rowid === undefined) return null;
        // Its number can be read: what cannot is the row itself, if it is the one that was stopped at.
        if (Number(rowid) > at || !this.#isUnreadable(at)) return Number(rowid);
        this.unread.add(at);
      } else {
        this.isBlind = true;
        if (at > this.#greatest && tries > triesAtOnce) return null;
      }
      tries += 1;
      if (tries > tryEach) step *= 2;
      if (tries % triesAtOnce === 0) await this.#options.pause();
    }
  }

  #isUnreadable(rowid: number): boolean {
    return orNull(() => this.#rows.get(rowid)) === null;
  }
}

type KnownRows = ReadonlyMap<number, Readonly<Record<string, unknown>>>;

/** Every row that an index knows, by its number, with the columns that are in it. Each is read from both of its ends. */
async function rowsOfIndices(
  database: SqliteDatabase,
  table: WatchedTable,
  pause: () => Promise<void>,
): Promise<{ readonly known: KnownRows; readonly areAll: boolean }> {
  const known = new Map<number, Readonly<Record<string, unknown>>>();
  let areAll = false;
  const indices = orNull(() =>
    database
      .prepare('SELECT name FROM pragma_index_list(?) WHERE partial = 0 ORDER BY name')
      .pluck()
      .all(table.name),
  );
  for (const index of indices ?? []) {
    const columns = orNull(() => columnsOf(database, String(index)));
    if (!columns || columns.length === 0) continue;
    const listed = columns.map((column) => `"${column}"`);
    for (const order of ['', ' DESC']) {
      const rows = database
        .prepare(
          `SELECT rowid, ${listed.join(', ')} FROM main."${table.name}" INDEXED BY "${String(index)}"
           ORDER BY ${listed.map((column) => `${column}${order}`).join(', ')}`,
        )
        .raw();
      const isWhole = await readAsFarAsItGoes(rows.iterate(), pause, ([rowid, ...values]) => {
        const entry = Object.fromEntries(columns.map((column, at) => [column, values[at]]));
        known.set(Number(rowid), { ...known.get(Number(rowid)), ...entry });
      });
      areAll ||= isWhole;
      if (isWhole) break;
    }
  }
  return { known, areAll };
}

function columnsOf(database: SqliteDatabase, index: string): readonly string[] {
  const names = database
    .prepare('SELECT name FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno')
    .pluck()
    .all(index);
  return names.filter((name): name is string => typeof name === 'string');
}

/** @returns whether it went to the end */
async function readAsFarAsItGoes(
  rows: IterableIterator<unknown>,
  pause: () => Promise<void>,
  see: (row: readonly unknown[]) => void,
): Promise<boolean> {
  const batch: (readonly unknown[])[] = [];
  try {
    for (const row of rows) batch.push(row as readonly unknown[]);
  } catch (error) {
    assertDamage(error);
    for (const row of batch) see(row);
    return false;
  }
  for (const row of batch) see(row);
  await pause();
  return true;
}

/** What of a row can be read without the rest of it: long columns lie in pages of their own. */
function columnsAlone(
  database: SqliteDatabase,
  table: WatchedTable,
  rowid: number,
): Readonly<Record<string, unknown>> {
  const known: Record<string, unknown> = {};
  for (const column of table.columns) {
    const value = orNull(() => ({
      found: database
        .prepare(`SELECT "${column}" FROM main."${table.name}" NOT INDEXED WHERE rowid = ?`)
        .pluck()
        .get(rowid),
    }));
    if (value && value.found !== undefined) known[column] = value.found;
  }
  return known;
}

/** Null where damage keeps it from being read. */
export function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    assertDamage(error);
    return null;
  }
}

/** Throws what is no damage of what was read. */
function assertDamage(error: unknown): void {
  const code = sqliteCodeOf(error);
  const isDamage =
    code === null
      ? error instanceof AppError && error.code === 'vault-damaged'
      : /^SQLITE_(?:CORRUPT|NOTADB|IOERR)/u.test(code);
  if (!isDamage) throw error;
}
