import { createHmac } from 'node:crypto';
import type { SecretBytes } from '../../src/base/secret-bytes.ts';

/** What a TURN server asks for. */
export interface TurnCredential {
  /** Seconds since 1970 until which it may begin to be used, and whose it is. */
  readonly username: string;
  readonly credential: string;
}

/**
 * A time-limited credential as coturn reads it (draft-uberti-behave-turn-rest-00): the TURN server has the same secret and
 * computes the credential again, so neither has to tell the other anything.
 * @param id random, never a name: the TURN server counts by it, and may write it down
 */
export function turnCredential(
  secret: SecretBytes,
  id: string,
  expiresAtMs: number,
): TurnCredential {
  const username = `${Math.floor(expiresAtMs / 1000)}:${id}`;
  const credential = secret.expose((key) =>
    createHmac('sha1', key).update(username).digest('base64'),
  );
  return { username, credential };
}
