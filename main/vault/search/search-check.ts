import type { ClientSealing } from '../client-keys/client-keys.ts';
import type { SqlHandle } from '../database/sql-handle.ts';
import { vaultError } from '../database/sqlite-error.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { kindOf, placesAfter, readPlace, searchKinds, textAt } from './indexed-texts.ts';
import type { SearchPlace } from './put-text.ts';
import { matchOf, wordsOf } from './search-query.ts';
import { searchTables } from './search-tables.ts';

/** Whether the index is what the texts make of it, in steps. Never throws for an index that is damaged. */
export interface SearchCheck {
  /** Null until all was read; then whether it is right. @throws AppError vault-locked, disk-full */
  step(): { readonly isRight: boolean } | null;
}

const placesPerStep = 16;
/** SQLite and FTS5 check structure in one go, a millisecond for 30 texts: that long nobody else can use the vault. */
const mostAtOnce = 1000;
/** How many words of a text are looked up, one after the other: enough for no two texts to be taken for one another. */
const wordsLookedUp = 8;

export interface SearchCheckParts {
  readonly database: SqliteDatabase;
  readonly sql: SqlHandle;
  readonly sealing: ClientSealing;
}

/**
 * First the structure, unless there is too much of it to be looked at in one go. Then every text: it has an entry, and that is found by the words with which the text
 * begins and ends. At last every entry has a text. What is written meanwhile is right at each step.
 */
export function startSearchCheck(parts: SearchCheckParts): SearchCheck {
  const steps = [structureSteps(parts), textSteps(parts), entrySteps(parts)];
  return {
    step: () => {
      try {
        const next = steps[0]?.next();
        if (!next) return { isRight: true };
        if (next.done) steps.shift();
        return next.value === false ? { isRight: false } : null;
      } catch (thrown) {
        const error = vaultError(thrown);
        if (error.code === 'vault-damaged') return { isRight: false };
        throw error;
      }
    },
  };
}

type Steps = Generator<boolean, undefined>;

function* structureSteps({ database, sql }: SearchCheckParts): Steps {
  const entries = sql.get('SELECT count(*) AS count FROM search_entries')?.int('count') ?? 0;
  if (entries > mostAtOnce) return undefined;
  for (const name of searchTables.filter((one) => one !== 'search_text')) {
    yield database.pragma(`integrity_check("${name}")`, { simple: true }) === 'ok';
  }
  database.exec("INSERT INTO search_text (search_text) VALUES ('integrity-check')");
  return undefined;
}

function* textSteps(parts: SearchCheckParts): Steps {
  for (const kind of searchKinds) {
    let after = 0;
    for (;;) {
      const places = placesAfter(parts.sql, kind, after, placesPerStep);
      const last = places.at(-1);
      if (!last) break;
      after = last.rowid;
      yield places.every((place) => isIndexed(parts, place));
    }
  }
  return undefined;
}

function* entrySteps({ sql, sealing }: SearchCheckParts): Steps {
  let after = 0;
  for (;;) {
    const rows = sql.all(
      'SELECT * FROM search_entries WHERE entry_id > :after ORDER BY entry_id LIMIT :most',
      { after, most: placesPerStep },
    );
    const last = rows.at(-1);
    if (!last) return undefined;
    after = last.int('entry_id');
    yield rows.every((row) => textAt(sql, sealing, readPlace(kindOf(row.text('kind')), row)));
  }
}

function isIndexed({ sql, sealing }: SearchCheckParts, place: SearchPlace): boolean {
  const found = textAt(sql, sealing, place);
  if (!found) return true;
  const { kind, ref, number } = place;
  const entry = sql.get(
    `SELECT entry_id FROM search_entries JOIN search_text_docsize ON id = entry_id
     WHERE kind = :kind AND ref = :ref AND number = :number
       AND entry_id <= (SELECT last_entry FROM search_state)`,
    { kind, ref, number },
  );
  if (!entry) return false;
  const words = wordsOf(found.text).map(({ from, to }) => found.text.slice(from, to));
  return [words.slice(0, wordsLookedUp), words.slice(-wordsLookedUp)].every(
    (some) =>
      some.length === 0 ||
      sql.get(
        'SELECT 1 FROM search_text WHERE search_text MATCH :match AND rowid = CAST(:entryId AS INTEGER)',
        {
          match: matchOf({ terms: [{ typed: some, words: some, isPrefix: false }] }),
          entryId: entry.int('entry_id'),
        },
      ) !== null,
  );
}
