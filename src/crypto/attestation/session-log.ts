import { fromBase64Url } from '../../base/base64url.ts';
import type { Bytes } from '../../base/bytes.ts';
import { invariant } from '../../base/invariant.ts';
import type { EpochEvent } from '../session/output.ts';

/** An epoch that carried media, as this side lived it. */
interface LoggedEpoch {
  readonly groupId: string;
  readonly epoch: number;
  readonly authenticator: Bytes;
}

/** One side's own log of a session: what it signs has to agree with this. Identities are participants. */
export interface SessionLog {
  readonly room: Bytes;
  readonly self: string;
  readonly startedMs: number;
  readonly epochs: readonly LoggedEpoch[];
  /** When somebody came in, and came back, by participant. */
  readonly arrivals: ReadonlyMap<string, readonly number[]>;
  readonly therapist: string | null;
}

export function startLog(room: Bytes, self: string, nowMs: number): SessionLog {
  return { room, self, startedMs: nowMs, epochs: [], arrivals: new Map(), therapist: null };
}

/** Notes an epoch. Those between a join's two Commits carry no media and are not noted. */
export function logEpoch(log: SessionLog, event: EpochEvent, nowMs: number): SessionLog {
  if (!event.baseKey) return log;
  const arrivals = new Map(log.arrivals);
  const known = log.epochs.length === 0 ? [] : [...arrivals.keys()];
  for (const { participant, role } of event.roster) {
    const isBack = event.added.includes(participant);
    if (role === 'therapist' || (known.includes(participant) && !isBack)) continue;
    arrivals.set(participant, [...(arrivals.get(participant) ?? []), nowMs]);
  }
  const { groupId, authenticatorHash: authenticator } = event;
  const therapist = event.roster.find(({ role }) => role === 'therapist')?.participant ?? null;
  const epoch = Number(event.epoch);
  return {
    ...log,
    therapist,
    arrivals,
    epochs: [...log.epochs, { groupId, epoch, authenticator }],
  };
}

/** The bytes behind an id that is base64url here. */
export function idBytes(id: string): Bytes {
  const bytes = fromBase64Url(id);
  invariant(bytes !== null, 'an id of ours is base64url');
  return bytes;
}
