/** Making one takes milliseconds, as much as drawing a screen full of text: each is made once. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // A format keeps the time zone that it was made in; whoever travels has the hour of where they are.
  const key = JSON.stringify([locale, new Date().getTimezoneOffset(), options]);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** A time of day, such as 14:02 or 2:02 PM. */
export function formatTime(timeMs: number, locale: string): string {
  return formatOf(locale, { hour: 'numeric', minute: '2-digit' }).format(timeMs);
}

/** The same with its seconds, where several things happen in one minute. */
export function formatExactTime(timeMs: number, locale: string): string {
  return formatOf(locale, { timeStyle: 'medium' }).format(timeMs);
}

/** A day, such as 3 November 2026; the year is left out while it is this one. */
export function formatDay(timeMs: number, nowMs: number, locale: string): string {
  const sameYear = new Date(timeMs).getFullYear() === new Date(nowMs).getFullYear();
  return formatOf(locale, {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(timeMs);
}

/** How many midnights lie between two times in this computer's time zone; 0 is the same day. */
export function daysBetween(fromMs: number, toMs: number): number {
  const from = new Date(fromMs);
  const to = new Date(toMs);
  const day = 24 * 60 * 60 * 1000;
  // Read as UTC, calendar days are 24 hours long, whatever the clocks do in between.
  const fromDay = Date.UTC(from.getFullYear(), from.getMonth(), from.getDate());
  const toDay = Date.UTC(to.getFullYear(), to.getMonth(), to.getDate());
  return Math.round((toDay - fromDay) / day);
}
