import type { Clock } from '../../src/base/ports.ts';
import type { SessionId } from '../../src/contract/ids.ts';
import type { Session } from '../../src/contract/ipc.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { VaultAccess } from './vault-service.ts';

/** How long after its end something is still to be said for a session: guests' signatures, and to a server out of reach. */
const lateMs = 2 * 60_000;

/** The session that runs, or the one that ended last, shortly after. @throws AppError not-found for any other, vault-locked */
export function recentSession(
  vault: VaultAccess,
  clock: Pick<Clock, 'nowMs'>,
  sessionId: SessionId,
): Session {
  const { sessions } = vault.use();
  const running = sessions.running();
  if (running?.sessionId === sessionId) return running;
  const last = sessions.lastEnded();
  if (last?.session.sessionId !== sessionId) throw new AppError('not-found');
  // Either way: a clock that was set back would otherwise keep the session open to signatures.
  if (Math.abs(clock.nowMs() - last.endedAtMs) > lateMs) throw new AppError('not-found');
  return last.session;
}

/** The session that runs, if it is this one. @throws AppError not-found when it is not, vault-locked */
export function runningSession(vault: VaultAccess, sessionId: SessionId): Session {
  const running = vault.use().sessions.running();
  if (running?.sessionId !== sessionId) throw new AppError('not-found');
  return running;
}
