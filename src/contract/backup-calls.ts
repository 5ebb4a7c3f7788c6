import { call, type CallHandlers, type Contract } from './contract.ts';
import { cancelledWork } from './long-work.ts';
import { integer, list, nothing, text, timestampMs } from './schema.ts';
import { z } from './zod.ts';

const backupName = text(64, 1);
/** As it was typed. Not among the limits, which the page for clients carries as well. */
const typedRecoveryKey = text(200, 1);
/** The last part of a path: the rest of it is nobody's business. */
const folderName = text(255);

const backupStatus = z.strictObject({
  /** Null: no folder was named. */
  folderName: z.nullable(folderName),
  /** False: the recovery key is from before there were backups, or there is none. None is made before there is a new one. */
  hasKey: z.boolean(),
  /** The last one that was read back and found whole. */
  last: z.nullable(
    z.strictObject({ name: backupName, madeAtMs: timestampMs, sizeBytes: integer(0) }),
  ),
  /** What was tried after that. `conflict`: the folder belongs to another vault; `too-large`: its disk holds no file of that size. */
  failed: z.nullable(
    z.strictObject({
      atMs: timestampMs,
      code: z.enum([
        'conflict',
        'disk-full',
        'save-failed',
        'too-large',
        'vault-damaged',
        'internal',
      ]),
    }),
  ),
  /** When one was last restored for a test with the typed recovery key. */
  testedAtMs: z.nullable(timestampMs),
  /** The folder has an earlier keyring: of a client who was destroyed since, or for an earlier recovery key. */
  owesKeyring: z.boolean(),
  /** There has been no good one for too long. */
  isOverdue: z.boolean(),
});

/** A folder that somebody wants to restore from. `keyring` other than `there`: nothing in it can be restored. */
const restorable = z.strictObject({
  folderName,
  keyring: z.enum(['there', 'none', 'damaged', 'newer']),
  /** The newest first. */
  backups: list(
    z.strictObject({
      name: backupName,
      /** Null: it is damaged where it says what it is. */
      madeAtMs: z.nullable(timestampMs),
      sizeBytes: integer(0),
      /** It goes with the keyring. */
      isOfKeyring: z.boolean(),
    }),
    1000,
  ),
});

/** Backups of the vault (docs/vault.md). The folder is chosen in a dialog of the system; no path crosses this boundary. */
export const backupCalls = {
  'backup.status': call({ in: nothing, out: backupStatus }),
  /** Asks the person for a folder; the status is as it was when they changed their mind. */
  'backup.choose-folder': call({ in: nothing, out: backupStatus }),
  /**
   * Makes one: a long work, of the kind `backup`. It is whole, and was read back, when this answers.
   * @throws conflict while another runs, or when the folder belongs to another vault; not-found without a folder, last-way
   * without a recovery key that would open it, save-failed, disk-full, too-large, vault-damaged
   */
  'backup.make': call({
    in: nothing,
    out: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('done'), rows: integer(0) }),
      cancelledWork,
    ]),
  }),
  /**
   * Restores the newest one into a place that is removed again, with nothing but the folder and the typed recovery key: a
   * long work, of the kind `backup-test`. @throws not-found when there is none, vault-wrong-key, recovery-key-mistyped,
   * vault-damaged, vault-rolled-back, disk-full, save-failed
   */
  'backup.test': call({
    in: z.strictObject({ recoveryKey: typedRecoveryKey }),
    out: z.discriminatedUnion('outcome', [
      z.strictObject({
        outcome: z.literal('done'),
        madeAtMs: timestampMs,
        rows: integer(0),
        clients: integer(0),
      }),
      cancelledWork,
    ]),
  }),
  /** Asks the person for a folder, and says what there is in it. Null when they changed their mind. */
  'restore.choose-folder': call({
    in: nothing,
    out: z.strictObject({ found: z.nullable(restorable) }),
  }),
  /**
   * Makes a vault of a backup in the folder that was chosen last, and opens it: a long work, of the kind `restore`.
   * `setAside`: a vault that is there is put aside once the new one is whole, with its entry in the keychain; it is never
   * deleted. @throws conflict when there is a vault and it shall not be, or it is open; vault-in-use, not-found, vault-wrong-key, recovery-key-mistyped, vault-damaged, vault-newer,
   * vault-rolled-back when the keyring is older than the backup, disk-full, save-failed; everything is as before then
   */
  'restore.begin': call({
    in: z.strictObject({
      name: backupName,
      recoveryKey: typedRecoveryKey,
      setAside: z.boolean(),
    }),
    out: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('done'), madeAtMs: timestampMs, clients: integer(0) }),
      cancelledWork,
    ]),
  }),
  /** Vaults that were put aside, the newest first. Also without an open vault. */
  'restore.aside': call({
    in: nothing,
    out: z.strictObject({
      vaults: list(z.strictObject({ name: backupName, setAsideAtMs: timestampMs }), 1000),
    }),
  }),
  /**
   * Takes one of them back; the vault that is in its place is put aside for it. @throws conflict while that is open,
   * vault-in-use, not-found
   */
  'restore.take-back': call({ in: z.strictObject({ name: backupName }), out: nothing }),
} as const satisfies Contract;

export type BackupHandlers = CallHandlers<typeof backupCalls>;
export type BackupStatus = z.output<typeof backupStatus>;
export type AsideVault = z.output<(typeof backupCalls)['restore.aside']['out']>['vaults'][number];
export type Restorable = z.output<typeof restorable>;
