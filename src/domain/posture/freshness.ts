import { postureAdvice, postureOk, postureUnknown, type PostureReading } from './reading.ts';

/** Systems are mended every month: whoever installed nothing for so long has missed one round at least. */
export const updatesAreOldAfterMs = 45 * 24 * 60 * 60 * 1000;

/** A clock may be set to another time zone than the one in which a date was written. */
const toleranceMs = 2 * 24 * 60 * 60 * 1000;

/** What the newest of these installations says. Dates in the future are misread ones, and say nothing. */
export function updatesReading(datesMs: readonly number[], nowMs: number): PostureReading {
  const past = datesMs.filter((dateMs) => dateMs <= nowMs + toleranceMs);
  if (past.length === 0) return postureUnknown;
  return nowMs - Math.max(...past) > updatesAreOldAfterMs
    ? postureAdvice('old-updates')
    : postureOk;
}

/** The last moment of a day, in UTC: milliseconds since 1970. Null when there is no such day. */
export function dayMs(year: number, month: number, day: number): number | null {
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal && year >= 2000 && year < 2200 ? ms : null;
}

/**
 * A date that some system wrote as numbers, in whichever order it prefers. Where day and month could be either, it is the
 * later of the two that is not in the future: nobody is told to be late who may not be.
 */
export function anyDayMs(written: string, nowMs: number): number | null {
  const parts = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})$/.exec(written);
  if (!parts) return null;
  const [first, second, third] = [Number(parts[1]), Number(parts[3]), Number(parts[4])];
  if (first > 31) return dayMs(first, second, third);
  const orders = [dayMs(third, first, second), dayMs(third, second, first)];
  const possible = orders.filter((ms) => ms !== null && ms <= nowMs + toleranceMs);
  return possible.length === 0 ? null : Math.max(...possible.map(Number));
}
