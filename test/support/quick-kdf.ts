import { createHmac } from 'node:crypto';
import type { PassphraseKdf } from '../../main/ports/passphrase-kdf.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';

/** A derivation that costs nothing, for tests whose subject is what is done with its outcome. */
export function quickKdf(): PassphraseKdf & { leastMs: number } {
  const kdf = {
    leastMs: 500,
    derive: async (...[passphrase, salt, cost]: Parameters<PassphraseKdf['derive']>) =>
      Promise.resolve(
        passphrase.expose((bytes) => {
          const { memoryKiB, passes } = cost;
          const hmac = createHmac('sha256', bytes).update(salt);
          hmac.update(`${String(memoryKiB)} ${String(passes)}`);
          return new SecretBytes(new Uint8Array(hmac.digest()));
        }),
      ),
    measureLeastMs: async () => Promise.resolve(kdf.leastMs),
  };
  return kdf;
}
