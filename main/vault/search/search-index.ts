import type { ClientId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ClientSealing } from '../client-keys/client-keys.ts';
import type { SqlHandle, WriteHandle } from '../database/sql-handle.ts';
import { vaultError } from '../database/sqlite-error.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { emptyOn } from './empty-index.ts';
import { excerptOf, type ExcerptPart } from './excerpt.ts';
import { kindOf, placesAfter, readPlace, searchKinds, textAt } from './indexed-texts.ts';
import type { TextRange } from './matches.ts';
import { putText, removeTextsOf, type SearchKind, type SearchPlace } from './put-text.ts';
import { startSearchCheck, type SearchCheck } from './search-check.ts';
import { indexedWordsFrom, openIndexedWords } from './indexed-words.ts';
import { matchOf, readQuery } from './search-query.ts';
import {
  createSearchSql,
  dropSearchIndex,
  forgetSearchIndex,
  hasSearchTables,
  isCurrentIndex,
  markSearchStaleSql,
} from './search-tables.ts';

export interface SearchHit extends SearchPlace {
  readonly pseudonym: string;
  readonly atMs: number;
  /** When it was begun that it belongs to: the note, for what was added to it as well. */
  readonly begunAtMs: number;
  readonly excerpt: readonly ExcerptPart[];
  /** Where in the text the first match is; null when there is none to be marked. */
  readonly place: TextRange | null;
}

export interface SearchPage {
  readonly hits: readonly SearchHit[];
  readonly hasMore: boolean;
}

/** Which page of what is found. */
export interface SearchPaging {
  readonly offset: number;
  readonly most: number;
}

/** Finds texts by their words. It is derived from the rows, and can be made again from them at any time. */
export interface SearchIndex {
  /**
   * Names first, then texts, of both the newest first. Of more than 500 matches, those that were written last. Nothing is found by what has no letter and no digit.
   * @throws AppError vault-damaged: it has to be built anew
   */
  find(typed: string, paging: SearchPaging): SearchPage;
  /** False while it is being built: what is found may not be everything. */
  isComplete(): boolean;
  /** Builds it on by a little; of one that begins anew, first takes out what is in it. Whether there is more to do. */
  buildOn(): boolean;
  /** Begins anew: nothing is found until it is built on, also when it is too damaged to be read. @throws AppError disk-full */
  reset(): void;
  /** Reads all of it, step by step, and says whether it is what the texts make of it. */
  startCheck(): SearchCheck;
}

/** Texts that are indexed in one step, and how many UTF-16 units there may be before the step ends. */
const placesPerStep = 16;
const charactersPerStep = 32 * 1024;

export interface SearchIndexParts {
  readonly database: SqliteDatabase;
  readonly sql: SqlHandle;
  readonly sealing: ClientSealing;
}

export function createSearchIndex(parts: SearchIndexParts): SearchIndex {
  const { database, sql, sealing } = parts;
  openIndexedWords(database);
  return {
    find: (typed, paging) => find(parts, typed, paging),
    isComplete: () => isCurrentIndex(sql) && buildingKind(sql) === null,
    buildOn: () => {
      if (isCurrentIndex(sql)) return sql.write((write) => buildOn(write, sealing));
      renewOn(parts);
      return true;
    },
    reset: () => {
      leaveIndex(parts);
    },
    startCheck: () => startSearchCheck(parts),
  };
}

/**
 * An index that is missing, or cannot be told to be one, is made anew, empty. One of another version, or marked, stays for
 * `buildOn`. To be called at opening.
 */
export function renewIfMissing(parts: SearchIndexParts): void {
  let isThere = false;
  try {
    isThere = hasSearchTables(parts.database);
  } catch (error) {
    if (vaultError(error).code !== 'vault-damaged') throw error;
  }
  if (!isThere) resetIndex(parts);
}

/** Takes a client out of the index, for a destruction. An index that is damaged goes as a whole. @throws AppError disk-full */
export function forgetInSearch(parts: SearchIndexParts, clientId: ClientId): void {
  try {
    // What is still in one that is being emptied has no entries any more by which it could be found.
    if (!isCurrentIndex(parts.sql)) resetIndex(parts);
    parts.sql.write((write) => {
      removeTextsOf(write, clientId);
    });
  } catch (error) {
    if (vaultError(error).code === 'disk-full') throw error;
    resetIndex(parts);
  }
}

/** Nothing is found in it any more, and it is built anew: for who makes the file anew, and it with that. */
export function leaveIndex(parts: SearchIndexParts): void {
  orAtOnce(parts, () => parts.sql.write((write) => write.run(markSearchStaleSql)));
}

/** One step on the way from an index that is not wanted any more to a new one. */
function renewOn(parts: SearchIndexParts): void {
  orAtOnce(parts, () => {
    if (emptyOn(parts.database, parts.sql)) resetIndex(parts);
  });
}

/** What is too damaged for it is made anew in one piece. */
function orAtOnce(parts: SearchIndexParts, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (vaultError(error).code !== 'vault-damaged') throw error;
    resetIndex(parts);
  }
}

/** In one piece, which for a large one takes seconds. */
function resetIndex({ database, sql }: SearchIndexParts): void {
  try {
    sql.write(() => {
      dropSearchIndex(database);
      database.exec(createSearchSql);
    });
  } catch (error) {
    if (vaultError(error).code === 'disk-full') throw error;
    sql.write((write) => {
      forgetSearchIndex(database);
      database.exec(createSearchSql);
      // Its pages are in the file until that is made anew.
      write.run('UPDATE keyring_state SET must_clean = 1');
    });
  }
}

/** How many matches are looked at, those that were written last. */
const lookedAt = 500;

// Without bm25: to know how rare a word is, it counts every text that has it, a second for some beginnings of words.
const findSql = `
  SELECT kind, ref, number, client_id, pseudonym
  FROM (
    SELECT * FROM (
      SELECT rowid AS found_id FROM search_text
      WHERE search_text MATCH :match ORDER BY rowid DESC LIMIT ${String(lookedAt)})
    JOIN search_entries ON entry_id = found_id
    ORDER BY kind IN ('client', 'file') DESC, at_ms DESC, entry_id DESC
    LIMIT :most OFFSET :offset)
  JOIN clients USING (client_id)
  ORDER BY kind IN ('client', 'file') DESC, at_ms DESC, entry_id DESC`;

function find(
  { sql, sealing }: SearchIndexParts,
  typed: string,
  { offset, most }: SearchPaging,
): SearchPage {
  const query = readQuery(typed);
  if (query.terms.length === 0 || !isCurrentIndex(sql)) return { hits: [], hasMore: false };
  // One more than a page tells whether there is another.
  const match = matchOf(query, (beginning) => indexedWordsFrom(sql, beginning));
  const rows = sql.all(findSql, { match, offset, most: most + 1 });
  const hits = rows.slice(0, most).flatMap((row): readonly SearchHit[] => {
    const place = readPlace(kindOf(row.text('kind')), row);
    const found = textAt(sql, sealing, place);
    if (!found) return [];
    const pseudonym = row.text('pseudonym');
    const { parts: excerpt, place: matchPlace } = excerptOf(found.text, query);
    const { atMs, begunAtMs } = found;
    return [{ ...place, pseudonym, atMs, begunAtMs, excerpt, place: matchPlace }];
  });
  return { hits, hasMore: rows.length > most };
}

function buildOn(write: WriteHandle, sealing: ClientSealing): boolean {
  const kind = buildingKind(write);
  if (kind === null) return false;
  const after = write.get('SELECT built_to FROM search_state')?.int('built_to') ?? 0;
  let [characters, builtTo] = [0, after];
  for (const place of placesAfter(write, kind, after, placesPerStep)) {
    if (characters > charactersPerStep) break;
    const found = readable(() => textAt(write, sealing, place));
    if (found) putText(write, place, found);
    characters += found?.text.length ?? 0;
    builtTo = place.rowid;
  }
  const isKindDone = builtTo === after;
  const next = isKindDone ? (searchKinds[searchKinds.indexOf(kind) + 1] ?? null) : kind;
  write.run('UPDATE search_state SET building = :next, built_to = :builtTo', {
    next,
    builtTo: isKindDone ? 0 : builtTo,
  });
  return next !== null;
}

/** What does not open is not found. That it is damaged says whoever reads it, and a verification of the vault. */
function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (vaultError(error).code === 'vault-damaged') return null;
    throw error;
  }
}

function buildingKind(handle: Pick<SqlHandle, 'get'>): SearchKind | null {
  const state = handle.get('SELECT building FROM search_state');
  if (!state) throw new AppError('vault-damaged', 'search state');
  const kind = state.textOrNull('building');
  return kind === null ? null : kindOf(kind);
}
