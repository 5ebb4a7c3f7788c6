import { ids, type ClientId, type NoteId } from '../../../src/contract/ids.ts';
import type { Note, NoteSummary } from '../../../src/contract/ipc.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { Row } from '../database/row.ts';
import type { ReadHandle, SqlHandle, WriteHandle } from '../database/sql-handle.ts';
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
  add(note: NewNote): void;
  /**
   * Adds a revision on top of `basedOn`; on disk for good when this returns. The same text on the same base again is
   * the repeated call of somebody who missed the first answer, and gets that answer.
   * @throws AppError not-found, note-signed, conflict when the note has moved on
   */
  save(noteId: NoteId, basedOn: number, text: string, savedAtMs: number): SavedNote;
}

/** Twice as many UTF-16 units at most, which is what the contract counts. */
const firstLineCodePoints = 100;

const listSql = `
  SELECT note_id, session_id, created_at_ms,
    coalesce((SELECT saved_at_ms FROM note_revisions r WHERE r.note_id = n.note_id
      ORDER BY revision DESC LIMIT 1), created_at_ms) AS saved_at_ms,
    coalesce((SELECT substr(text, 1, 1000) FROM note_revisions r WHERE r.note_id = n.note_id
      ORDER BY revision DESC LIMIT 1), '') AS start
  FROM notes n WHERE client_id = :clientId
  ORDER BY created_at_ms DESC, note_id LIMIT 10000`;

const readSql = `
  SELECT n.note_id, n.client_id, n.session_id, n.created_at_ms,
    coalesce(r.revision, 0) AS revision, coalesce(r.text, '') AS text,
    coalesce(r.saved_at_ms, n.created_at_ms) AS saved_at_ms
  FROM notes n LEFT JOIN note_revisions r ON r.note_id = n.note_id
  WHERE n.note_id = :noteId
  ORDER BY r.revision DESC LIMIT 1`;

const revisionsSql = `
  SELECT revision, saved_at_ms, text FROM note_revisions WHERE note_id = :noteId ORDER BY revision`;

export function createNotesTable(sql: SqlHandle): NotesTable {
  return {
    list: (clientId) => sql.all(listSql, { clientId }).map(readSummary),
    read: (noteId) => readNote(sql, noteId),
    revisions: (noteId) => sql.all(revisionsSql, { noteId }).map(readRevision),
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
      sql.write((write) => save(write, noteId, basedOn, text, savedAtMs)),
  };
}

function save(
  write: WriteHandle,
  noteId: NoteId,
  basedOn: number,
  text: string,
  savedAtMs: number,
): SavedNote {
  const current = readNote(write, noteId);
  if (!current) throw new AppError('not-found');
  if (current.revision === basedOn + 1 && current.text === text) return current;
  if (write.get('SELECT 1 FROM note_signatures WHERE note_id = :noteId', { noteId })) {
    throw new AppError('note-signed');
  }
  if (current.revision !== basedOn) throw new AppError('conflict');
  const revision = basedOn + 1;
  write.run(
    `INSERT INTO note_revisions (note_id, revision, saved_at_ms, text)
     VALUES (:noteId, :revision, :savedAtMs, :text)`,
    { noteId, revision, savedAtMs, text },
  );
  thinRevisions(write, noteId, revision);
  return { revision, savedAtMs };
}

function readNote(handle: ReadHandle, noteId: NoteId): Note | null {
  const row = handle.get(readSql, { noteId });
  return (
    row && {
      ...readKeys(row),
      clientId: ids.client.parse(row.text('client_id')),
      text: row.text('text'),
      revision: row.int('revision'),
    }
  );
}

function readRevision(row: Row): NoteRevision {
  return {
    revision: row.int('revision'),
    savedAtMs: row.int('saved_at_ms'),
    text: row.text('text'),
  };
}

function readSummary(row: Row): NoteSummary {
  const start = row.text('start').trimStart();
  const firstLine = start.split(/[\r\n\u2028\u2029]/u, 1)[0] ?? '';
  return {
    ...readKeys(row),
    firstLine: Array.from(firstLine).slice(0, firstLineCodePoints).join(''),
  };
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
