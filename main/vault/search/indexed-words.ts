import type { ReadHandle } from '../database/sql-handle.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { indexedBeginnings } from './search-tables.ts';

// FTS5 finds the beginnings of words that it has an index of (`prefix`) as quickly as a word. For a longer one it reads every
// text of every such word, in 100,000 notes a tenth of a second, before it has the newest. The words themselves are few, and
// their names are found by one look-up each.

/** More than these are left to FTS5: to look one up takes some 0.04 ms. */
const mostWords = 256;

/** To be called once for each connection. It is a view of the index: nothing is kept in it. */
export function openIndexedWords(database: SqliteDatabase): void {
  database.exec(`
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words
    USING fts5vocab ('main', 'search_text', 'instance')`);
}

// Every place of every word is a row, so a word is never walked through: the next one is looked up by what follows it.
const nextSql = `
  SELECT term FROM temp.search_words WHERE term >= :from AND term < :end ORDER BY term LIMIT 1`;
const belowEveryCharacter = '\u0001';
const aboveEveryCharacter = '\u{10FFFF}';

/**
 * The words in the index that begin so. Null for a beginning that FTS5 finds itself, one of too many words, and one that it
 * may fold in another way than we do.
 */
export function indexedWordsFrom(handle: ReadHandle, beginning: string): readonly string[] | null {
  if (beginning.length <= Math.max(...indexedBeginnings)) return null;
  if (!/^[a-z0-9]+$/u.test(beginning)) return null;
  const words: string[] = [];
  let from = beginning;
  while (words.length <= mostWords) {
    const next = handle.get(nextSql, { from, end: beginning + aboveEveryCharacter });
    if (!next) return words;
    const word = next.text('term');
    words.push(word);
    from = word + belowEveryCharacter;
  }
  return null;
}
