import { call, type Contract } from './contract.ts';
import { ids } from './ids.ts';
import { integer, list, nothing, timestampMs } from './schema.ts';
import { z } from './zod.ts';

/** Entries of the audit log that are shown at a time. Not among the limits, which the page for clients carries as well. */
export const auditEntriesPerPage = 100;

/** Everything that the audit log knows of. Codes are never changed, because they are hashed and signed. */
const auditEvent = z.enum([
  'vault-created',
  /** By the way that is the subject. */
  'vault-opened',
  /** Somebody tried that many times to open it, in vain; by the way that is the subject. */
  'unlock-failed',
  'vault-locked',
  /** A person went on with a vault that was not the one written last. */
  'older-accepted',
  'vault-verified',
  'key-renewed',
  /** Also changed. */
  'way-added',
  'way-removed',
  'settings-changed',
  'client-created',
  'client-changed',
  'client-destroyed',
  /** A client's page: what there is of notes, files and signed records. */
  'record-opened',
  'record-exported',
  /** Something was looked for in all records; what, is not said. */
  'searched',
  'note-read',
  'note-written',
  'note-signed',
  'note-amended',
  'file-kept',
  'file-read',
  'slip-kept',
  'slip-read',
  'session-started',
  'session-ended',
  /** Something that was required of the computer was not in order. */
  'session-refused',
  'sealed-card-opened',
  /** A file was put outside the vault, where the person said. */
  'saved-outside',
  'backup-made',
  'backup-tested',
  'backup-restored',
  /** What could still be read of a damaged vault was looked at, that many times. What was exported then is an entry of its own. */
  'vault-rescued',
  'log-exported',
  /** Something could not be logged, that many times, and was done all the same. */
  'log-gap',
]);

/** What kind of thing it was done to. */
const auditSubject = z.enum([
  'vault',
  'keychain',
  'passphrase',
  'recovery',
  'server',
  /** This computer. */
  'device',
  'client',
  'backup',
  'log',
]);

const auditOutcome = z.enum(['done', 'failed']);

const loggedEntry = z.strictObject({
  seq: integer(1),
  atMs: timestampMs,
  event: auditEvent,
  subject: auditSubject,
  /** Which client; null also for one whose record was destroyed: nobody knows any more who that was. */
  clientId: z.nullable(ids.client),
  outcome: auditOutcome,
  times: integer(1),
});

/** The audit log: what was done with this vault and when, without content (docs/vault.md). */
export const auditCalls = {
  /** Entries before this one, newest first; the newest for null. `total`: how many there are. */
  'audit.list': call({
    in: z.strictObject({ before: z.nullable(integer(1)) }),
    out: z.strictObject({
      entries: list(loggedEntry, auditEntriesPerPage),
      total: integer(0),
    }),
  }),
  /**
   * Asks the person where and saves all of it there, signed, as text that can be checked without Quietroom. Not saved:
   * they changed their mind. @throws conflict while another one is on its way, vault-damaged when the log does not hold,
   * disk-full, save-failed
   */
  'audit.export': call({ in: nothing, out: z.strictObject({ saved: z.boolean() }) }),
} as const satisfies Contract;

export type AuditEvent = z.output<typeof auditEvent>;
export type AuditSubject = z.output<typeof auditSubject>;
export type AuditOutcome = z.output<typeof auditOutcome>;
export type LoggedEntry = z.output<typeof loggedEntry>;

/** One per column, for whoever reads an entry from somewhere. */
export const auditCodes = {
  event: auditEvent,
  subject: auditSubject,
  outcome: auditOutcome,
} as const;
