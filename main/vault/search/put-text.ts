import type { ClientId } from '../../../src/contract/ids.ts';
import type { WriteHandle } from '../database/sql-handle.ts';
import { sqliteCodeOf } from '../database/sqlite-error.ts';
import { isCurrentIndex, markSearchStaleSql } from './search-tables.ts';

/** What is in the index: pseudonyms, names of files, newest texts of notes, amendments. */
export type SearchKind = 'client' | 'file' | 'note' | 'amendment';

/** One text that can be found, by where it lies. */
export interface SearchPlace {
  readonly kind: SearchKind;
  /** The id of the client, the file, or the note; that of the note for an amendment as well. */
  readonly ref: string;
  /** Of an amendment; 0 otherwise. */
  readonly number: number;
  readonly clientId: ClientId;
}

export interface FoundText {
  readonly text: string;
  /** When it was written. */
  readonly atMs: number;
}

/**
 * Makes a text findable, in place of what was there before, in the transaction that writes it. A damaged index keeps nobody
 * from writing: it is marked to be built anew, and then takes nothing more, because it is built from what is there.
 */
export function putText(write: WriteHandle, place: SearchPlace, found: FoundText): void {
  write.run('SAVEPOINT search_put');
  try {
    if (isCurrentIndex(write)) put(write, place, found);
    // FTS5 keeps what is put until there is a savepoint, or the commit; there it would be too late to leave it out.
    write.run('SAVEPOINT search_written');
  } catch (error) {
    // This fails where the failure has undone the whole transaction, and nothing more is written then.
    write.run('ROLLBACK TO search_put');
    if (!isOfIndex(error)) throw error;
    write.run(markSearchStaleSql);
  }
  write.run('RELEASE search_put');
}

/** Whether it is the index that is not as it should be, rather than the disk or the memory. */
function isOfIndex(error: unknown): boolean {
  return /^SQLITE_(?:CORRUPT|NOTADB|CONSTRAINT|ERROR)/u.test(sqliteCodeOf(error) ?? '');
}

function put(
  write: WriteHandle,
  { kind, ref, number, clientId }: SearchPlace,
  { text, atMs }: FoundText,
): void {
  const before = write.get(
    'SELECT entry_id FROM search_entries WHERE kind = :kind AND ref = :ref AND number = :number',
    { kind, ref, number },
  );
  if (before) removeEntry(write, before.int('entry_id'));
  // No number is given twice, so that an old page of the index is none of now.
  const state = write.get(
    'UPDATE search_state SET last_entry = last_entry + 1 RETURNING last_entry',
  );
  const entryId = state?.int('last_entry') ?? null;
  write.run(
    `INSERT INTO search_entries (entry_id, kind, ref, number, client_id, at_ms)
     VALUES (:entryId, :kind, :ref, :number, :clientId, :atMs)`,
    { entryId, kind, ref, number, clientId, atMs },
  );
  // Numbers are bound as fractions, which FTS5 does not take for a row.
  write.run('INSERT INTO search_text (rowid, text) VALUES (CAST(:entryId AS INTEGER), :text)', {
    entryId,
    text,
  });
}

/** Takes everything of a client out of the index; nothing of it stays in the segments that are merged with this. */
export function removeTextsOf(write: WriteHandle, clientId: ClientId): void {
  const entries = write.all('SELECT entry_id FROM search_entries WHERE client_id = :clientId', {
    clientId,
  });
  for (const entry of entries) removeEntry(write, entry.int('entry_id'));
  // Also when there is nothing: an earlier attempt may have been interrupted, or a text replaced long ago.
  write.run("INSERT INTO search_text (search_text) VALUES ('optimize')");
  // The file is made anew after this, and rows may then have other numbers.
  write.run('UPDATE search_state SET built_to = 0');
}

function removeEntry(write: WriteHandle, entryId: number): void {
  write.run('DELETE FROM search_text WHERE rowid = CAST(:entryId AS INTEGER)', { entryId });
  write.run('DELETE FROM search_entries WHERE entry_id = :entryId', { entryId });
}
