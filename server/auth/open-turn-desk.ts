import { readFile } from 'node:fs/promises';
import type { Clock, Random } from '../../src/base/ports.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { TurnDesk } from './turn-desk.ts';

/** What every configuration file holds as it is. A short one could be guessed from a single credential. */
const secretPattern = /^[A-Za-z0-9+/=_-]{32,256}\r?\n?$/u;

/**
 * Reads the secret that is shared with the TURN server. Null: none is configured.
 * @throws AppError bad-request for a file that cannot be read, or holds anything but one secret of at least 32 characters;
 * nothing of it is repeated
 */
export async function openTurnDesk(
  { turn, limits }: ServerConfig,
  ports: { readonly clock: Clock; readonly random: Random },
): Promise<TurnDesk | null> {
  if (!turn) return null;
  const text = await readFile(turn.secretFile, 'utf8').catch(() => {
    throw new AppError('bad-request', 'turn.secretFile cannot be read');
  });
  if (!secretPattern.test(text)) {
    throw new AppError(
      'bad-request',
      'turn.secretFile: one line of 32 to 256 letters and digits is wanted',
    );
  }
  const secret = new SecretBytes(new TextEncoder().encode(text.trimEnd()));
  return new TurnDesk({ ...ports, urls: turn.urls, secret, credentialMs: limits.turnCredentialMs });
}
