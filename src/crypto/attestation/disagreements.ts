import { toBase64Url } from '../../base/base64url.ts';
import type { Bytes } from '../../base/bytes.ts';
import type { GuestAccount } from './build-record.ts';
import { encodeReport, parseRecord, type AttestationRecord, type PartyReport } from './record.ts';
import type { SessionLog } from './session-log.ts';

/** How a record and one's own log disagree. Whoever finds any of these does not sign. */
export type Disagreement =
  | 'unreadable'
  | 'room'
  | 'therapist'
  | 'times'
  | 'epochs'
  | 'admission'
  | 'kind'
  | 'words'
  | 'report';

/** What a party holds a record against. */
export interface OwnAccount {
  readonly log: SessionLog;
  readonly nowMs: number;
  /** What this party reported, byte for byte. */
  readonly report: PartyReport;
  /** A guest's own kind and words; null for the therapist. */
  readonly guest: Omit<GuestAccount, 'participant'> | null;
}

/** How far two clocks may be apart in a record. */
const clockToleranceMs = 2 * 60_000;

/** Checks the bytes that are to be signed against one's own log. An empty list means: sign. */
export function findDisagreements(recordBytes: Bytes, own: OwnAccount): readonly Disagreement[] {
  const record = parseRecord(recordBytes);
  if (!record) return ['unreadable'];
  const checks: readonly [Disagreement, boolean][] = [
    ['room', toBase64Url(record.room) === toBase64Url(own.log.room)],
    ['therapist', toBase64Url(record.therapist) === own.log.therapist],
    ['times', agreesOnTimes(record, own)],
    ['epochs', agreesOnEpochs(record, own.log)],
    ['report', agreesOnReport(record, own)],
    ...guestChecks(record, own),
  ];
  return checks.filter(([, agrees]) => !agrees).map(([what]) => what);
}

function agreesOnTimes({ start, end }: AttestationRecord, { log, nowMs }: OwnAccount): boolean {
  return (
    start <= log.startedMs + clockToleranceMs &&
    end >= start &&
    Math.abs(end - nowMs) <= clockToleranceMs
  );
}

/** Everything that we were in is there as we lived it: the authenticators bind keys and members. */
function agreesOnEpochs({ groups }: AttestationRecord, { epochs }: SessionLog): boolean {
  return epochs.every(({ groupId, epoch, authenticator }) => {
    const group = groups.find(({ id }) => toBase64Url(id) === groupId);
    const attested = group?.epochs.find((one) => one.epoch === epoch);
    return attested && toBase64Url(attested.authenticator) === toBase64Url(authenticator);
  });
}

function agreesOnReport({ reports }: AttestationRecord, { log, report }: OwnAccount): boolean {
  const mine = reports.filter(({ identity }) => toBase64Url(identity) === log.self);
  const [first] = mine;
  return mine.length === 1 && first !== undefined && isSameReport(first, report);
}

function isSameReport(a: PartyReport, b: PartyReport): boolean {
  return toBase64Url(encodeReport(a)) === toBase64Url(encodeReport(b));
}

function guestChecks(
  { guests }: AttestationRecord,
  { log, guest }: OwnAccount,
): readonly [Disagreement, boolean][] {
  if (!guest) return [];
  const entries = guests.filter(({ identity }) => toBase64Url(identity) === log.self);
  const [entry] = entries;
  if (!entry || entries.length > 1) return [['admission', false]];
  const arrivals = log.arrivals.get(log.self) ?? [];
  const isKnown = (at: number): boolean =>
    entry.admitted.some((one) => Math.abs(one - at) <= clockToleranceMs);
  return [
    ['admission', arrivals.every(isKnown)],
    ['kind', entry.kind === guest.kind],
    // Who did not confirm does not sign that it did; a doubt of either side may stand.
    ['words', entry.words !== 'confirmed' || guest.words === 'confirmed'],
  ];
}
