import { call, type Contract } from './contract.ts';
import { ids } from './ids.ts';
import { limits } from './limits.ts';
import {
  encodedBytesUpTo,
  integer,
  list,
  nothing,
  text,
  timestampMs,
  visibleLine,
} from './schema.ts';
import { z } from './zod.ts';

/** A client under a pseudonym (V4). */
const client = z.strictObject({
  clientId: ids.client,
  pseudonym: text(limits.pseudonymCharacters),
  createdAtMs: timestampMs,
  lastSessionAtMs: z.nullable(timestampMs),
});

/** What a person may type as a pseudonym. */
export const pseudonym = visibleLine(limits.pseudonymCharacters);

const retentionRules = z.strictObject({
  /** After the last contact. */
  years: integer(1, 100),
  /** Of a minor: until this birthday at least. */
  minorUntilAge: integer(18, 100),
});

/** What the rules of retention say of a client (V10). They propose; nothing is destroyed by them. */
const clientRetention = z.strictObject({
  clientId: ids.client,
  /** The last session, or when the client was added. */
  lastContactMs: timestampMs,
  /** Null: the treatment goes on. */
  endedAtMs: z.nullable(timestampMs),
  /** Of who was a minor: the year of the 18th birthday. */
  adultInYear: z.nullable(integer(1900, 2200)),
  /** Null while the treatment goes on. */
  retainUntilMs: z.nullable(timestampMs),
  /** Nothing has to be kept any more, and destruction is proposed. */
  isDue: z.boolean(),
});

// Not among the limits, which the page for clients carries as well.
/** Why a client is destroyed before the time. */
export const destructionReasonCharacters = 500;
const certificateSizeBytes = 8 * 1024;

/** A client who was destroyed. `certificate` is null until everything is done. */
const destruction = z.strictObject({
  clientId: ids.client,
  begunAtMs: timestampMs,
  /** Why before the time; null when that had come. */
  reason: z.nullable(text(destructionReasonCharacters)),
  certificate: z.nullable(encodedBytesUpTo(certificateSizeBytes)),
});

/** Something that both know and say to each other. Never sent, never compared by a program. */
export const phrase = visibleLine(limits.phraseCharacters);

/** The part of the therapist's contract that is about clients: who there is, how long they are kept, and their end. */
export const clientCalls = {
  /** Every client, most recently seen first. */
  'client.list': call({
    in: nothing,
    out: z.strictObject({ clients: list(client, limits.clients) }),
  }),
  /** @throws conflict when the pseudonym is taken, too-many */
  'client.create': call({ in: z.strictObject({ pseudonym }), out: client }),
  /** The phrase that was agreed with a client, to be spoken in the call. @throws not-found */
  'client.phrase': call({
    in: z.strictObject({ clientId: ids.client }),
    out: z.strictObject({ phrase: z.nullable(phrase) }),
  }),
  /** Null forgets it. @throws not-found */
  'client.set-phrase': call({
    in: z.strictObject({ clientId: ids.client, phrase: z.nullable(phrase) }),
    out: nothing,
  }),

  /** What the rules of retention say of every client. */
  'client.retention': call({
    in: nothing,
    out: z.strictObject({ clients: list(clientRetention, limits.clients) }),
  }),
  /** How long records are kept in this practice; what is usual before that was set. */
  'client.retention-rules': call({ in: nothing, out: retentionRules }),
  /** In force at once, for every client. Nothing is destroyed by it. @throws disk-full */
  'client.set-retention-rules': call({ in: retentionRules, out: retentionRules }),
  /**
   * The treatment has ended, which is when the period of retention begins; again corrects `adultInYear`.
   * @throws not-found, conflict while a session with them runs
   */
  'client.end-treatment': call({
    in: z.strictObject({ clientId: ids.client, adultInYear: z.nullable(integer(1900, 2200)) }),
    out: nothing,
  }),
  /** It goes on after all. @throws not-found */
  'client.resume-treatment': call({
    in: z.strictObject({ clientId: ids.client }),
    out: nothing,
  }),
  /**
   * Destroys everything that is kept of a client, for good, and answers with the signed certificate. `pseudonym` as a person
   * typed it. A long work, `destruction`, that nobody stops; a second one waits for the first. `unfinished`: nothing of the record
   * can be read any more, but something of it could not be overwritten; that is done, and the certificate made, when the vault is
   * unlocked next.
   * @throws not-found, bad-request unless that is the pseudonym, conflict while a session runs, with whomever, and before
   * the time without a reason, disk-full, vault-damaged, too-many: nothing has changed then; vault-locked also when it is locked
   * before the end, which then comes when it is unlocked next
   */
  'client.destroy': call({
    in: z.strictObject({
      clientId: ids.client,
      pseudonym,
      reason: z.nullable(visibleLine(destructionReasonCharacters)),
    }),
    out: z.discriminatedUnion('outcome', [
      z.strictObject({
        outcome: z.literal('done'),
        certificate: encodedBytesUpTo(certificateSizeBytes),
        /** It says that the folder of backups was not reached: the record can be restored from there until the next backup. */
        isBackupAway: z.boolean(),
      }),
      z.strictObject({ outcome: z.literal('unfinished') }),
    ]),
  }),
  /** Who was destroyed, the newest first. */
  'client.destroyed': call({
    in: nothing,
    out: z.strictObject({ destroyed: list(destruction, limits.clients) }),
  }),
} as const satisfies Contract;

export type Client = z.output<typeof client>;
export type ClientRetention = z.output<typeof clientRetention>;
export type DestroyedRecord = z.output<typeof destruction>;
