import type { SessionId } from '../../src/contract/ids.ts';
import type { Session } from '../../src/contract/ipc.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { VaultAccess } from './vault-service.ts';

/** The session that runs, if it is this one. @throws AppError not-found when it is not, vault-locked */
export function runningSession(vault: VaultAccess, sessionId: SessionId): Session {
  const running = vault.use().sessions.running();
  if (running?.sessionId !== sessionId) throw new AppError('not-found');
  return running;
}
