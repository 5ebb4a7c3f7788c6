import { z } from './zod.ts';
import { appStatus } from './app-status.ts';
import { auditCalls } from './audit-calls.ts';
import { captureCalls, therapistCaptureCalls } from './capture-calls.ts';
import { autoLockCalls } from './auto-lock-calls.ts';
import { backupCalls } from './backup-calls.ts';
import { cardCalls } from './card-calls.ts';
import { clientCalls } from './client-calls.ts';
import { clipboardCalls } from './clipboard-calls.ts';
import { call, type Boundary, type Contract } from './contract.ts';
import { downloadCalls } from './download-calls.ts';
import { exportCalls } from './export-calls.ts';
import { fileCalls } from './file-calls.ts';
import { ids } from './ids.ts';
import { limits } from './limits.ts';
import { longWorkCalls } from './long-work.ts';
import { postureCalls } from './posture-calls.ts';
import { noteHistoryCalls } from './note-history-calls.ts';
import {
  encodedBytes,
  encodedBytesUpTo,
  integer,
  list,
  nothing,
  text,
  timestampMs,
  url,
} from './schema.ts';
import { searchCalls } from './search-calls.ts';
import { rescueCalls } from './rescue-calls.ts';
import { vaultCalls } from './vault-calls.ts';
import { vaultSecurityCalls } from './vault-security-calls.ts';
import { clearStretch } from './clear-stretch.ts';
import {
  deviceKey,
  deviceRecall,
  guestKind,
  judgedWords,
  seat,
  wordsVerdict,
} from './seat-schema.ts';

/** Version of this boundary. Raised on every change that an older peer would misread. */
export const IPC_PROTOCOL = 6;

const note = z.strictObject({
  noteId: ids.note,
  clientId: ids.client,
  sessionId: z.nullable(ids.session),
  text: text(limits.noteCharacters),
  /** Counts the saves of this note. 0: it was begun by an earlier version, and nobody wrote in it. */
  revision: integer(0),
  createdAtMs: timestampMs,
  savedAtMs: timestampMs,
});

/** What a save has written. */
const savedNote = z.strictObject({ revision: integer(1), savedAtMs: timestampMs });

/** A note in a list: its first line instead of its text. */
const noteSummary = z.strictObject({
  noteId: ids.note,
  sessionId: z.nullable(ids.session),
  firstLine: text(200),
  createdAtMs: timestampMs,
  savedAtMs: timestampMs,
});

/** What is signed of a note, and can therefore not be changed any more. */
const signedNote = z.strictObject({
  /** The revision that was signed; null: none, and the note can be written on. */
  signed: z.nullable(z.strictObject({ revision: integer(1), signedAtMs: timestampMs })),
  amendments: list(
    z.strictObject({
      number: integer(1),
      text: text(limits.noteCharacters),
      signedAtMs: timestampMs,
    }),
    limits.amendmentsPerNote,
  ),
});

const session = z.strictObject({
  sessionId: ids.session,
  clientId: ids.client,
  roomId: ids.room,
  /** Origin of the practice's server, such as `https://rooms.example`. */
  serverOrigin: url(256),
  startedAtMs: timestampMs,
});

/** A slip in a list: without its bytes. */
const keptSlip = z.strictObject({
  slipId: ids.slip,
  sessionId: ids.session,
  keptAtMs: timestampMs,
});

const slipBytes = encodedBytesUpTo(limits.slipBytes);

/**
 * The boundary between the renderer and the main side. Main checks who asks, then what. Calls that need an open vault
 * throw `vault-locked` without one.
 */
export const ipc = {
  'app.status': call({ in: nothing, out: appStatus }),

  ...vaultCalls,
  ...vaultSecurityCalls,

  ...clientCalls,
  ...cardCalls,
  ...postureCalls,

  /** Notes of a client, newest first. @throws not-found */
  'note.list': call({
    in: z.strictObject({ clientId: ids.client }),
    out: z.strictObject({ notes: list(noteSummary, 10_000) }),
  }),
  /**
   * Makes a note of what was written first, under an id that the page has chosen; durable on disk when it answers. A note in
   * which nobody wrote does not exist. The same again is the repeated call of somebody who missed the answer.
   * @throws conflict when there is another note of this id, not-found (the client, or a session with them), disk-full
   */
  'note.create': call({
    in: z.strictObject({
      noteId: ids.note,
      clientId: ids.client,
      sessionId: z.nullable(ids.session),
      text: text(limits.noteCharacters, 1),
    }),
    out: savedNote,
  }),
  /** @throws not-found */
  'note.read': call({ in: z.strictObject({ noteId: ids.note }), out: note }),
  /**
   * Saves the whole text; durable on disk when it answers. `revision` is the one the text is based on.
   * @throws conflict when the note has moved on, note-signed, not-found, disk-full
   */
  'note.save': call({
    in: z.strictObject({
      noteId: ids.note,
      revision: integer(0),
      text: text(limits.noteCharacters),
    }),
    out: savedNote,
  }),

  /** What is signed of a note, every signature checked. @throws not-found, vault-damaged when one does not hold */
  'note.signed': call({ in: z.strictObject({ noteId: ids.note }), out: signedNote }),
  /**
   * Signs the newest revision and locks the note for good. Again changes nothing.
   * @throws conflict when `revision` is not the newest, not-found, disk-full
   */
  'note.sign': call({
    in: z.strictObject({ noteId: ids.note, revision: integer(1) }),
    out: signedNote,
  }),
  /**
   * Adds to a signed note. `number` is the next, from 1; the last one again, with the same text, changes nothing.
   * @throws conflict unless it is the next of a signed note, too-many, not-found, disk-full
   */
  'note.amend': call({
    in: z.strictObject({
      noteId: ids.note,
      number: integer(1),
      text: text(limits.noteCharacters, 1),
    }),
    out: signedNote,
  }),

  /** The server that sessions run on, or null before one was chosen. */
  'server.get': call({
    in: nothing,
    out: z.strictObject({
      origin: z.nullable(url(256)),
      enrolled: z.boolean(),
      /** A one-time code that came with a preset server: the page enrols with it by itself while `enrolled` is false. */
      enrolmentCode: z.nullable(text(128, 8)),
    }),
  }),
  /**
   * Remembers the server. The page's security policy names the server, so the shell loads the page again when it
   * changes; the call may then stay unanswered. @throws bad-request unless it is a bare origin with https, or http on
   * loopback; conflict while a session runs on another one
   */
  'server.set': call({ in: z.strictObject({ origin: url(256) }), out: nothing }),
  /** Signs the enrolment statement for a connection's challenge. @throws server-unset */
  'server.sign-enrolment': call({
    in: z.strictObject({ challenge: encodedBytes(32) }),
    out: z.strictObject({ publicKey: encodedBytes(32), signature: encodedBytes(64) }),
  }),
  /** Remembers that the server took the enrolment. */
  'server.enrolled': call({ in: nothing, out: nothing }),

  /**
   * Starts a session with a client. @throws not-found, server-unset, conflict while another one runs, device-unfit when
   * the computer is not as it has to be (`posture.require`); that may take as long as `posture.read`
   */
  'session.start': call({ in: z.strictObject({ clientId: ids.client }), out: session }),
  /** The session that was started and not ended, so that a crash or a reload leads back into it. */
  'session.current': call({ in: nothing, out: z.strictObject({ session: z.nullable(session) }) }),
  /** Signs the host statement for a connection's challenge, up to two minutes after the session's end. @throws not-found */
  'session.sign': call({
    in: z.strictObject({ sessionId: ids.session, challenge: encodedBytes(32) }),
    out: z.strictObject({ publicKey: encodedBytes(32), signature: encodedBytes(64) }),
  }),
  /**
   * Signs the credential of the therapist's leaf in this session's group (e2ee.md, Joining). Main builds the statement:
   * its own key, this room, the role of a therapist. @throws not-found, bad-request when it would hold for too long
   */
  'session.sign-credential': call({
    in: z.strictObject({
      sessionId: ids.session,
      notAfterS: integer(0),
      mlsSignatureKey: encodedBytes(32),
    }),
    out: z.strictObject({ publicKey: encodedBytes(32), signature: encodedBytes(64) }),
  }),
  /** The identity key that guests know the therapist by. */
  'session.identity': call({
    in: nothing,
    out: z.strictObject({ publicKey: encodedBytes(32) }),
  }),
  /**
   * A new invite for this session; its secret stays in the vault and in the link. @throws not-found, too-many
   */
  'session.invite': call({
    in: z.strictObject({ sessionId: ids.session }),
    out: z.strictObject({
      inviteId: ids.invite,
      /** The https link for a browser guest. */
      link: url(1024),
      /** The same invite as a link that opens the guest app. */
      appLink: url(1024),
      /** SHA-256 of the admission token, for `invite.create`. */
      admissionHash: encodedBytes(32),
      opensAtMs: timestampMs,
      expiresAtMs: timestampMs,
      /** The seat that it is for. */
      seat,
    }),
  }),
  /** Every seat of this session, oldest invite first. @throws not-found unless it runs */
  'session.seats': call({
    in: z.strictObject({ sessionId: ids.session }),
    out: z.strictObject({ seats: list(seat, limits.invitesPerRoom) }),
  }),
  /**
   * Binds a seat to the device whose commitment opened under its psk, and remembers that the device was in this session.
   * The same device again changes nothing. @throws not-found, conflict when it is revoked or another device's
   */
  'session.bind-seat': call({
    in: z.strictObject({
      sessionId: ids.session,
      inviteId: ids.invite,
      deviceKey,
      guestKind,
    }),
    out: nothing,
  }),
  /** Nobody takes this seat from now on. @throws not-found */
  'session.revoke-seat': call({
    in: z.strictObject({ sessionId: ids.session, inviteId: ids.invite }),
    out: nothing,
  }),
  /** Keeps what was said of the words with this device. @throws not-found unless it was bound in this session */
  'session.judge-words': call({
    in: z.strictObject({ sessionId: ids.session, deviceKey, verdict: wordsVerdict }),
    out: nothing,
  }),
  /** What was kept so, for a page that was loaded again. @throws not-found unless it runs */
  'session.judged-words': call({
    in: z.strictObject({ sessionId: ids.session }),
    out: z.strictObject({ judged: list(judgedWords, limits.invitesPerRoom) }),
  }),
  /**
   * Keeps that something of the therapist's left unsealed in this session; nobody takes that back. Also while the vault is locked:
   * it is written once that is open. @throws not-found
   */
  'session.note-clear': call({
    in: z.strictObject({ sessionId: ids.session, stretch: clearStretch }),
    out: nothing,
  }),
  /** What was kept so, for a page that was loaded again. @throws not-found */
  'session.clear-stretches': call({
    in: z.strictObject({ sessionId: ids.session }),
    out: z.strictObject({ clear: list(clearStretch, limits.clearStretches) }),
  }),
  /**
   * Signs an attestation record in its canonical bytes (e2ee.md, Attestation), up to two minutes after the session's end.
   * @throws not-found, bad-request unless it is of this session and this therapist and agrees with the vault
   */
  'session.sign-attestation': call({
    in: z.strictObject({
      sessionId: ids.session,
      record: encodedBytesUpTo(limits.attestationBytes),
    }),
    out: z.strictObject({ publicKey: encodedBytes(32), signature: encodedBytes(64) }),
  }),
  /**
   * Keeps a slip of this session for good, beside those that were kept before. @throws not-found, too-many, disk-full,
   * bad-request unless all of it holds and the therapist signed it
   */
  'session.keep-slip': call({
    in: z.strictObject({ sessionId: ids.session, slip: slipBytes }),
    out: nothing,
  }),
  /** Ends it for good: the secrets of its invites are forgotten. @throws not-found */
  'session.end': call({ in: z.strictObject({ sessionId: ids.session }), out: nothing }),

  /** What is known of a device that knocks in this session. @throws not-found unless it runs */
  'device.recall': call({
    in: z.strictObject({ sessionId: ids.session, deviceKey }),
    out: deviceRecall,
  }),

  /** Slips of a client's sessions, the newest last. @throws not-found */
  'slip.list': call({
    in: z.strictObject({ clientId: ids.client }),
    out: z.strictObject({ slips: list(keptSlip, 10_000) }),
  }),
  /** @throws not-found */
  'slip.read': call({
    in: z.strictObject({ slipId: ids.slip }),
    out: z.strictObject({ slip: slipBytes }),
  }),

  ...fileCalls,
  ...noteHistoryCalls,
  ...searchCalls,
  ...auditCalls,
  ...autoLockCalls,
  ...captureCalls,
  ...therapistCaptureCalls,
  ...clipboardCalls,

  ...backupCalls,
  ...rescueCalls,
  ...downloadCalls,
  ...exportCalls,
  ...longWorkCalls,
} as const satisfies Contract;

export type Ipc = typeof ipc;

/** The therapist's table with its version. */
export const ipcBoundary: Boundary<Ipc> = { protocol: IPC_PROTOCOL, table: ipc };

export type { VaultStatus, VaultWays } from './vault-calls.ts';
export type { UnlockRequest } from './unlock-request.ts';
export type Note = z.output<typeof note>;
export type SignedNote = z.output<typeof signedNote>;
export type NoteSummary = z.output<typeof noteSummary>;
export type Session = z.output<typeof session>;
export type KeptSlip = z.output<typeof keptSlip>;
export type { FileSummary } from './file-calls.ts';
