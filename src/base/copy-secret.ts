import { bytesForSecret } from './bytes.ts';
import { SecretBytes } from './secret-bytes.ts';

/** The same bytes with an end of their own. Whoever gets them wipes them. */
export function copySecret(secret: SecretBytes): SecretBytes {
  const copy = bytesForSecret(secret.sizeBytes);
  secret.expose((bytes) => {
    copy.set(bytes);
  });
  return new SecretBytes(copy);
}
