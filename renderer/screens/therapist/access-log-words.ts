import type { TFunction } from 'i18next';
import { assertNever } from '../../../src/base/assert-never.ts';
import type { LoggedEntry } from '../../../src/contract/audit-calls.ts';

/** Somebody should look at these, whoever it was. */
const notable: ReadonlySet<LoggedEntry['event']> = new Set([
  'unlock-failed',
  'older-accepted',
  'client-destroyed',
  'sealed-card-opened',
  'session-refused',
  'log-gap',
]);

export function isNotable({ event, outcome }: LoggedEntry): boolean {
  return notable.has(event) || outcome === 'failed';
}

/** A client's pseudonym, undefined for whom there is not any more; null as long as the clients are not known. */
type PseudonymOf = ((clientId: string) => string | undefined) | null;

/** Whom or what an entry is about, how often and with what end; undefined where there is no more to say. */
export function entryDetail(
  entry: LoggedEntry,
  pseudonymOf: PseudonymOf,
  words: TFunction,
): string | undefined {
  const { times, outcome } = entry;
  const details = [
    subjectWords(entry, pseudonymOf, words),
    times > 1 ? words('accessLog.times', { number: times }) : null,
    outcome === 'failed' ? words('accessLog.failed') : null,
  ].filter((detail) => detail !== null);
  return details.length === 0 ? undefined : details.join(' · ');
}

function subjectWords(
  { subject, clientId }: LoggedEntry,
  pseudonymOf: PseudonymOf,
  words: TFunction,
): string | null {
  switch (subject) {
    case 'client':
      if (clientId !== null && !pseudonymOf) return words('accessLog.someClient');
      return (clientId && pseudonymOf?.(clientId)) ?? words('accessLog.noClient');
    case 'keychain':
    case 'passphrase':
    case 'recovery':
    case 'server':
    case 'device':
      return words(`accessLog.subject.${subject}`);
    case 'vault':
    case 'backup':
    case 'log':
      return null;
    default:
      return assertNever(subject, 'subject');
  }
}

/** Entries by day, both in the order that they have. `dayOf` writes a day as a person reads it. */
export function entriesByDay(
  entries: readonly LoggedEntry[],
  dayOf: (timeMs: number) => string,
): readonly { readonly day: string; readonly entries: readonly LoggedEntry[] }[] {
  const days: { day: string; entries: LoggedEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.atMs);
    const last = days.at(-1);
    // A clock that was set back makes a day come twice, which is what happened.
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
