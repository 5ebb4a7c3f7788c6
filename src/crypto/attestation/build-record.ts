import { invariant } from '../../base/invariant.ts';
import type { GuestKind } from '../join/knock.ts';
import { suiteName } from '../mls/suite-name.ts';
import type { AttestationRecord, AttestedGuest, PartyReport } from './record.ts';
import { idBytes, type SessionLog } from './session-log.ts';

/** What the therapist knows of a guest beyond the epochs. */
export interface GuestAccount {
  readonly participant: string;
  readonly kind: GuestKind;
  readonly words: AttestedGuest['words'];
}

/** What makes a record of the therapist's log. */
export interface RecordParts {
  readonly endMs: number;
  readonly guests: readonly GuestAccount[];
  readonly drops: readonly {
    readonly participant: string;
    readonly fromMs: number;
    readonly toMs: number;
  }[];
  readonly reports: readonly PartyReport[];
}

/** The therapist's record of a session, for everybody to check and sign. */
export function buildRecord(log: SessionLog, parts: RecordParts): AttestationRecord {
  invariant(log.therapist === log.self, 'the therapist writes the record');
  return {
    v: 1,
    room: log.room,
    suite: suiteName,
    start: log.startedMs,
    end: parts.endMs,
    therapist: idBytes(log.self),
    guests: parts.guests.map(({ participant, kind, words }) => ({
      identity: idBytes(participant),
      kind,
      admitted: log.arrivals.get(participant) ?? [],
      words,
    })),
    drops: parts.drops.map(({ participant, fromMs, toMs }) => ({
      identity: idBytes(participant),
      from: fromMs,
      to: toMs,
    })),
    groups: groupsOf(log),
    reports: parts.reports,
  };
}

function groupsOf({ epochs }: SessionLog): AttestationRecord['groups'] {
  const ids = [...new Set(epochs.map(({ groupId }) => groupId))];
  return ids.map((groupId) => ({
    id: idBytes(groupId),
    epochs: epochs
      .filter((one) => one.groupId === groupId)
      .map(({ epoch, authenticator }) => ({ epoch, authenticator })),
  }));
}
