/** How the pages of a measured vault are encrypted; everything else of it is the product. */
export type MeasuredCipher = 'ours' | 'unencrypted' | 'sqlcipher';

/** Those that the product is compared with. */
export type OtherCipher = Exclude<MeasuredCipher, 'ours'>;

/** Says to a measured process which one is its own. */
export const cipherVariable = 'QUIETROOM_BENCH_CIPHER';

/** Which vault it opens, as JSON: `dataFolder` and `recoveryKey`. */
export const vaultVariable = 'QUIETROOM_BENCH_VAULT';

/** @throws Error for anything else */
export function readCipher(name: string | undefined): MeasuredCipher {
  if (name === 'ours' || name === 'unencrypted' || name === 'sqlcipher') return name;
  throw new Error(`no such cipher: ${String(name)}`);
}
