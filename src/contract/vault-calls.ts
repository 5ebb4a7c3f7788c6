import { lockReason } from './auto-lock-calls.ts';
import { call, push, type Contract } from './contract.ts';
import { cancelledWork } from './long-work.ts';
import { integer, list, nothing, text, timestampMs } from './schema.ts';
import { typedPassphrase, unlockRequest } from './unlock-request.ts';
import { z } from './zod.ts';

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

/** The vault as a whole: its state, and the ways into it. */
export const vaultCalls = {
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
   * vault's key is renewed, as each call that changes a way; disk-full; way-unsure, as each of them, when the disk does not say
   * whether it was changed: the same again tells it as soon as that can be read
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
   * anything but `done` nothing has changed. @throws conflict unless it was shown last, or while a session runs or a
   * client is destroyed, or when records are destroyed meanwhile again and again; keychain-*, bad-request, disk-full,
   * vault-damaged, vault-locked also when it is locked before the end
   */
  'vault.renew-key': call({
    in: z.strictObject({ kitNumber: text(6, 6), passphrase: z.nullable(typedPassphrase) }),
    out: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('done'), ways: vaultWays }),
      cancelledWork,
    ]),
  }),
  'vault.changed': push({ data: vaultStatus }),
} as const satisfies Contract;

export type VaultStatus = z.output<typeof vaultStatus>;
export type VaultWays = z.output<typeof vaultWays>;
