import { cardFieldCode, cardFields } from './card-calls.ts';
import { call, push, type CallHandlers, type CallRequest, type Contract } from './contract.ts';
import { ids } from './ids.ts';
import { limits } from './limits.ts';
import { cancelledWork } from './long-work.ts';
import { lostPart } from './lost-part.ts';
import { integer, list, nothing, text, timestampMs } from './schema.ts';
import { typedPassphrase, typedRecoveryKey } from './unlock-request.ts';
import { z } from './zod.ts';

/** As many lost things of one client as are named. */
const maxNamed = 10_000;

/** What can be read of one client, and what cannot. */
const rescuedClient = z.strictObject({
  clientId: ids.client,
  /** Null: the name cannot be read. */
  pseudonym: z.nullable(text(limits.pseudonymCharacters)),
  notes: integer(0),
  files: integer(0),
  /** There is something on the sealed card, which is not opened here. */
  hasCard: z.boolean(),
  lost: z.strictObject({
    /** Oldest first; of one note there may be several parts. */
    notes: list(
      z.strictObject({
        noteId: ids.note,
        createdAtMs: z.nullable(timestampMs),
        part: lostPart,
      }),
      maxNamed,
    ),
    files: list(
      z.strictObject({
        name: z.nullable(text(limits.fileNameCharacters)),
        keptAtMs: z.nullable(timestampMs),
      }),
      maxNamed,
    ),
    /** Fields of the sealed card. */
    card: list(cardFieldCode, cardFields.length),
    /** Sessions, signed records, the agreed phrase, why the card was opened: how many things. */
    others: integer(0),
  }),
});

/** A note of which something can be read. */
const rescuedNote = z.strictObject({
  noteId: ids.note,
  createdAtMs: timestampMs,
  /** Of the text that can be read. */
  savedAtMs: timestampMs,
  firstLine: text(200),
  /** What of it cannot be read; nothing, as far as is known, where this is empty. */
  lost: list(lostPart, 6),
});

/** What a note says, as far as it can be read. None of it is checked further than that it opened under the client's key. */
const rescuedText = z.strictObject({
  /** The newest that can be read; empty where only what was added is left. */
  text: text(limits.noteCharacters),
  savedAtMs: timestampMs,
  /** What was added after it was signed. Whether the signatures hold, an export says. */
  amendments: list(
    z.strictObject({
      number: integer(1),
      text: text(limits.noteCharacters),
      signedAtMs: timestampMs,
    }),
    limits.amendmentsPerNote,
  ),
});

const rescueReport = z.strictObject({
  clients: list(rescuedClient, limits.clients),
  /** Things that are lost, and nobody can tell any more of whom. */
  unplaced: integer(0),
  /** There may be more that is lost than is named. */
  mayBeMore: z.boolean(),
  /** Nothing is known to be lost, and it is not what was written last all the same: something of it may be older. */
  isOlder: z.boolean(),
  /** No key of any client can be read: names and days are all there is. */
  keysLost: z.boolean(),
  /** The last good backup that the vault knows of. */
  lastBackup: z.nullable(z.strictObject({ madeAtMs: timestampMs, folderName: text(255) })),
});

/**
 * Looking at what can still be read of a vault that does not open (docs/vault.md, A damaged vault). Nothing is written into it. While it
 * is looked at, `export.*` export from it, client by client, and say in each export what is not in it.
 */
export const rescueCalls = {
  /**
   * Reads all of it, by a way into the vault: a long work, of the kind `rescue`. @throws conflict while the vault is open,
   * vault-wrong-key, recovery-key-mistyped, not-found when there is no such way, keychain-*, vault-header-damaged, vault-newer,
   * vault-damaged when nothing at all can be read, vault-locked when the person turned away at its very end (before, it is
   * cancelled), disk-full, save-failed
   */
  'rescue.begin': call({
    in: z.discriminatedUnion('way', [
      z.strictObject({ way: z.literal('keychain') }),
      z.strictObject({ way: z.literal('passphrase'), passphrase: typedPassphrase }),
      z.strictObject({ way: z.literal('recovery'), recoveryKey: typedRecoveryKey }),
    ]),
    out: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('done'), report: rescueReport }),
      cancelledWork,
    ]),
  }),
  /** What is looked at just now; null for nothing. Also after the page was loaded again. */
  'rescue.status': call({ in: nothing, out: z.strictObject({ report: z.nullable(rescueReport) }) }),
  /** Notes of a client of which something can be read, newest first. @throws vault-locked when nothing is looked at any more */
  'rescue.notes': call({
    in: z.strictObject({ clientId: ids.client }),
    out: z.strictObject({ notes: list(rescuedNote, 10_000) }),
  }),
  /** @throws not-found, vault-locked when nothing is looked at any more */
  'rescue.read-note': call({ in: z.strictObject({ noteId: ids.note }), out: rescuedText }),
  /** Nothing is looked at any more, and the keys are forgotten. Again changes nothing. */
  'rescue.end': call({ in: nothing, out: nothing }),
  /** It ended by itself: nobody was there any more, or the vault was opened. */
  'rescue.ended': push({ data: z.strictObject({ ended: z.literal(true) }) }),
} as const satisfies Contract;

export type RescueCalls = typeof rescueCalls;
export type RescueHandlers = CallHandlers<RescueCalls>;
export type RescueRequest = CallRequest<RescueCalls, 'rescue.begin'>;
export type RescueReport = z.output<typeof rescueReport>;
export type RescuedNote = z.output<typeof rescuedNote>;
export type RescuedText = z.output<typeof rescuedText>;
export type RescuedClient = RescueReport['clients'][number];
