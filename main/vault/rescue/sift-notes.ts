import { ids, type ClientId, type NoteId } from '../../../src/contract/ids.ts';
import type { LostPart } from '../../../src/contract/lost-part.ts';
import { places } from '../client-keys/places.ts';
import { lostRows } from './find-owners.ts';
import { isOpened, type SiftOptions } from './sift.ts';

// Every saved text of a note, every signature and amendment is opened once. What does not open goes, and what went is said.

interface NoteRow {
  readonly noteId: NoteId;
  readonly clientId: ClientId;
  readonly createdAtMs: number;
}

/** Which saves of a note there are, and which are known to be lost. */
interface Saves {
  readonly there: number[];
  readonly lost: number[];
}

/** Takes away what does not open, and notes of which nothing is left. */
export async function siftNotes(options: SiftOptions, notesBySeal: number): Promise<void> {
  let unnamed = -notesBySeal;
  const { database, pause, losses } = options;
  const saves = new Map<string, Saves>();
  countLost(options, saves);
  const remove = database.prepare('DELETE FROM note_revisions WHERE note_id = ? AND revision = ?');
  const notes = database
    .prepare(
      'SELECT note_id AS noteId, client_id AS clientId, created_at_ms AS createdAtMs FROM notes ORDER BY rowid',
    )
    .all() as readonly NoteRow[];
  for (const note of notes) {
    const of = savesOf(saves, note.noteId);
    for (const { revision, firstLine, text } of revisionsOf(options, note.noteId)) {
      const isWhole =
        isOpened(options, places.noteFirstLine(note.clientId, note.noteId, revision), firstLine) &&
        isOpened(options, places.noteText(note.clientId, note.noteId, revision), text);
      if (isWhole) {
        of.there.push(revision);
        continue;
      }
      of.lost.push(revision);
      remove.run(note.noteId, revision);
    }
    siftSigned(options, note);
    judge(options, note, of);
    await pause();
  }
  for (const { known } of lostRows(options.salvaged, 'notes')) {
    const noteId = ids.note.safeParse(known['note_id']);
    // What is left of it was put together before.
    if (noteId.success && notes.some((note) => note.noteId === noteId.data)) continue;
    const clientId = ids.client.safeParse(known['client_id']);
    if (!noteId.success || !clientId.success) {
      // As many as were found by their seals are there after all.
      unnamed += 1;
      if (unnamed > 0) losses.unplaced += 1;
      continue;
    }
    const createdAtMs = known['created_at_ms'];
    losses.note(clientId.data, {
      noteId: noteId.data,
      createdAtMs: typeof createdAtMs === 'number' ? createdAtMs : null,
      part: 'all',
    });
  }
}

interface RevisionRow {
  readonly revision: number;
  readonly firstLine: Uint8Array;
  readonly text: Uint8Array;
}

function revisionsOf({ database }: SiftOptions, noteId: NoteId): readonly RevisionRow[] {
  return database
    .prepare(
      'SELECT revision, first_line AS firstLine, text FROM note_revisions WHERE note_id = ? ORDER BY revision',
    )
    .all(noteId) as readonly RevisionRow[];
}

function savesOf(saves: Map<string, Saves>, noteId: string): Saves {
  const known = saves.get(noteId);
  if (known) return known;
  const made = { there: [], lost: [] };
  saves.set(noteId, made);
  return made;
}

function countLost({ salvaged, losses }: SiftOptions, saves: Map<string, Saves>): void {
  for (const { known } of lostRows(salvaged, 'note_revisions')) {
    const { note_id: noteId, revision } = known;
    if (typeof noteId === 'string' && typeof revision === 'number') {
      savesOf(saves, noteId).lost.push(revision);
    } else {
      losses.unplaced += 1;
    }
  }
}

/**
 * What is said of a note, by which of its saves there are. One that has none, and never had, is new and empty; one to which
 * something was added stays for that.
 */
function judge(options: SiftOptions, note: NoteRow, { there, lost }: Saves): void {
  const { database, losses, salvaged } = options;
  const { noteId, clientId, createdAtMs } = note;
  const say = (part: LostPart): void => {
    losses.note(clientId, { noteId, createdAtMs, part });
  };
  const firstIn = (table: string, column: string): unknown =>
    database.prepare(`SELECT ${column} FROM ${table} WHERE note_id = ?`).pluck().get(noteId);
  const isAddedTo = firstIn('note_amendments', 'number') !== undefined;
  if (there.length === 0 && !isAddedTo) {
    const mayHaveHad = salvaged.tables.get('note_revisions')?.mayBeMore ?? true;
    if (lost.length === 0 && !mayHaveHad) return;
    for (const table of ['note_signatures', 'notes']) {
      database.prepare(`DELETE FROM ${table} WHERE note_id = ?`).run(noteId);
    }
    say('all');
    return;
  }
  const signed = firstIn('note_signatures', 'revision') ?? null;
  // Without what it was of, a signature proves nothing; and what is added to was signed.
  if (signed === null ? isAddedTo : !there.includes(Number(signed))) say('signature');
  if (there.length === 0) say('text');
  else if (lost.length > 0) say(Math.max(...lost) > Math.max(...there) ? 'newest' : 'earlier');
}

interface SealedRow {
  readonly number: number;
  readonly text: Uint8Array | null;
  readonly signature: Uint8Array;
}

function siftSigned(options: SiftOptions, { noteId, clientId, createdAtMs }: NoteRow): void {
  const { database, losses, salvaged } = options;
  const isOf = ({ known }: { known: Readonly<Record<string, unknown>> }): boolean =>
    known['note_id'] === noteId;
  const say = (part: LostPart): void => {
    losses.note(clientId, { noteId, createdAtMs, part });
  };
  const signatures = database
    .prepare('SELECT 0 AS number, NULL AS text, signature FROM note_signatures WHERE note_id = ?')
    .all(noteId) as readonly SealedRow[];
  for (const { signature } of signatures) {
    if (isOpened(options, places.noteSignature(clientId, noteId), signature)) continue;
    database.prepare('DELETE FROM note_signatures WHERE note_id = ?').run(noteId);
    say('signature');
  }
  if (lostRows(salvaged, 'note_signatures').some(isOf)) say('signature');
  const amendments = database
    .prepare('SELECT number, text, signature FROM note_amendments WHERE note_id = ?')
    .all(noteId) as readonly SealedRow[];
  for (const { number, text, signature } of amendments) {
    const isWhole =
      text !== null &&
      isOpened(options, places.amendmentText(clientId, noteId, number), text) &&
      isOpened(options, places.amendmentSignature(clientId, noteId, number), signature);
    if (isWhole) continue;
    database
      .prepare('DELETE FROM note_amendments WHERE note_id = ? AND number = ?')
      .run(noteId, number);
    say('added');
  }
  if (lostRows(salvaged, 'note_amendments').some(isOf)) say('added');
}
