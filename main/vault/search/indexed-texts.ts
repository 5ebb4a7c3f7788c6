import { ids, type ClientId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ClientSealing } from '../client-keys/client-keys.ts';
import { places } from '../client-keys/places.ts';
import type { Row } from '../database/row.ts';
import type { ReadHandle } from '../database/sql-handle.ts';
import type { FoundText, SearchKind, SearchPlace } from './put-text.ts';

// What the index is made from, read from the rows. Not in it: agreed phrases, signed records, sealed cards, older texts.

/** What is written at a place. */
export interface IndexedText extends FoundText {
  /** When it was begun that it belongs to: the note, for what was added to it as well. */
  readonly begunAtMs: number;
}

interface Source {
  /** Places of this kind behind the row `after`, in the order in which they were added. */
  readonly placesSql: string;
  /** The row with what is sealed at a place. */
  readonly textSql: string;
  readonly read: (sealing: ClientSealing, place: SearchPlace, row: Row) => IndexedText;
}

const sources: Readonly<Record<SearchKind, Source>> = {
  client: {
    placesSql: `
      SELECT rowid, client_id AS ref, 0 AS number, client_id FROM clients
      WHERE rowid > :after ORDER BY rowid LIMIT :most`,
    textSql: `
      SELECT pseudonym, created_at_ms AS at_ms, created_at_ms AS begun_at_ms FROM clients
      WHERE client_id = :ref`,
    read: (_sealing, _place, row) => ({ text: row.text('pseudonym'), ...timesOf(row) }),
  },
  file: {
    placesSql: `
      SELECT rowid, file_id AS ref, 0 AS number, client_id FROM files
      WHERE rowid > :after AND sha256 IS NOT NULL ORDER BY rowid LIMIT :most`,
    textSql: `
      SELECT name, kept_at_ms AS at_ms, kept_at_ms AS begun_at_ms FROM files
      WHERE file_id = :ref AND sha256 IS NOT NULL`,
    read: (sealing, { clientId, ref }, row) => ({
      text: sealing.openText(places.fileName(clientId, ref), row.blob('name')),
      ...timesOf(row),
    }),
  },
  note: {
    placesSql: `
      SELECT rowid, note_id AS ref, 0 AS number, client_id FROM notes
      WHERE rowid > :after ORDER BY rowid LIMIT :most`,
    textSql: `
      SELECT revision, text, saved_at_ms AS at_ms, created_at_ms AS begun_at_ms
      FROM note_revisions JOIN notes USING (note_id)
      WHERE note_id = :ref ORDER BY revision DESC LIMIT 1`,
    read: (sealing, { clientId, ref }, row) => ({
      text: sealing.openText(places.noteText(clientId, ref, row.int('revision')), row.blob('text')),
      ...timesOf(row),
    }),
  },
  amendment: {
    placesSql: `
      SELECT a.rowid, note_id AS ref, number, client_id
      FROM note_amendments a JOIN notes USING (note_id)
      WHERE a.rowid > :after ORDER BY a.rowid LIMIT :most`,
    textSql: `
      SELECT text, signed_at_ms AS at_ms, created_at_ms AS begun_at_ms
      FROM note_amendments JOIN notes USING (note_id)
      WHERE note_id = :ref AND number = :number`,
    read: (sealing, { clientId, ref, number }, row) => ({
      text: sealing.openText(places.amendmentText(clientId, ref, number), row.blob('text')),
      ...timesOf(row),
    }),
  },
};

function timesOf(row: Row): Pick<IndexedText, 'atMs' | 'begunAtMs'> {
  return { atMs: row.int('at_ms'), begunAtMs: row.int('begun_at_ms') };
}

/** Kinds in the order in which they are indexed: what is short first. */
export const searchKinds = ['client', 'file', 'note', 'amendment'] as const;

/** @throws AppError vault-damaged */
export function kindOf(name: string): SearchKind {
  const kind = searchKinds.find((one) => one === name);
  if (!kind) throw new AppError('vault-damaged', 'search kind');
  return kind;
}

/** A place and the number of its row, by which places are walked through. */
export interface NumberedPlace extends SearchPlace {
  readonly rowid: number;
}

/** The next places that have a text to be indexed, behind this row. */
export function placesAfter(
  handle: ReadHandle,
  kind: SearchKind,
  after: number,
  most: number,
): readonly NumberedPlace[] {
  return handle
    .all(sources[kind].placesSql, { after, most })
    .map((row) => ({ ...readPlace(kind, row), rowid: row.int('rowid') }));
}

/** What is written at a place now; null when there is nothing. @throws AppError vault-damaged when it does not open */
export function textAt(
  handle: ReadHandle,
  sealing: ClientSealing,
  place: SearchPlace,
): IndexedText | null {
  const { ref, number } = place;
  const { textSql, read } = sources[place.kind];
  const row = handle.get(textSql, place.kind === 'amendment' ? { ref, number } : { ref });
  return row && read(sealing, place, row);
}

/** A place out of a row with its columns. */
export function readPlace(kind: SearchKind, row: Row): SearchPlace {
  const clientId: ClientId = ids.client.parse(row.text('client_id'));
  return { kind, ref: row.text('ref'), number: row.int('number'), clientId };
}
