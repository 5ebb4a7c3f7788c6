import type { Bytes } from '../../../src/base/bytes.ts';
import { ids, type ClientId, type NoteId } from '../../../src/contract/ids.ts';
import type { SignedNote } from '../../../src/contract/ipc.ts';
import { limits } from '../../../src/contract/limits.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ClientSealing } from '../client-keys/client-keys.ts';
import { places } from '../client-keys/places.ts';
import type { SealedPlace } from '../client-keys/sealed-value.ts';
import type { Row } from '../database/row.ts';
import type { ReadHandle, SqlHandle, WriteHandle } from '../database/sql-handle.ts';
import { putText } from '../search/put-text.ts';
import type { Identity } from './identity-table.ts';
import { isNoteSignature, type NoteStatement } from './note-statement.ts';

/** A signature, and whether it is one of this therapist over what the vault has. */
export interface NoteProof {
  readonly signedAtMs: number;
  readonly signature: Bytes;
  readonly holds: boolean;
}

/** What is signed of a note, told also where a signature does not hold, and what was added where what was signed is lost. */
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
  SELECT client_id, revision, text FROM note_revisions JOIN notes USING (note_id)
  WHERE note_id = :noteId ORDER BY revision DESC LIMIT 1`;

const signatureSql = `
  SELECT s.revision, s.signed_at_ms, s.signature, r.text FROM note_signatures s
  JOIN note_revisions r ON r.note_id = s.note_id AND r.revision = s.revision
  WHERE s.note_id = :noteId`;

/** What the rows of a note are read and written with. */
interface Signing {
  readonly identity: Identity;
  readonly sealing: ClientSealing;
}

export function createSignedNotesTable(
  sql: SqlHandle,
  identity: Identity,
  sealing: ClientSealing,
): SignedNotesTable {
  const signing = { identity, sealing };
  return {
    read: (noteId) => readSigned(sql, signing, noteId),
    prove: (noteId) => readProofs(sql, signing, noteId),
    sign: (noteId, revision, signedAtMs) =>
      sql.write((write) => {
        sign(write, signing, { noteId, revision, signedAtMs });
        return readSigned(write, signing, noteId);
      }),
    amend: (noteId, number, text, signedAtMs) =>
      sql.write((write) => {
        const before = readSigned(write, signing, noteId);
        const isRepeated = before.amendments.at(-1)?.text === text;
        if (number === before.amendments.length && isRepeated) return before;
        const isNext = before.signed !== null && number === before.amendments.length + 1;
        if (!isNext) throw new AppError('conflict');
        if (number > limits.amendmentsPerNote) throw new AppError('too-many');
        addAmendment(write, signing, { noteId, number, text, signedAtMs });
        return readSigned(write, signing, noteId);
      }),
  };
}

function readSigned(handle: ReadHandle, signing: Signing, noteId: NoteId): SignedNote {
  return checked(readProofs(handle, signing, noteId));
}

function sign(
  write: WriteHandle,
  { identity, sealing }: Signing,
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
  const clientId = clientOf(newest);
  const text = sealing.openText(places.noteText(clientId, noteId, revision), newest.blob('text'));
  const signature = identity.signNote({ noteId, number: 0, text, signedAtMs });
  write.run(
    `INSERT INTO note_signatures (note_id, revision, signed_at_ms, signature)
     VALUES (:noteId, :revision, :signedAtMs, :signature)`,
    { ...note, signature: sealing.seal(places.noteSignature(clientId, noteId), signature) },
  );
}

function addAmendment(
  write: WriteHandle,
  { identity, sealing }: Signing,
  statement: NoteStatement,
): void {
  const { noteId, number, text, signedAtMs } = statement;
  const note = write.get('SELECT client_id FROM notes WHERE note_id = :noteId', { noteId });
  if (!note) throw new AppError('not-found');
  const clientId = clientOf(note);
  write.run(
    `INSERT INTO note_amendments (note_id, number, text, signed_at_ms, signature)
     VALUES (:noteId, :number, :text, :signedAtMs, :signature)`,
    {
      noteId,
      number,
      text: sealing.sealText(places.amendmentText(clientId, noteId, number), text),
      signedAtMs,
      signature: sealing.seal(
        places.amendmentSignature(clientId, noteId, number),
        identity.signNote(statement),
      ),
    },
  );
  putText(write, { kind: 'amendment', ref: noteId, number, clientId }, { text, atMs: signedAtMs });
}

function readProofs(handle: ReadHandle, signing: Signing, noteId: NoteId): ProvenNote {
  const note = handle.get('SELECT client_id FROM notes WHERE note_id = :noteId', { noteId });
  if (!note) return { signed: null, amendments: [] };
  const clientId = clientOf(note);
  const row = handle.get(signatureSql, { noteId });
  const amendments = handle.all(
    'SELECT * FROM note_amendments WHERE note_id = :noteId ORDER BY number',
    { noteId },
  );
  return {
    signed: row && readSignature(signing, clientId, noteId, row),
    amendments: amendments.map((one) => readAmendment(signing, clientId, noteId, one)),
  };
}

function readSignature(
  signing: Signing,
  clientId: ClientId,
  noteId: NoteId,
  row: Row,
): NonNullable<ProvenNote['signed']> {
  const revision = row.int('revision');
  const place = places.noteText(clientId, noteId, revision);
  const text = signing.sealing.openText(place, row.blob('text'));
  const of = { signing, place: places.noteSignature(clientId, noteId), row };
  return { ...proofOf(of, { noteId, number: 0, text }), revision };
}

function readAmendment(
  signing: Signing,
  clientId: ClientId,
  noteId: NoteId,
  row: Row,
): ProvenNote['amendments'][number] {
  const number = row.int('number');
  const place = places.amendmentText(clientId, noteId, number);
  const text = signing.sealing.openText(place, row.blob('text'));
  const of = { signing, place: places.amendmentSignature(clientId, noteId, number), row };
  return { ...proofOf(of, { noteId, number, text }), number, text };
}

/** A row with a signature, and where that was sealed. */
interface SignedRow {
  readonly signing: Signing;
  readonly place: SealedPlace;
  readonly row: Row;
}

function proofOf(
  { signing, place, row }: SignedRow,
  said: Omit<NoteStatement, 'signedAtMs'>,
): NoteProof {
  const signedAtMs = row.int('signed_at_ms');
  const signature = signing.sealing.open(place, row.blob('signature'));
  const publicKey = signing.identity.publicKey();
  return {
    signedAtMs,
    signature,
    holds: isNoteSignature({ ...said, signedAtMs }, signature, publicKey),
  };
}

/** @throws AppError vault-damaged when one does not hold, or something was added to what is not signed */
function checked({ signed, amendments }: ProvenNote): SignedNote {
  if (!signed && amendments.length > 0) throw new AppError('vault-damaged', 'no signature');
  if (signed?.holds === false || amendments.some(({ holds }) => !holds)) {
    throw new AppError('vault-damaged', 'signature of a note');
  }
  return {
    signed: signed && { revision: signed.revision, signedAtMs: signed.signedAtMs },
    amendments: amendments.map(({ number, text, signedAtMs }) => ({ number, text, signedAtMs })),
  };
}

function clientOf(row: Row): ClientId {
  return ids.client.parse(row.text('client_id'));
}
