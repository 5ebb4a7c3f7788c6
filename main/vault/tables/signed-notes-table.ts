import type { Bytes } from '../../../src/base/bytes.ts';
import type { NoteId } from '../../../src/contract/ids.ts';
import type { SignedNote } from '../../../src/contract/ipc.ts';
import { limits } from '../../../src/contract/limits.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { Row } from '../database/row.ts';
import type { ReadHandle, SqlHandle, WriteHandle } from '../database/sql-handle.ts';
import type { Identity } from './identity-table.ts';
import { isNoteSignature, type NoteStatement } from './note-statement.ts';

/** A signature, and whether it is one of this therapist over what the vault has. */
export interface NoteProof {
  readonly signedAtMs: number;
  readonly signature: Bytes;
  readonly holds: boolean;
}

/** What is signed of a note, told also where a signature does not hold. */
export interface ProvenNote {
  readonly signed: (NoteProof & { readonly revision: number }) | null;
  readonly amendments: readonly (NoteProof & { readonly number: number; readonly text: string })[];
}

/** Notes that were signed: they stay as they are, and what has to be said after is added to them. */
export interface SignedNotesTable {
  /** What is signed of a note, every signature checked. @throws AppError vault-damaged when one does not hold */
  read(noteId: NoteId): SignedNote;
  /** The same for whoever must have the text even where a signature does not hold, and says so. */
  prove(noteId: NoteId): ProvenNote;
  /**
   * Signs the newest revision and locks the note. Again changes nothing.
   * @throws AppError not-found, conflict when `revision` is not the newest, or there is none
   */
  sign(noteId: NoteId, revision: number, signedAtMs: number): SignedNote;
  /**
   * Adds an amendment, signed. The last one again, with the same text, changes nothing.
   * @throws AppError conflict unless the note is signed and this is the next number, too-many
   */
  amend(noteId: NoteId, number: number, text: string, signedAtMs: number): SignedNote;
}

const newestSql = `
  SELECT revision, text FROM note_revisions WHERE note_id = :noteId ORDER BY revision DESC LIMIT 1`;

const signatureSql = `
  SELECT s.revision, s.signed_at_ms, s.signature, r.text FROM note_signatures s
  JOIN note_revisions r ON r.note_id = s.note_id AND r.revision = s.revision
  WHERE s.note_id = :noteId`;

export function createSignedNotesTable(sql: SqlHandle, identity: Identity): SignedNotesTable {
  const read = (handle: ReadHandle, noteId: NoteId): SignedNote =>
    checked(readProofs(handle, identity, noteId));
  return {
    read: (noteId) => read(sql, noteId),
    prove: (noteId) => readProofs(sql, identity, noteId),
    sign: (noteId, revision, signedAtMs) =>
      sql.write((write) => {
        sign(write, identity, { noteId, revision, signedAtMs });
        return read(write, noteId);
      }),
    amend: (noteId, number, text, signedAtMs) =>
      sql.write((write) => {
        const before = read(write, noteId);
        const isRepeated = before.amendments.at(-1)?.text === text;
        if (number === before.amendments.length && isRepeated) return before;
        const isNext = before.signed !== null && number === before.amendments.length + 1;
        if (!isNext) throw new AppError('conflict');
        if (number > limits.amendmentsPerNote) throw new AppError('too-many');
        const signature = identity.signNote({ noteId, number, text, signedAtMs });
        write.run(
          `INSERT INTO note_amendments (note_id, number, text, signed_at_ms, signature)
           VALUES (:noteId, :number, :text, :signedAtMs, :signature)`,
          { noteId, number, text, signedAtMs, signature },
        );
        return read(write, noteId);
      }),
  };
}

function sign(
  write: WriteHandle,
  identity: Identity,
  note: { readonly noteId: NoteId; readonly revision: number; readonly signedAtMs: number },
): void {
  const { noteId, revision, signedAtMs } = note;
  if (!write.get('SELECT 1 FROM notes WHERE note_id = :noteId', { noteId })) {
    throw new AppError('not-found');
  }
  const newest = write.get(newestSql, { noteId });
  if (newest?.int('revision') !== revision) throw new AppError('conflict');
  const isSigned = write.get('SELECT 1 FROM note_signatures WHERE note_id = :noteId', { noteId });
  if (isSigned) return;
  const text = newest.text('text');
  const signature = identity.signNote({ noteId, number: 0, text, signedAtMs });
  write.run(
    `INSERT INTO note_signatures (note_id, revision, signed_at_ms, signature)
     VALUES (:noteId, :revision, :signedAtMs, :signature)`,
    { ...note, signature },
  );
}

function readProofs(handle: ReadHandle, identity: Identity, noteId: NoteId): ProvenNote {
  const row = handle.get(signatureSql, { noteId });
  if (!row) return { signed: null, amendments: [] };
  const amendments = handle.all(
    'SELECT * FROM note_amendments WHERE note_id = :noteId ORDER BY number',
    { noteId },
  );
  return {
    signed: { ...proofOf(identity, noteId, 0, row), revision: row.int('revision') },
    amendments: amendments.map((one) => {
      const number = one.int('number');
      return { ...proofOf(identity, noteId, number, one), number, text: one.text('text') };
    }),
  };
}

function proofOf(identity: Identity, noteId: NoteId, number: number, row: Row): NoteProof {
  const statement = statementOf(noteId, number, row);
  const signature = row.blob('signature');
  const holds = isNoteSignature(statement, signature, identity.publicKey());
  return { signedAtMs: statement.signedAtMs, signature, holds };
}

/** @throws AppError vault-damaged when one does not hold */
function checked({ signed, amendments }: ProvenNote): SignedNote {
  if (signed?.holds === false || amendments.some(({ holds }) => !holds)) {
    throw new AppError('vault-damaged', 'signature of a note');
  }
  return {
    signed: signed && { revision: signed.revision, signedAtMs: signed.signedAtMs },
    amendments: amendments.map(({ number, text, signedAtMs }) => ({ number, text, signedAtMs })),
  };
}

function statementOf(noteId: NoteId, number: number, row: Row): NoteStatement {
  return { noteId, number, text: row.text('text'), signedAtMs: row.int('signed_at_ms') };
}
