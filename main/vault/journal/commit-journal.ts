import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { Row } from '../database/row.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { u48 } from '../header/byte-reader.ts';
import type { Head } from './head-file.ts';
import { JournalKey } from './journal-key.ts';
import { sumFromBytes, sumToBytes } from './row-sum.ts';

/** How many commits are kept: enough to find the head of a vault that was closed in whatever way. */
const keptCommits = 4096;

/** The rows of `commits`, and the key that they are made with. Knows the database, not the head outside of it. */
export interface CommitJournal {
  readonly key: JournalKey;
  /** The last commit with what was in the vault after it; null before the first. */
  last(): (Head & { readonly rowSum: bigint }) | null;
  /** Whether this was a commit of this vault, and is still remembered. */
  knows(head: Head): boolean;
  /** Adds a commit, inside the transaction that it is of. */
  add(rowSum: bigint): Head;
}

/** Gives the journal its key: once in a vault's life, inside the transaction that makes the tables. */
export function storeCommitKey(database: SqliteDatabase, key: Bytes): void {
  database.prepare('INSERT INTO commit_key (only_row, key) VALUES (1, ?)').run(key);
}

/** @throws AppError vault-damaged when there is no key */
export function createCommitJournal(database: SqliteDatabase): CommitJournal {
  const keyRow = rowOf(database.prepare('SELECT key FROM commit_key').get());
  if (!keyRow) throw new AppError('vault-damaged', 'no journal key');
  const key = new JournalKey(keyRow.blob('key'));
  const lastCommit = database.prepare('SELECT * FROM commits ORDER BY seq DESC LIMIT 1');
  const oneCommit = database.prepare('SELECT chain FROM commits WHERE seq = ?');
  const insert = database.prepare('INSERT INTO commits (seq, row_sum, chain) VALUES (?, ?, ?)');
  const forget = database.prepare('DELETE FROM commits WHERE seq <= ?');
  const last: CommitJournal['last'] = () => {
    const row = rowOf(lastCommit.get());
    return (
      row && {
        seq: row.int('seq'),
        chain: row.blob('chain'),
        rowSum: sumFromBytes(row.blob('row_sum')),
      }
    );
  };
  return {
    key,
    last,
    knows: ({ seq, chain }) => {
      const row = rowOf(oneCommit.get(seq));
      return row !== null && equalBytes(row.blob('chain'), chain);
    },
    add: (rowSum) => {
      const before = last();
      const seq = (before?.seq ?? 0) + 1;
      const sum = sumToBytes(rowSum);
      const chain = chainOf(key, before?.chain ?? new Uint8Array(32), seq, sum);
      insert.run(seq, sum, chain);
      forget.run(seq - keptCommits);
      return { seq, chain };
    },
  };
}

/**
 * Whether every remembered commit follows from the one before.
 * @throws AppError vault-damaged when one does not
 */
export function checkChain(database: SqliteDatabase, key: JournalKey): void {
  let before: Head | null = null;
  for (const raw of database.prepare('SELECT * FROM commits ORDER BY seq').iterate()) {
    const row = new Row(raw as object);
    const head = { seq: row.int('seq'), chain: row.blob('chain') };
    if (before) {
      const expected = chainOf(key, before.chain, before.seq + 1, row.blob('row_sum'));
      const follows = head.seq === before.seq + 1 && equalBytes(head.chain, expected);
      if (!follows) throw new AppError('vault-damaged', 'chain of commits');
    }
    before = head;
  }
}

function chainOf(key: JournalKey, before: Bytes, seq: number, rowSum: Bytes): Bytes {
  const hmac = key.hmac().update('quietroom/commit/1');
  return new Uint8Array(hmac.update(before).update(u48(seq)).update(rowSum).digest());
}

function rowOf(row: unknown): Row | null {
  return typeof row === 'object' && row !== null ? new Row(row) : null;
}
