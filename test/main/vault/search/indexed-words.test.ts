import { describe, expect, it, onTestFinished } from 'vitest';
import { createSqlHandle } from '../../../../main/vault/database/sql-handle.ts';
import { SqliteDatabase } from '../../../../main/vault/database/sqlite.ts';
import { indexedWordsFrom, openIndexedWords } from '../../../../main/vault/search/indexed-words.ts';
import { matchOf, readQuery } from '../../../../main/vault/search/search-query.ts';
import { createSearchSql } from '../../../../main/vault/search/search-tables.ts';

/** An index with these texts, numbered from 1. */
function indexOf(...texts: readonly string[]) {
  const database = new SqliteDatabase(':memory:');
  onTestFinished(() => {
    database.close();
  });
  database.exec(createSearchSql);
  openIndexedWords(database);
  const insert = database.prepare('INSERT INTO search_text (text) VALUES (?)');
  for (const text of texts) insert.run(text);
  const sql = createSqlHandle(database);
  const matches = (match: string): readonly unknown[] =>
    database
      .prepare('SELECT rowid FROM search_text WHERE search_text MATCH ? ORDER BY rowid')
      .pluck()
      .all(match);
  const wordsFrom = (beginning: string): readonly string[] | null =>
    indexedWordsFrom(sql, beginning);
  return { database, wordsFrom, matches };
}

describe('the words of the index', () => {
  it('are those that begin so, each once, with their marks folded', () => {
    const { wordsFrom } = indexOf('Therapy, therapist; theraPY!', 'thérapeutique there', 'other');
    expect(wordsFrom('thera')).toEqual(['therapeutique', 'therapist', 'therapy']);
    expect(wordsFrom('there')).toEqual(['there']);
    expect(wordsFrom('theres')).toEqual([]);
  });

  it('are the same once a text has gone, and the index was made anew', () => {
    const { database, wordsFrom } = indexOf('sleepless', 'sleepy');
    database.exec('DELETE FROM search_text WHERE rowid = 1');
    database.exec("INSERT INTO search_text (search_text) VALUES ('optimize')");
    expect(wordsFrom('sleep')).toEqual(['sleepy']);
  });

  it('are not named where FTS5 has an index, may fold in another way, or has too many', () => {
    const many = Array.from({ length: 257 }, (_, at) => `word${String(at)}`);
    const { wordsFrom } = indexOf(many.join(' '), 'straße strasse');
    expect(['str', 'straß', 'word'].map(wordsFrom)).toEqual([null, null, null]);
    expect(wordsFrom('word1')).toHaveLength(111);
  });

  it('are as many as may be named without being too much for a query', () => {
    const { matches, wordsFrom } = indexOf(
      Array.from({ length: 256 }, (_, at) => `word${String(at)}`).join(' '),
    );
    expect(wordsFrom('word')).toHaveLength(256);
    expect(matches(matchOf(readQuery('word '.repeat(16)), wordsFrom))).toEqual([1]);
  });

  it('find what FTS5 finds by the beginning itself', () => {
    const { matches, wordsFrom } = indexOf(
      'slept badly, dreams of airships',
      'Dreaming of an airship at night',
      'a dreamer; airs and graces',
      'no dream',
      'airsick dreams of airships',
    );
    for (const typed of ['dream', 'dreams airsh', 'of-airs', '"dreams of airsh"', 'drea an-airs']) {
      const query = readQuery(typed);
      const named = matchOf(query, wordsFrom);
      expect(matches(named)).toEqual(matches(matchOf(query)));
      expect(named.includes('*')).toBe(false);
    }
    expect(matches(matchOf(readQuery('of-airs'), wordsFrom))).toEqual([1, 5]);
  });

  it('find every character again as the index has folded it', () => {
    const wordsIn = (text: string): readonly unknown[] =>
      indexOf(text).database.prepare('SELECT DISTINCT term FROM search_words').pluck().all();
    // The writings with capitals and marks; the others are not folded.
    const characters = Array.from({ length: 0x2200 }, (_, code) => String.fromCodePoint(code));
    const words = wordsIn(characters.map((one) => `a${one}x`).join(' '));
    expect(words.length).toBeGreaterThan(3000);
    expect(wordsIn(words.join(' '))).toEqual(words);
  });
});
