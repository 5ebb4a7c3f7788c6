import { toBase64Url } from '../../src/base/base64url.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import { recordVersion, type ClientRecord } from '../../src/contract/client-record.ts';
import type { ClientId, FileId, NoteId, SlipId } from '../../src/contract/ids.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { CardOpening } from '../vault/tables/cards-table.ts';
import type { ExportWork } from './export-work.ts';
import {
  brokenOf,
  instant,
  instantOrNull,
  readCard,
  readDamage,
  readFile,
  readNote,
  readSession,
  readSlip,
  readTreatment,
  type NoteWithVersions,
} from './record-parts.ts';

/** What a therapist leaves out, and why: the right to a copy has its exceptions, and they are told. */
export interface LeftOut {
  readonly noteIds: readonly NoteId[];
  readonly fileIds: readonly FileId[];
  readonly reason: string;
}

export interface RecordChoice {
  readonly clientId: ClientId;
  /** Null: nothing. */
  readonly leftOut: LeftOut | null;
  /** What the sealed card is read with. Null: it is left out. */
  readonly card: CardOpening | null;
  readonly madeAtMs: number;
  readonly timeZone: string;
}

/** A record, and what of it is read again when it is written. */
export interface CollectedRecord {
  readonly record: ClientRecord;
  readonly versions: readonly NoteWithVersions[];
  readonly slips: readonly { readonly slipId: SlipId; readonly path: string }[];
  readonly files: readonly {
    readonly fileId: FileId;
    readonly path: string;
    readonly sizeBytes: number;
    readonly sha256: Bytes;
  }[];
  /** Roughly what will be written, for a progress bar. */
  readonly estimatedBytes: number;
  /** Signatures of notes and slips that do not hold. */
  readonly brokenSignatures: number;
}

/** Reads everything of one client but the bytes of files. @throws AppError not-found, vault-damaged, vault-locked */
export async function collectRecord(
  choice: RecordChoice,
  work: ExportWork,
): Promise<CollectedRecord> {
  const { clientId, leftOut } = choice;
  const { clients, notes, files, slips, sessions, phrases, treatments, identity } = work.vault();
  const client = clients.list().find((one) => one.clientId === clientId);
  if (!client) throw new AppError('not-found');
  const noteList = without(notes.list(clientId), leftOut?.noteIds, ({ noteId }) => noteId);
  const fileList = without(files.list(clientId), leftOut?.fileIds, ({ fileId }) => fileId);
  const past = sessions.ofClient(clientId);
  const kept = slips.list(clientId);
  const total = Math.max(1, noteList.length + past.length + kept.length + fileList.length);
  let done = 0;
  const next = async (): Promise<void> => {
    await work.pause('reading', done, total);
    done += 1;
  };
  const collectedNotes = await eachOf(noteList, next, (note, at) => readNote(work, note, at));
  const collectedSessions = await eachOf(past, next, (session) => readSession(work, session));
  const collectedSlips = await eachOf(kept, next, (slip, at) => readSlip(work, slip, at));
  const collectedFiles = await eachOf(fileList, next, (file, at) => readFile(work, file, at));
  const record: ClientRecord = {
    format: 'quietroom-client-record',
    version: recordVersion,
    madeAt: instant(choice.madeAtMs),
    timeZone: choice.timeZone,
    therapistKey: toBase64Url(identity.publicKey()),
    client: {
      id: clientId,
      pseudonym: client.pseudonym,
      addedAt: instant(client.createdAtMs),
      lastSessionAt: instantOrNull(client.lastSessionAtMs),
    },
    agreedPhrase: phrases.get(clientId),
    treatment: readTreatment(treatments.list().find((one) => one.clientId === clientId)),
    leftOut: leftOut && {
      notes: leftOut.noteIds.length,
      files: leftOut.fileIds.length,
      reason: leftOut.reason,
    },
    sealedCard: readCard(work, clientId, choice.card),
    damaged: readDamage(work, clientId),
    notes: collectedNotes.map(({ note }) => note),
    sessions: collectedSessions,
    slips: collectedSlips.map(({ slip }) => slip),
    files: collectedFiles.map(({ file }) => file),
  };
  return {
    record,
    versions: collectedNotes.flatMap(({ versions }) => (versions ? [versions] : [])),
    slips: collectedSlips.map(({ slip, slipId }) => ({ slipId, path: slip.file })),
    files: collectedFiles.map(({ file, fileId, sha256 }) => ({
      fileId,
      path: file.file,
      sizeBytes: file.sizeBytes,
      sha256,
    })),
    estimatedBytes: [...collectedNotes, ...collectedSlips, ...collectedFiles].reduce(
      (sum, { sizeBytes }) => sum + sizeBytes,
      1,
    ),
    brokenSignatures:
      collectedSlips.filter(({ slip }) => !slip.holds).length +
      collectedNotes.flatMap(({ note }) => brokenOf(note)).length,
  };
}

/** All but some, oldest first. @throws AppError not-found when one of those is not among them */
function without<T, Id>(
  newestFirst: readonly T[],
  left: readonly Id[] | undefined,
  idOf: (one: T) => Id,
): readonly T[] {
  const gone = new Set(left ?? []);
  const rest = newestFirst.filter((one) => !gone.has(idOf(one)));
  if (newestFirst.length - rest.length !== (left?.length ?? 0)) throw new AppError('not-found');
  return rest.toReversed();
}

/** Reads one after the other, with its number from 1; `next` is awaited before each. */
async function eachOf<T, R>(
  list: readonly T[],
  next: () => Promise<void>,
  read: (one: T, number: number) => R,
): Promise<R[]> {
  const all: R[] = [];
  for (const [index, one] of list.entries()) {
    await next();
    all.push(read(one, index + 1));
  }
  return all;
}
