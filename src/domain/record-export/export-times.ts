import { exportWords } from './export-words.ts';

/** Writes an ISO instant as people read it, in one time zone. */
export type WriteTime = (instant: string) => string;

/** Day, month in letters, year and time: read the same everywhere. @throws RangeError for an unknown zone */
export function timeWriter(timeZone: string): WriteTime {
  const format = new Intl.DateTimeFormat(exportWords.locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  });
  return (instant) => format.format(new Date(instant));
}
