import { limits } from './limits.ts';
import { text } from './schema.ts';
import { z } from './zod.ts';

export const typedPassphrase = text(limits.passphraseCharacters, 1);

/** As it was typed, with whatever is between its groups. */
export const typedRecoveryKey = text(limits.recoveryKeyCharacters, 1);

/** What somebody typed to open the vault. */
export const unlockRequest = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('passphrase'), passphrase: typedPassphrase }),
  z.strictObject({ way: z.literal('recovery'), recoveryKey: typedRecoveryKey }),
]);

export type UnlockRequest = z.output<typeof unlockRequest>;
