import { z } from './zod.ts';
import { appStatus } from './app-status.ts';
import { auditCalls } from './audit-calls.ts';
import { captureCalls, therapistCaptureCalls } from './capture-calls.ts';
import { autoLockCalls, lockReason } from './auto-lock-calls.ts';
import { backupCalls } from './backup-calls.ts';
import { clientCalls } from './client-calls.ts';
import { clipboardCalls } from './clipboard-calls.ts';
import { call, push, type Boundary, type Contract } from './contract.ts';
import { downloadCalls } from './download-calls.ts';
import { exportCalls } from './export-calls.ts';
import { ids } from './ids.ts';
import { limits } from './limits.ts';
import { cancelledWork, longWorkCalls } from './long-work.ts';
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
import { typedPassphrase, unlockRequest } from './unlock-request.ts';
import { vaultSecurityCalls } from './vault-security-calls.ts';
import { clearStretch } from './clear-stretch.ts';
import { deviceKey, deviceRecall, guestKind, seat, wordsVerdict } from './seat-schema.ts';

/** Version of this boundary. Raised on every change that an older peer would misread. */
export const IPC_PROTOCOL = 5;

/**
 * The states of the vault, each of which has its own words and its own way out (design.md, Vault and keys).
 * `problem` is one of the vault and keychain error codes.
 */
const vaultStatus = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('absent') }),
  /** `why`: it locked by itself. Absent: somebody locked it, or it was not opened yet. */
  z.strictObject({ state: z.literal('locked'), why: z.optional(lockReason) }),
  z.strictObject({
    state: z.literal('open'),
    cipher: text(32),
    keychain: text(64),
    /** One copy of what opens the vault was damaged, and was made anew from the other. */
    mended: z.optional(z.literal(true)),
    /** Its first run did not come to its end: a recovery key has to be put on paper before anything else. */
    owesKit: z.optional(z.literal(true)),
  }),
  z.strictObject({
    state: z.literal('needs-help'),
    problem: z.enum([
      'vault-damaged',
      'vault-header-damaged',
      'vault-newer',
      'vault-rolled-back',
      'vault-in-use',
      'vault-not-encrypted',
      'disk-full',
      'keychain-unavailable',
      'keychain-refused',
      'keychain-missing',
      'keychain-changed',
      'internal',
    ]),
  }),
]);

/** Which ways into the vault there are: each opens it alone. */
const vaultWays = z.strictObject({
  keychain: z.boolean(),
  passphrase: z.boolean(),
  /** The number that is on the paper with the recovery key, and when that was made. */
  recovery: z.nullable(z.strictObject({ kitNumber: text(6, 6), madeAtMs: timestampMs })),
});

/** The number on the paper of a recovery key. */
const kit = z.strictObject({ kitNumber: text(6, 6) });

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

/** A file in a list. Unfinished ones are in none. */
const fileSummary = z.strictObject({
  fileId: ids.file,
  sessionId: z.nullable(ids.session),
  name: text(limits.fileNameCharacters),
  sizeBytes: integer(0, limits.fileBytes),
  keptAtMs: timestampMs,
});

const filePart = integer(0, limits.filePartsPerFile - 1);

/**
 * The boundary between the renderer and the main side. Main checks who asks, then what. Calls that need an open vault
 * throw `vault-locked` without one.
 */
export const ipc = {
  'app.status': call({ in: nothing, out: appStatus }),

  'vault.status': call({ in: nothing, out: vaultStatus }),
  /**
   * Makes a vault on this machine and opens it. `owesKit`: the page leads to a recovery key on paper, and the vault remembers that it
   * is owed until `vault.keep-recovery-key`. @throws conflict when there is one, keychain-*, disk-full
   */
  'vault.create': call({
    in: z.strictObject({ owesKit: z.optional(z.literal(true)) }),
    out: vaultStatus,
  }),
  /** Opens the vault through the keychain. Failures are states (`needs-help`), not errors. */
  'vault.open': call({ in: nothing, out: vaultStatus }),
  'vault.lock': call({ in: nothing, out: vaultStatus }),
  /**
   * Lets the next opening pass although the vault is older than what was written last. To be called when a person has
   * decided so. @throws conflict unless that is what keeps it shut
   */
  'vault.accept-older': call({ in: nothing, out: vaultStatus }),
  /**
   * Reads every row, with every page that holds one, and every index, and compares them with what was written. A long work,
   * `verification`: the vault is used meanwhile. @throws vault-damaged, vault-locked also when it is locked before the end
   */
  'vault.verify': call({
    in: nothing,
    out: z.discriminatedUnion('outcome', [
      z.strictObject({
        outcome: z.literal('done'),
        rows: integer(0),
        verifiedAtMs: timestampMs,
      }),
      cancelledWork,
    ]),
  }),
  /**
   * Opens the vault by what somebody typed. Throws what is wrong with that, and the vault is as it was; other failures
   * are states. @throws vault-wrong-key, recovery-key-mistyped, not-found when there is no such way
   */
  'vault.unlock': call({ in: unlockRequest, out: vaultStatus }),
  /** Also while it is locked. @throws vault-absent, vault-damaged, vault-newer */
  'vault.ways': call({ in: nothing, out: vaultWays }),
  /** A recovery key to be put on paper, as the groups that a person reads. It opens nothing before it is kept. */
  'vault.new-recovery-key': call({
    in: nothing,
    out: z.strictObject({
      groups: list(text(8), 16),
      kitNumber: text(6, 6),
    }),
  }),
  /**
   * The one that was shown last opens the vault from now on; an earlier one does not. @throws conflict, also while the
   * vault's key is renewed, as each call that changes a way; disk-full
   */
  'vault.keep-recovery-key': call({ in: kit, out: vaultWays }),
  /** Adds the passphrase or changes it. @throws bad-request when it is too short, disk-full */
  'vault.set-passphrase': call({
    in: z.strictObject({ passphrase: typedPassphrase }),
    out: vaultWays,
  }),
  /** Puts a new key into the keychain. @throws keychain-unavailable, keychain-refused, disk-full */
  'vault.set-keychain': call({ in: nothing, out: vaultWays }),
  /** @throws last-way when the keychain, or nothing, would be left; not-found, disk-full */
  'vault.remove-way': call({
    in: z.strictObject({ way: z.enum(['keychain', 'passphrase', 'recovery']) }),
    out: vaultWays,
  }),
  /**
   * Gives the vault another key, that only a new secret in the keychain, the recovery key that was shown last and this
   * passphrase open (null: none). A long work, `renewal`: the vault is used meanwhile, but its ways cannot be changed. With
   * anything but `done` nothing has changed. @throws conflict unless it was shown last, or while a session runs, or when
   * records are destroyed meanwhile again and again; keychain-*, bad-request, disk-full, vault-damaged, vault-locked also
   * when it is locked before the end
   */
  'vault.renew-key': call({
    in: z.strictObject({ kitNumber: text(6, 6), passphrase: z.nullable(typedPassphrase) }),
    out: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('done'), ways: vaultWays }),
      cancelledWork,
    ]),
  }),
  'vault.changed': push({ data: vaultStatus }),
  ...vaultSecurityCalls,

  ...clientCalls,
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
  /** Signs the host statement for a connection's challenge. @throws not-found */
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

  /**
   * Announces a file of a client, whose bytes then come part by part. Until it is finished nobody sees it, and it goes
   * when the vault is opened again. @throws not-found, too-large, too-many, disk-full, bad-request when the name has
   * control characters, parts of a path or more than 255 bytes
   */
  'file.begin': call({
    in: z.strictObject({
      clientId: ids.client,
      sessionId: z.nullable(ids.session),
      name: text(limits.fileNameCharacters, 1),
      sizeBytes: integer(0),
    }),
    out: z.strictObject({ fileId: ids.file }),
  }),
  /**
   * Adds the next part, of any size up to the bound; durable on disk when it answers. The last one may be repeated.
   * @throws not-found, conflict when it is not the next one, too-large for what was announced, disk-full
   */
  'file.append': call({
    in: z.strictObject({
      fileId: ids.file,
      index: filePart,
      bytes: encodedBytesUpTo(limits.filePartBytes, 1),
    }),
    out: nothing,
  }),
  /** @throws not-found, bad-request unless size and hash are right, conflict, disk-full */
  'file.finish': call({
    in: z.strictObject({ fileId: ids.file, sha256: encodedBytes(32) }),
    out: nothing,
  }),
  /** Files of a client, newest first. @throws not-found */
  'file.list': call({
    in: z.strictObject({ clientId: ids.client }),
    out: z.strictObject({ files: list(fileSummary, limits.filesPerClient) }),
  }),
  /** A part as it was appended; an empty file has one that is empty. @throws not-found */
  'file.read': call({
    in: z.strictObject({ fileId: ids.file, index: filePart }),
    out: z.strictObject({ bytes: encodedBytesUpTo(limits.filePartBytes), isLast: z.boolean() }),
  }),

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

export type VaultStatus = z.output<typeof vaultStatus>;
export type VaultWays = z.output<typeof vaultWays>;
export type { UnlockRequest } from './unlock-request.ts';
export type Note = z.output<typeof note>;
export type SignedNote = z.output<typeof signedNote>;
export type NoteSummary = z.output<typeof noteSummary>;
export type Session = z.output<typeof session>;
export type KeptSlip = z.output<typeof keptSlip>;
export type FileSummary = z.output<typeof fileSummary>;
