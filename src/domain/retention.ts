// How long what is kept of a client has to be kept. These rules propose; they never destroy anything themselves. Whoever set none has
// what is usual in the United Kingdom: seven years after the last contact; of a minor until the 25th birthday, or the 26th
// for who was 17 when the treatment ended. Of a birthday only the year is known, so that a year counts to its very end.

/** Times are milliseconds since 1970, years those of UTC. */
export interface Treatment {
  /** The last session, or when the client was added. */
  readonly lastContactMs: number;
  /** Null: it goes on. */
  readonly endedAtMs: number | null;
  /** Of who was a minor: the year of the 18th birthday. */
  readonly adultInYear: number | null;
}

export interface RetentionRules {
  /** After the last contact. */
  readonly years: number;
  /** Of a minor: until this birthday at least. */
  readonly minorUntilAge: number;
}

/** Of a practice that has set none. */
export const usualRetention: RetentionRules = { years: 7, minorUntilAge: 25 };

const adultAge = 18;

/** When nothing has to be kept any more. Null while the treatment goes on. */
export function retainUntilMs(
  { lastContactMs, endedAtMs, adultInYear }: Treatment,
  { years, minorUntilAge }: RetentionRules = usualRetention,
): number | null {
  if (endedAtMs === null) return null;
  const last = Math.max(lastContactMs, endedAtMs);
  const afterContact = addYears(last, years);
  if (adultInYear === null) return afterContact;
  const endYear = new Date(last).getUTCFullYear();
  // Whoever ended in the year before, or in the year itself, may have been 17.
  const isNearlyAdult = endYear === adultInYear - 1 || endYear === adultInYear;
  const untilAge = minorUntilAge + (isNearlyAdult ? 1 : 0);
  return Math.max(afterContact, Date.UTC(adultInYear + untilAge - adultAge + 1, 0));
}

/** Whether destruction is proposed now. */
export function isDestructionDue(
  treatment: Treatment,
  nowMs: number,
  rules: RetentionRules = usualRetention,
): boolean {
  const until = retainUntilMs(treatment, rules);
  return until !== null && nowMs >= until;
}

/** The same moment so many years later; the 29th of February becomes the 1st of March. */
function addYears(ms: number, years: number): number {
  const date = new Date(ms);
  return date.setUTCFullYear(date.getUTCFullYear() + years);
}
