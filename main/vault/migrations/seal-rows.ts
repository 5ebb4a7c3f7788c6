import { ids, type ClientId } from '../../../src/contract/ids.ts';
import type { ClientKeys } from '../client-keys/client-keys.ts';
import { places } from '../client-keys/places.ts';
import { Row } from '../database/row.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { firstLineOf } from '../tables/first-line.ts';

type Values = readonly (string | number | Uint8Array | null)[];

/** Moves every row from the tables in the clear into those of the same name that are sealed. */
export function sealRows(database: SqliteDatabase, keys: ClientKeys): void {
  const clients = database.prepare('SELECT client_id FROM clients').pluck().all();
  keys.add(clients.map((clientId) => ids.client.parse(clientId)));
  database
    .prepare('INSERT INTO keyring_state (only_row, revision, must_clean) VALUES (1, ?, ?)')
    // A vault that is just being made has nothing in it that would have to go.
    .run(keys.revision, clients.length > 0 ? 1 : 0);
  sealNotes(database, keys);
  moveRows(database, 'client_phrases', '', (row) => {
    const client = clientOf(row);
    return [client, keys.sealText(places.phrase(client), row.text('phrase'))];
  });
  sealFiles(database, keys);
  const ofSession =
    'JOIN (SELECT session_id AS of_session, client_id FROM sessions) ON of_session = session_id';
  moveRows(database, 'slips', ofSession, (row) => {
    const slipId = row.text('slip_id');
    const slip = keys.seal(places.slip(clientOf(row), slipId), row.blob('slip'));
    return [slipId, row.text('session_id'), row.int('kept_at_ms'), slip];
  });
}

function sealNotes(database: SqliteDatabase, keys: ClientKeys): void {
  const ofNote = 'JOIN (SELECT note_id AS of_note, client_id FROM notes) ON of_note = note_id';
  moveRows(database, 'note_revisions', ofNote, (row) => {
    const [client, noteId, revision] = [clientOf(row), row.text('note_id'), row.int('revision')];
    const text = row.text('text');
    return [
      noteId,
      revision,
      row.int('saved_at_ms'),
      keys.sealText(places.noteFirstLine(client, noteId, revision), firstLineOf(text)),
      keys.sealText(places.noteText(client, noteId, revision), text),
    ];
  });
  moveRows(database, 'note_signatures', ofNote, (row) => {
    const noteId = row.text('note_id');
    const signature = keys.seal(places.noteSignature(clientOf(row), noteId), row.blob('signature'));
    return [noteId, row.int('revision'), row.int('signed_at_ms'), signature];
  });
  moveRows(database, 'note_amendments', ofNote, (row) => {
    const [client, noteId, number] = [clientOf(row), row.text('note_id'), row.int('number')];
    return [
      noteId,
      number,
      keys.sealText(places.amendmentText(client, noteId, number), row.text('text')),
      row.int('signed_at_ms'),
      keys.seal(places.amendmentSignature(client, noteId, number), row.blob('signature')),
    ];
  });
}

function sealFiles(database: SqliteDatabase, keys: ClientKeys): void {
  moveRows(database, 'files', '', (row) => {
    const [client, fileId] = [clientOf(row), row.text('file_id')];
    const sha256 = row.blobOrNull('sha256');
    return [
      fileId,
      client,
      row.textOrNull('session_id'),
      keys.sealText(places.fileName(client, fileId), row.text('name')),
      row.int('size_bytes'),
      row.int('kept_at_ms'),
      sha256 && keys.seal(places.fileHash(client, fileId), sha256),
    ];
  });
  const ofFile =
    'JOIN (SELECT file_id AS of_file, client_id FROM plain_files) ON of_file = file_id';
  moveRows(database, 'file_parts', ofFile, (row) => {
    const [fileId, part] = [row.text('file_id'), row.int('part')];
    const bytes = keys.seal(places.filePart(clientOf(row), fileId, part), row.blob('bytes'));
    return [fileId, part, bytes];
  });
}

/** In the order of before, one row at a time: a vault may be larger than the memory. `join` brings the client. */
function moveRows(
  database: SqliteDatabase,
  into: string,
  join: string,
  sealed: (row: Row) => Values,
): void {
  const plain = `plain_${into}`;
  const rowids = database.prepare(`SELECT rowid FROM ${plain} ORDER BY rowid`).pluck().all();
  const read = database.prepare(`SELECT * FROM ${plain} ${join} WHERE ${plain}.rowid = ?`);
  for (const rowid of rowids) {
    const values = sealed(new Row(read.get(rowid) as object));
    const marks = values.map(() => '?').join(', ');
    database.prepare(`INSERT INTO ${into} VALUES (${marks})`).run(...values);
  }
}

function clientOf(row: Row): ClientId {
  return ids.client.parse(row.text('client_id'));
}
