import { cardFieldCode } from './card-calls.ts';
import { lostPart } from './lost-part.ts';
import { wordsVerdict, guestKind } from './seat-schema.ts';
import { z } from './zod.ts';

// The shape of `record.json` and of the versions' files in an export (docs/exports.md). Whoever changes it in a way that
// an earlier reader would misread raises `recordVersion`.

/** Version of the shapes below. */
export const recordVersion = 1;

/** An instant as ISO 8601 in UTC, such as `2026-11-26T14:02:00.000Z`. */
const instant = z.iso.datetime();
/** Ids, keys, hashes and signatures: bytes in base64url. */
const encoded = z.string();
/** The name of a file in the same archive, from the folder that `record.json` lies in. */
const archivePath = z.string();

/** A signature over a text, and whether it was found to hold when the export was made. */
const proof = z.strictObject({ signedAt: instant, signature: encoded, holds: z.boolean() });

const recordNote = z.strictObject({
  id: encoded,
  sessionId: z.nullable(encoded),
  createdAt: instant,
  savedAt: instant,
  /** How often it was saved. */
  revision: z.int(),
  text: z.string(),
  /** The file with every version that is kept; null when there is only this one. */
  versions: z.nullable(archivePath),
  signature: z.nullable(proof),
  amendments: z.array(z.extend(proof, { number: z.int(), text: z.string() })),
});

const recordSession = z.strictObject({
  id: encoded,
  roomId: encoded,
  server: z.string(),
  startedAt: instant,
  endedAt: z.nullable(instant),
  /** Devices that were let in, with what was said of their safety words. */
  devices: z.array(
    z.strictObject({ key: encoded, app: guestKind, words: z.nullable(wordsVerdict) }),
  ),
  /** When something of the therapist's left their computer without the encryption between the two; mostly none. */
  unsealed: z.array(z.strictObject({ from: instant, to: instant })),
  /** Invites of a session that still runs, without what opens them; they go when it ends. */
  invites: z.array(
    z.strictObject({
      id: encoded,
      state: z.enum(['open', 'bound', 'revoked']),
      opensAt: instant,
      expiresAt: instant,
    }),
  ),
});

const recordFile = z.strictObject({
  id: encoded,
  sessionId: z.nullable(encoded),
  /** As it was called. The file in the archive has a neutral name. */
  name: z.string(),
  sizeBytes: z.int(),
  sha256: encoded,
  storedAt: instant,
  file: archivePath,
});

const recordSlip = z.strictObject({
  id: encoded,
  sessionId: encoded,
  keptAt: instant,
  /** Whether all of it was found to hold when the export was made. */
  holds: z.boolean(),
  file: archivePath,
});

/** Everything that a vault holds of one client, apart from the bytes of files and slips and from earlier versions. */
export const clientRecord = z.strictObject({
  format: z.literal('quietroom-client-record'),
  version: z.literal(recordVersion),
  madeAt: instant,
  /** The zone of the times in the pages, such as `Europe/London`. */
  timeZone: z.string(),
  /** Ed25519 key that the signatures of notes are made with. */
  therapistKey: encoded,
  client: z.strictObject({
    id: encoded,
    pseudonym: z.string(),
    addedAt: instant,
    lastSessionAt: z.nullable(instant),
  }),
  agreedPhrase: z.nullable(z.string()),
  /** Null: the treatment goes on. `adultInYear`: of who was a minor then, the year of the 18th birthday. */
  treatment: z.nullable(z.strictObject({ endedAt: instant, adultInYear: z.nullable(z.int()) })),
  /** What the therapist left out, and why; null: nothing. */
  leftOut: z.nullable(z.strictObject({ notes: z.int(), files: z.int(), reason: z.string() })),
  /**
   * Null: there is none. `leftOut`: there is one, and the therapist gave no reason for opening it. A text is null where it could not
   * be read; the vault then says that it is damaged.
   */
  sealedCard: z.nullable(
    z.discriminatedUnion('leftOut', [
      z.strictObject({ leftOut: z.literal(true) }),
      z.strictObject({
        leftOut: z.literal(false),
        fields: z.array(
          z.strictObject({
            field: cardFieldCode,
            text: z.nullable(z.string()),
            writtenAt: instant,
          }),
        ),
        /** Every opening, with the reason that was given for it; the last is that for this record. */
        openings: z.array(
          z.strictObject({ number: z.int(), openedAt: instant, reason: z.nullable(z.string()) }),
        ),
      }),
    ]),
  ),
  /**
   * Of a vault that was damaged: what could not be read, as far as anybody knows. `part` of a note, of which there may be
   * several: `all` of it; all of its `text`, so that it is empty here and only amendments are left; its `newest` text, so that an earlier
   * one stands for it; some `earlier` one; an amendment (`added`); its `signature`. Null: it was whole.
   */
  damaged: z.nullable(
    z.strictObject({
      notes: z.array(
        z.strictObject({ id: encoded, createdAt: z.nullable(instant), part: lostPart }),
      ),
      files: z.array(
        z.strictObject({
          id: encoded,
          name: z.nullable(z.string()),
          storedAt: z.nullable(instant),
        }),
      ),
      /** Fields of the sealed card. */
      card: z.array(cardFieldCode),
      /** Sessions, signed records, the agreed phrase, why the card was opened: how many things. */
      others: z.int(),
      /** There may be more of it than is named. */
      mayBeMore: z.boolean(),
    }),
  ),
  /** Oldest first, as all lists here. */
  notes: z.array(recordNote),
  sessions: z.array(recordSession),
  files: z.array(recordFile),
  slips: z.array(recordSlip),
});

/** Every version of one note that is kept. */
export const noteVersions = z.strictObject({
  format: z.literal('quietroom-note-versions'),
  version: z.literal(recordVersion),
  noteId: encoded,
  versions: z.array(z.strictObject({ revision: z.int(), savedAt: instant, text: z.string() })),
});

export type ClientRecord = z.output<typeof clientRecord>;
export type RecordNote = z.output<typeof recordNote>;
export type RecordSession = z.output<typeof recordSession>;
export type RecordFile = z.output<typeof recordFile>;
export type RecordSlip = z.output<typeof recordSlip>;
export type NoteVersions = z.output<typeof noteVersions>;
