import { cardReason } from './card-calls.ts';
import { call, push, type CallHandlers, type Contract } from './contract.ts';
import { ids } from './ids.ts';
import { limits } from './limits.ts';
import { integer, list, nothing, text } from './schema.ts';
import { z } from './zod.ts';

/** What is told of an export in every phase. */
const known = { exportId: ids.export, clientId: ids.client };

/**
 * How the newest export fares. `step`: it reads the vault (`done` and `total` count things), writes the file, or reads
 * back from the disk what it wrote (both count bytes; roughly, while it writes).
 */
const exportStatus = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('idle') }),
  z.strictObject({
    phase: z.literal('running'),
    ...known,
    step: z.enum(['reading', 'writing', 'checking']),
    done: integer(0),
    total: integer(1),
  }),
  /** In its place, and read back. */
  z.strictObject({
    phase: z.literal('done'),
    ...known,
    sizeBytes: integer(0),
    notes: integer(0),
    files: integer(0),
    /** Signatures in the record that do not hold: something is wrong with the vault, and the record says where. */
    brokenSignatures: integer(0),
  }),
  z.strictObject({ phase: z.literal('cancelled'), ...known }),
  /** Nothing was left where the file was to be. */
  z.strictObject({
    phase: z.literal('failed'),
    ...known,
    code: z.enum([
      'not-found',
      'vault-locked',
      'vault-damaged',
      'disk-full',
      'save-failed',
      'internal',
    ]),
  }),
]);

/**
 * What opens the file: the words that were shown, or any of these public age keys. Keys that a quantum computer could
 * open are not mixed with others.
 */
const exportLock = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('passphrase'), passphraseId: ids.passphrase }),
  z.strictObject({
    kind: z.literal('keys'),
    keys: list(text(limits.exportKeyCharacters, 1), limits.exportKeys, 1),
  }),
]);

/** Exports of one client's record as an age file (docs/exports.md): one at a time. */
export const exportCalls = {
  /**
   * Words of a new passphrase, told once: it opens the export that is begun with it, and is forgotten then, when the next
   * ones are made, or when the vault is locked. They are typed with a dash between each. @throws vault-locked
   */
  'export.new-passphrase': call({
    in: nothing,
    out: z.strictObject({ passphraseId: ids.passphrase, words: list(text(16, 1), 16, 1) }),
  }),
  /**
   * Asks the person where, and begins; null when they changed their mind. What becomes of it, `export.changed` tells.
   * `leftOut`: notes and files that are not in it, and the reason that it gives for that. `cardReason`: why the sealed card is opened
   * for it, as `card.open` wants one; null leaves the card out, and the record says so.
   * @throws not-found also for a reason to open an empty card, conflict while another one runs, bad-request for a key that is none, for
   * a mixture, and for a card of a damaged vault; what `card.open` throws
   */
  'export.begin': call({
    in: z.strictObject({
      clientId: ids.client,
      lock: exportLock,
      leftOut: z.nullable(
        z.strictObject({
          noteIds: list(ids.note, 10_000),
          fileIds: list(ids.file, limits.filesPerClient),
          reason: text(limits.leftOutReasonCharacters, 1),
        }),
      ),
      cardReason: z.nullable(cardReason),
    }),
    out: z.strictObject({ exportId: z.nullable(ids.export) }),
  }),
  /** Nothing of it stays. One that does not run any more is no error. */
  'export.cancel': call({ in: z.strictObject({ exportId: ids.export }), out: nothing }),
  /** The newest export, also after the page was loaded again. */
  'export.status': call({ in: nothing, out: exportStatus }),
  'export.changed': push({ data: exportStatus }),
} as const satisfies Contract;

export type ExportCalls = typeof exportCalls;
export type ExportHandlers = CallHandlers<ExportCalls>;
export type ExportStatus = z.output<typeof exportStatus>;
export type ExportLock = z.output<typeof exportLock>;
