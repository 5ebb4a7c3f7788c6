import { call, type CallHandlers, type Contract } from './contract.ts';
import { integer, nothing, text, timestampMs } from './schema.ts';
import { z } from './zod.ts';

const vaultSecurity = z.strictObject({
  /** What the open database says that its pages are encrypted with. */
  cipher: text(32, 1),
  /** The keychain of this computer, in words for people. */
  keychain: text(64),
  /** When all of it was read and compared last; null: never. `isRight`: it was what was written. */
  verified: z.nullable(z.strictObject({ atMs: timestampMs, isRight: z.boolean() })),
  /** Where it lies is this computer's own folder for Quietroom; its path is nobody's business here. */
  disk: z.strictObject({
    vaultBytes: integer(0),
    /** Room that is left on that disk; null: it does not say. */
    freeBytes: z.nullable(integer(0)),
  }),
});

/**
 * What the keychain does with the vault's key: `works`; `missing`, it has none any more; `changed`, it has another one;
 * `unavailable`, it does not answer now; `refused`; `none`: the keychain is no way into this vault.
 */
const keychainState = z.enum(['works', 'missing', 'changed', 'unavailable', 'refused', 'none']);

/** How well the open vault is kept. Backups and ways in have their own calls. */
export const vaultSecurityCalls = {
  'vault.security': call({ in: nothing, out: vaultSecurity }),
  /** Asks the keychain for the vault's key, and whether it fits. The keychain may ask a person meanwhile. */
  'vault.check-keychain': call({
    in: nothing,
    out: z.strictObject({ state: keychainState }),
  }),
} as const satisfies Contract;

export type VaultSecurityHandlers = CallHandlers<typeof vaultSecurityCalls>;
export type VaultSecurity = z.output<typeof vaultSecurity>;
export type KeychainState = z.output<typeof keychainState>;
