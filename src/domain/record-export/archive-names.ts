/** The folder that everything in an archive lies in, so that unpacking it strews nothing about. */
export const archiveFolder = 'record';

/**
 * Endings that a system opens with a program for looking at things. Any other file is called `.bin`: what somebody sent
 * must not become a page or a program because its name was copied.
 */
const harmless: ReadonlySet<string> = new Set(
  'pdf txt csv md rtf doc docx xls xlsx ppt pptx odt ods odp pages png jpg jpeg gif webp heic tif tiff bmp mp3 m4a wav ogg mp4 mov webm'.split(
    ' ',
  ),
);

/** Neutral names of what lies in an archive, by its number, counted from 1. None of them comes from anybody's text. */
export const archiveNames = {
  index: 'index.html',
  record: 'record.json',
  versions: (number: number) => `notes/note-${padded(number)}-versions.json`,
  slip: (number: number) => `slips/slip-${padded(number)}.cbor`,
  file: (number: number, originalName: string) =>
    `files/file-${padded(number)}.${safeEnding(originalName)}`,
} as const;

/** The name that is offered for an export: a day, and nothing of whom it is about. */
export function exportFileName(nowMs: number): string {
  const now = new Date(nowMs);
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `export-${String(now.getFullYear())}-${String(month)}-${String(day)}.age`;
}

function padded(number: number): string {
  return String(number).padStart(4, '0');
}

function safeEnding(name: string): string {
  const ending = /\.([A-Za-z0-9]{1,5})$/u.exec(name)?.[1]?.toLowerCase() ?? '';
  return harmless.has(ending) ? ending : 'bin';
}
