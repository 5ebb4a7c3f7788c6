import { ids, type ClientId, type NoteId } from '../../../src/contract/ids.ts';
import type { Note, NoteSummary } from '../../../src/contract/ipc.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ClientSealing } from '../client-keys/client-keys.ts';
import { places } from '../client-keys/places.ts';
import type { Row } from '../database/row.ts';
import type { ReadHandle, SqlHandle, WriteHandle } from '../database/sql-handle.ts';
import { putText } from '../search/put-text.ts';
import { firstLineOf } from './first-line.ts';
import { thinRevisions } from './note-history.ts';

type NewNote = Pick<Note, 'noteId' | 'clientId' | 'sessionId' | 'createdAtMs'>;

export interface SavedNote {
  readonly revision: number;
  readonly savedAtMs: number;
}

/** What a note said when it was saved once. */
export interface NoteRevision extends SavedNote {
  readonly text: string;
}

export interface NotesTable {
  /** Notes of a client, newest first. */
  list(clientId: ClientId): readonly NoteSummary[];
  read(noteId: NoteId): Note | null;
  /** Every version that is kept, oldest first; none of a note that is new and empty. */
  revisions(noteId: NoteId): readonly NoteRevision[];
  /** Whose it is. */
  clientOf(noteId: NoteId): ClientId | null;
  add(note: NewNote): void;
  /**
   * Adds a revision on top of `basedOn`; on disk for good when this returns. The same text on the same base again is
   * the repeated call of somebody who missed the first answer, and gets that answer.
   * @throws AppError not-found, note-signed, conflict when the note has moved on
   */
  save(noteId: NoteId, basedOn: number, text: string, savedAtMs: number): SavedNote;
}

interface NoteSave {
  readonly noteId: NoteId;
  readonly basedOn: number;
  readonly text: string;
  readonly savedAtMs: number;
}

const listSql = `
  SELECT n.note_id, client_id, session_id, created_at_ms, coalesce(r.revision, 0) AS revision,
    coalesce(saved_at_ms, created_at_ms) AS saved_at_ms, first_line
  FROM notes n LEFT JOIN note_revisions r ON r.note_id = n.note_id AND r.revision =
    (SELECT max(revision) FROM note_revisions newest WHERE newest.note_id = n.note_id)
  WHERE client_id = :clientId
  ORDER BY created_at_ms DESC, n.note_id LIMIT 10000`;

const readSql = `
  SELECT n.note_id, n.client_id, n.session_id, n.created_at_ms,
    coalesce(r.revision, 0) AS revision, r.text,
    coalesce(r.saved_at_ms, n.created_at_ms) AS saved_at_ms
  FROM notes n LEFT JOIN note_revisions r ON r.note_id = n.note_id
  WHERE n.note_id = :noteId
  ORDER BY r.revision DESC LIMIT 1`;

const revisionsSql = `
  SELECT client_id, revision, saved_at_ms, text FROM note_revisions JOIN notes USING (note_id)
  WHERE note_id = :noteId ORDER BY revision`;

export function createNotesTable(sql: SqlHandle, sealing: ClientSealing): NotesTable {
  return {
    list: (clientId) => sql.all(listSql, { clientId }).map((row) => readSummary(sealing, row)),
    read: (noteId) => readNote(sql, sealing, noteId),
    revisions: (noteId) =>
      sql.all(revisionsSql, { noteId }).map((row) => readRevision(sealing, noteId, row)),
    clientOf: (noteId) => {
      const row = sql.get('SELECT client_id FROM notes WHERE note_id = :noteId', { noteId });
      return row && ids.client.parse(row.text('client_id'));
    },
    add: ({ noteId, clientId, sessionId, createdAtMs }) => {
      sql.write((write) =>
        write.run(
          `INSERT INTO notes (note_id, client_id, session_id, created_at_ms)
           VALUES (:noteId, :clientId, :sessionId, :createdAtMs)`,
          { noteId, clientId, sessionId, createdAtMs },
        ),
      );
    },
    save: (noteId, basedOn, text, savedAtMs) =>
      sql.write((write) => save(write, sealing, { noteId, basedOn, text, savedAtMs })),
  };
}

function save(
  write: WriteHandle,
  sealing: ClientSealing,
  { noteId, basedOn, text, savedAtMs }: NoteSave,
): SavedNote {
  const current = readNote(write, sealing, noteId);
  if (!current) throw new AppError('not-found');
  if (current.revision === basedOn + 1 && current.text === text) return current;
  if (write.get('SELECT 1 FROM note_signatures WHERE note_id = :noteId', { noteId })) {
    throw new AppError('note-signed');
  }
  if (current.revision !== basedOn) throw new AppError('conflict');
  const revision = basedOn + 1;
  const { clientId } = current;
  write.run(
    `INSERT INTO note_revisions (note_id, revision, saved_at_ms, first_line, text)
     VALUES (:noteId, :revision, :savedAtMs, :firstLine, :text)`,
    {
      noteId,
      revision,
      savedAtMs,
      firstLine: sealing.sealText(
        places.noteFirstLine(clientId, noteId, revision),
        firstLineOf(text),
      ),
      text: sealing.sealText(places.noteText(clientId, noteId, revision), text),
    },
  );
  thinRevisions(write, noteId, revision);
  putText(write, { kind: 'note', ref: noteId, number: 0, clientId }, { text, atMs: savedAtMs });
  return { revision, savedAtMs };
}

function readNote(handle: ReadHandle, sealing: ClientSealing, noteId: NoteId): Note | null {
  const row = handle.get(readSql, { noteId });
  if (!row) return null;
  const [clientId, revision] = [ids.client.parse(row.text('client_id')), row.int('revision')];
  const text = row.blobOrNull('text');
  return {
    ...readKeys(row),
    clientId,
    text: text ? sealing.openText(places.noteText(clientId, noteId, revision), text) : '',
    revision,
  };
}

function readRevision(sealing: ClientSealing, noteId: NoteId, row: Row): NoteRevision {
  const revision = row.int('revision');
  const place = places.noteText(ids.client.parse(row.text('client_id')), noteId, revision);
  const text = sealing.openText(place, row.blob('text'));
  return { revision, savedAtMs: row.int('saved_at_ms'), text };
}

function readSummary(sealing: ClientSealing, row: Row): NoteSummary {
  const keys = readKeys(row);
  const clientId = ids.client.parse(row.text('client_id'));
  const place = places.noteFirstLine(clientId, keys.noteId, row.int('revision'));
  const firstLine = row.blobOrNull('first_line');
  return { ...keys, firstLine: firstLine ? sealing.openText(place, firstLine) : '' };
}

function readKeys(row: Row): Omit<NoteSummary, 'firstLine'> {
  const sessionId = row.textOrNull('session_id');
  return {
    noteId: ids.note.parse(row.text('note_id')),
    sessionId: sessionId === null ? null : ids.session.parse(sessionId),
    createdAtMs: row.int('created_at_ms'),
    savedAtMs: row.int('saved_at_ms'),
  };
}
