import { createHash } from 'node:crypto';

// Linux has no place for the hash of an app's archive that the system or Electron looks at, as Windows and macOS do. So it
// is appended to the executable, which takes no harm from what follows its last section.

const label = 'quietroom-archive-sha256:';
const hashLength = 64;

/** How many bytes at the end of an executable are the seal. */
export const sealSizeBytes = label.length + hashLength + 2;

/** SHA-256, in hexadecimal digits. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The seal for an archive with this hash. */
export function formatSeal(archiveHash: string): string {
  return `\n${label}${archiveHash}\n`;
}

/** The hash that a seal names. @returns null when these bytes are no seal */
export function parseSeal(end: Uint8Array): string | null {
  const text = Buffer.from(end).toString('latin1');
  const hash = /[0-9a-f]{64}(?=\n$)/u.exec(text)?.[0] ?? '';
  return text === formatSeal(hash) ? hash : null;
}
