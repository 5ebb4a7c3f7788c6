import type { CancelTimer, Clock } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { SessionId } from '../../src/contract/ids.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import type { HostSessionModel } from './host-session-model.ts';

/** Half of the time for which the main side believes it. */
const intervalMs = 60_000;

/** What is looked at of a session. */
interface WatchedSession {
  readonly state: HostSessionModel['state'];
  readonly call: Pick<HostSessionModel['call'], 'state'>;
}

/**
 * Tells the main side for as long as somebody is in the call or at the door: a therapist who only listens touches nothing,
 * and is not gone. An empty room is no reason to stay open.
 */
export function keepOpenDuringCall(options: {
  readonly ipc: IpcClient;
  readonly session: WatchedSession;
  readonly clock: Clock;
  readonly scope: Scope;
}): void {
  const { ipc, session, clock, scope } = options;
  let cancel: CancelTimer | null = null;
  const tell = (): void => {
    const sessionId = sessionWithSomebody(session);
    cancel = null;
    if (sessionId === null) return;
    cancel = clock.after(intervalMs, tell);
    // Not heard, the vault locks at worst: nothing is lost by that.
    ipc.call('lock.in-call', { sessionId }).catch(() => undefined);
  };
  const look = (): void => {
    if (cancel === null) tell();
  };
  scope.own(session.state.subscribe(look));
  scope.own(session.call.state.subscribe(look));
  scope.own(() => {
    cancel?.();
  });
  look();
}

/** The session that runs with somebody else in it, or waiting to be. */
function sessionWithSomebody({ state, call }: WatchedSession): SessionId | null {
  const running = state.get();
  if (running.phase !== 'open') return null;
  const now = call.state.get();
  const isInside = now.phase === 'live' && now.people.some(({ connected }) => connected);
  return isInside || running.waiting.length > 0 ? running.session.sessionId : null;
}
