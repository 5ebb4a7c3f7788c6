import type { ClientId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
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

interface FoundPlace {
  readonly place: SearchPlace;
  readonly found: FoundText;
}

/** What is to be put in one go: FTS5 takes half as long for it, and this is how much there is in memory at most. */
const mostTexts = 128;
const mostCharacters = 1024 * 1024;

interface Waiting {
  texts: FoundPlace[];
  characters: number;
}

const waiting = new WeakMap<WriteHandle, Waiting>();

/**
 * Makes a text findable, in place of what was there before, in the transaction that writes it: at its end, because every
 * row that is written between two texts makes FTS5 write down what it has (the triggers of a row are a savepoint). A damaged
 * index keeps nobody from writing: it is marked to be built anew, and then takes nothing more, because it is built from what
 * is there.
 */
export function putText(write: WriteHandle, place: SearchPlace, found: FoundText): void {
  const here = waiting.get(write) ?? { texts: [], characters: 0 };
  waiting.set(write, here);
  here.texts.push({ place, found });
  here.characters += found.text.length;
  if (here.texts.length >= mostTexts || here.characters >= mostCharacters) putWaiting(write);
  else write.atEnd(putWaiting);
}

/** Puts what waits in this transaction, for who needs to know that there is room for it; nothing waits afterwards. */
export function putWaiting(write: WriteHandle): void {
  const texts = waiting.get(write)?.texts ?? [];
  waiting.delete(write);
  if (texts.length === 0) return;
  write.run('SAVEPOINT search_put');
  try {
    if (isCurrentIndex(write)) putAll(write, texts);
    // FTS5 keeps what is put until there is a savepoint, or the commit; there it would be too late to leave it out.
    write.run('SAVEPOINT search_written');
  } catch (error) {
    undoPut(write, error);
    if (!isOfIndex(error)) throw error;
    write.run(markSearchStaleSql);
  }
  write.run('RELEASE search_put');
}

/** @throws what is thrown already where that has undone the whole transaction, as a full disk does: nothing more is written then */
function undoPut(write: WriteHandle, thrown: unknown): void {
  try {
    write.run('ROLLBACK TO search_put');
  } catch {
    throw thrown;
  }
}

/** Whether it is the index that is not as it should be, rather than the disk or the memory. */
function isOfIndex(error: unknown): boolean {
  // What is read on the way has its code already.
  if (error instanceof AppError) return error.code === 'vault-damaged';
  return /^SQLITE_(?:CORRUPT|NOTADB|CONSTRAINT|ERROR)/u.test(sqliteCodeOf(error) ?? '');
}

function putAll(write: WriteHandle, texts: readonly FoundPlace[]): void {
  const state = write.get('SELECT last_entry FROM search_state');
  if (!state) throw new AppError('vault-damaged', 'search state');
  // No number is given twice, so that an old page of the index is none of now.
  let entryId = state.int('last_entry');
  for (const { place, found } of texts) {
    entryId += 1;
    put(write, entryId, place, found);
  }
  write.run('UPDATE search_state SET last_entry = :entryId', { entryId });
}

/** Only statements that need no savepoint of their own: what FTS5 has so far would be written at each. */
function put(
  write: WriteHandle,
  entryId: number,
  { kind, ref, number, clientId }: SearchPlace,
  { text, atMs }: FoundText,
): void {
  const before = write.get(
    'SELECT entry_id FROM search_entries WHERE kind = :kind AND ref = :ref AND number = :number',
    { kind, ref, number },
  );
  if (before) removeEntry(write, before.int('entry_id'));
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
  // What is to be put at the end would stay.
  putWaiting(write);
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
