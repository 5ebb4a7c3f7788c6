import { toBase64Url } from '../../src/base/base64url.ts';
import { utf8, type Bytes } from '../../src/base/bytes.ts';
import type {
  ClientRecord,
  RecordFile,
  RecordNote,
  RecordSession,
  RecordSlip,
} from '../../src/contract/client-record.ts';
import type { ClientId, FileId, NoteId, SlipId } from '../../src/contract/ids.ts';
import type { FileSummary, KeptSlip, NoteSummary } from '../../src/contract/ipc.ts';
import { verifySlip } from '../../src/crypto/attestation/slip.ts';
import { archiveNames } from '../../src/domain/record-export/archive-names.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { CardOpening } from '../vault/tables/cards-table.ts';
import type { NoteProof } from '../vault/tables/signed-notes-table.ts';
import type { PastSession } from '../vault/tables/sessions-table.ts';
import type { ClientTreatment } from '../vault/tables/treatments-table.ts';
import type { ExportWork } from './export-work.ts';

// One function for each kind of thing that a vault holds of a client. `number` counts from 1 within its kind, and names
// what goes into a file of its own.

/** A note whose versions go into files of their own. */
export interface NoteWithVersions {
  readonly noteId: NoteId;
  /** Later ones were saved after this. */
  readonly newest: number;
  readonly createdAt: string;
  readonly path: string;
}

interface CollectedNote {
  readonly note: RecordNote;
  readonly versions: NoteWithVersions | null;
  readonly sizeBytes: number;
}

export function readNote(
  { vault }: ExportWork,
  { noteId, createdAtMs }: NoteSummary,
  number: number,
): CollectedNote {
  const { notes, signedNotes } = vault();
  const note = notes.read(noteId);
  if (!note) throw new AppError('not-found');
  const revisions = notes.revisions(noteId);
  const { signed, amendments } = signedNotes.prove(noteId);
  const path = archiveNames.versions(number);
  const createdAt = instant(createdAtMs);
  const versions = revisions.length > 1 ? { noteId, newest: note.revision, createdAt, path } : null;
  const textBytes = utf8(note.text).length;
  return {
    note: {
      id: noteId,
      sessionId: note.sessionId,
      createdAt,
      savedAt: instant(note.savedAtMs),
      revision: note.revision,
      text: note.text,
      versions: versions && path,
      signature: signed && proof(signed),
      amendments: amendments.map(({ number: at, text, ...rest }) => ({
        ...proof(rest),
        number: at,
        text,
      })),
    },
    versions,
    // In two forms each: for people and for programs.
    sizeBytes: 2 * textBytes * (versions ? revisions.length + 1 : 1),
  };
}

function proof({ signedAtMs, signature, holds }: NoteProof): NonNullable<RecordNote['signature']> {
  return { signedAt: instant(signedAtMs), signature: toBase64Url(signature), holds };
}

/** Its signatures that do not hold. */
export function brokenOf({ signature, amendments }: RecordNote): readonly unknown[] {
  return [signature, ...amendments].filter((one) => one?.holds === false);
}

export function readSession(
  { vault }: ExportWork,
  { session, endedAtMs }: PastSession,
): RecordSession {
  const { devices, invites, clearStretches } = vault();
  const { sessionId, roomId, serverOrigin, startedAtMs } = session;
  return {
    id: sessionId,
    roomId,
    server: serverOrigin,
    startedAt: instant(startedAtMs),
    endedAt: instantOrNull(endedAtMs),
    devices: devices.inSession(sessionId).map(({ deviceKey, guestKind, words }) => ({
      key: toBase64Url(deviceKey),
      app: guestKind,
      words,
    })),
    unsealed: clearStretches.inSession(sessionId).map(({ fromMs, toMs }) => ({
      from: instant(fromMs),
      to: instant(toMs),
    })),
    invites: invites.terms(sessionId).map(({ inviteId, state, opensAtMs, expiresAtMs }) => ({
      id: inviteId,
      state,
      opensAt: instant(opensAtMs),
      expiresAt: instant(expiresAtMs),
    })),
  };
}

/** Null for one that goes on: nothing is kept of it then. */
export function readTreatment(
  treatment: Pick<ClientTreatment, 'endedAtMs' | 'adultInYear'> | undefined,
): ClientRecord['treatment'] {
  if (!treatment || treatment.endedAtMs === null) return null;
  return { endedAt: instant(treatment.endedAtMs), adultInYear: treatment.adultInYear };
}

/** Null where the vault is whole. */
export function readDamage({ vault }: ExportWork, clientId: ClientId): ClientRecord['damaged'] {
  const damage = vault().damage?.(clientId);
  if (!damage) return null;
  const { notes, files, card, others, mayBeMore } = damage;
  return {
    notes: notes.map(({ noteId, createdAtMs, part }) => ({
      id: noteId,
      createdAt: instantOrNull(createdAtMs),
      part,
    })),
    files: files.map(({ fileId, name, keptAtMs }) => ({
      id: fileId,
      name,
      storedAt: instantOrNull(keptAtMs),
    })),
    card: [...card],
    others,
    mayBeMore,
  };
}

/** Null where nothing is on it. Without an opening nothing of it is read. */
export function readCard(
  { vault }: ExportWork,
  clientId: ClientId,
  opening: CardOpening | null,
): ClientRecord['sealedCard'] {
  const { cards } = vault();
  if (cards.filled(clientId).length === 0 && cards.timesOpened(clientId) === 0) return null;
  if (!opening) return { leftOut: true };
  const fields = cards.read(opening);
  const reasons = cards.reasons(opening, Number.MAX_SAFE_INTEGER);
  return {
    leftOut: false,
    fields: fields.map(({ field, text, writtenAtMs }) => ({
      field,
      text,
      writtenAt: instant(writtenAtMs),
    })),
    openings: reasons.toReversed().map(({ number, openedAtMs, reason }) => ({
      number,
      openedAt: instant(openedAtMs),
      reason,
    })),
  };
}

export function readSlip(
  { vault }: ExportWork,
  { slipId, sessionId, keptAtMs }: KeptSlip,
  number: number,
): { readonly slip: RecordSlip; readonly slipId: SlipId; readonly sizeBytes: number } {
  const bytes = vault().slips.read(slipId);
  if (!bytes) throw new AppError('not-found');
  const holds = verifySlip(bytes).valid;
  const file = archiveNames.slip(number);
  const slip = { id: slipId, sessionId, keptAt: instant(keptAtMs), holds, file };
  return { slip, slipId, sizeBytes: bytes.length };
}

export function readFile(
  { vault }: ExportWork,
  { fileId, sessionId, name, sizeBytes, keptAtMs }: FileSummary,
  number: number,
): {
  readonly file: RecordFile;
  readonly fileId: FileId;
  readonly sha256: Bytes;
  readonly sizeBytes: number;
} {
  const sha256 = vault().files.progress(fileId)?.sha256;
  if (!sha256) throw new AppError('not-found');
  const file = {
    id: fileId,
    sessionId,
    name,
    sizeBytes,
    sha256: toBase64Url(sha256),
    storedAt: instant(keptAtMs),
    file: archiveNames.file(number, name),
  };
  return { file, fileId, sha256, sizeBytes };
}

/** @throws AppError vault-damaged for what is no time */
export function instant(timeMs: number): string {
  try {
    return new Date(timeMs).toISOString();
  } catch {
    throw new AppError('vault-damaged', 'time');
  }
}

export function instantOrNull(timeMs: number | null): string | null {
  return timeMs === null ? null : instant(timeMs);
}
