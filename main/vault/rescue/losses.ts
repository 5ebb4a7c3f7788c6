import { cardFields, type CardField } from '../../../src/contract/card-calls.ts';
import type { ClientId, FileId, NoteId } from '../../../src/contract/ids.ts';
import type { LostPart } from '../../../src/contract/lost-part.ts';

/** A part of a note; of one note there may be several. */
export interface LostNote {
  readonly noteId: NoteId;
  /** Null: that cannot be read either. */
  readonly createdAtMs: number | null;
  readonly part: LostPart;
}

export interface LostFile {
  readonly fileId: FileId;
  readonly name: string | null;
  readonly keptAtMs: number | null;
}

/** What cannot be read of one client. */
export interface ClientLosses {
  readonly notes: readonly LostNote[];
  readonly files: readonly LostFile[];
  /** Fields of the sealed card. */
  readonly card: readonly CardField[];
  /** Sessions, signed records of them, devices, the agreed phrase, why the card was opened: how many things. */
  readonly others: number;
}

interface GrowingNote {
  readonly createdAtMs: number | null;
  readonly parts: Set<LostPart>;
}

interface Growing {
  readonly notes: Map<NoteId, GrowingNote>;
  readonly files: Map<FileId, LostFile>;
  readonly card: Set<CardField>;
  others: number;
}

/** In the order in which they are told. */
const partsByWeight: readonly LostPart[] = [
  'all',
  'text',
  'newest',
  'signature',
  'added',
  'earlier',
];

/** Gathers what is lost, by client as far as that is known. */
export class Losses {
  readonly #clients = new Map<ClientId, Growing>();
  readonly #leftOut = new Set<ClientId>();
  /** Things that are lost, and nobody can tell any more of whom. */
  unplaced = 0;

  /** Of these nothing is said, of what was found to be lost before neither. */
  leaveOut(clients: ReadonlySet<ClientId>): void {
    for (const clientId of clients) {
      this.#leftOut.add(clientId);
      this.#clients.delete(clientId);
    }
  }

  note(clientId: ClientId | null, lost: LostNote): void {
    if (clientId === null) {
      this.unplaced += 1;
      return;
    }
    const { notes } = this.#of(clientId);
    const note = notes.get(lost.noteId) ?? { createdAtMs: lost.createdAtMs, parts: new Set() };
    note.parts.add(lost.part);
    notes.set(lost.noteId, note);
  }

  file(clientId: ClientId | null, lost: LostFile): void {
    if (clientId === null) this.unplaced += 1;
    else this.#of(clientId).files.set(lost.fileId, lost);
  }

  card(clientId: ClientId | null, field: CardField): void {
    if (clientId === null) this.unplaced += 1;
    else this.#of(clientId).card.add(field);
  }

  other(clientId: ClientId | null): void {
    if (clientId === null) this.unplaced += 1;
    else this.#of(clientId).others += 1;
  }

  /** Null: nothing is lost of this client, as far as is known. */
  of(clientId: ClientId): ClientLosses | null {
    const found = this.#clients.get(clientId);
    if (!found) return null;
    const byTime = [...found.notes].toSorted(
      ([, a], [, b]) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0),
    );
    const notes = byTime.flatMap(([noteId, { createdAtMs, parts }]) =>
      toldOf(parts).map((part) => ({ noteId, createdAtMs, part })),
    );
    const card = cardFields.filter((field) => found.card.has(field));
    return { notes, files: [...found.files.values()], card, others: found.others };
  }

  /** Nothing is lost that anybody knows of. */
  get isNone(): boolean {
    return this.#clients.size === 0 && this.unplaced === 0;
  }

  #of(clientId: ClientId): Growing {
    const known = this.#clients.get(clientId);
    if (known) return known;
    const made = { notes: new Map(), files: new Map(), card: new Set<CardField>(), others: 0 };
    if (!this.#leftOut.has(clientId)) this.#clients.set(clientId, made);
    return made;
  }
}

/** Of a note that is lost as a whole nothing more is told. */
function toldOf(parts: ReadonlySet<LostPart>): readonly LostPart[] {
  return parts.has('all') ? ['all'] : partsByWeight.filter((part) => parts.has(part));
}
