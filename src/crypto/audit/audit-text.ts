import { toBase64Url, fromBase64Url } from '../../base/base64url.ts';
import type { Bytes } from '../../base/bytes.ts';
import { publicKeySizeBytes, signatureSizeBytes } from '../ed25519.ts';
import { hashSizeBytes } from '../hkdf.ts';
import { auditRefSizeBytes, type AuditEntry } from './audit-chain.ts';

// An exported log is text, for people as much as for programs: JSON, one line for each entry, between a line that says whose
// log it is and how long, and one with the signature. Each line has exactly one form: whatever would be written differently
// again is refused.

/** The first line. */
export interface AuditHead {
  readonly identity: Bytes;
  readonly entries: number;
  readonly signedAtMs: number;
}

/** An entry with its hash, which tells where a log was changed. */
export interface ChainedEntry extends AuditEntry {
  readonly hash: Bytes;
}

/** Many times what a practice of one writes in its life. */
export const maxAuditEntries = 1_000_000;

/** The last millisecond that ISO 8601 writes with four digits for the year. */
const maxAuditTimeMs = Date.UTC(10_000, 0, 1) - 1;

/** A code of ours. Later versions know more of them, and an earlier one still has to be able to check their logs. */
const codePattern = /^[a-z]+(?:-[a-z]+)*$/u;
const maxCodeCharacters = 32;
const maxTimes = 0xff_ff_ff_ff;

export function writeAuditHead({ identity, entries, signedAtMs }: AuditHead): string {
  return JSON.stringify({
    quietroom: 'audit-log',
    v: 1,
    identity: toBase64Url(identity),
    entries,
    signedAt: new Date(signedAtMs).toISOString(),
  });
}

export function writeAuditEntry(entry: ChainedEntry): string {
  const { seq, atMs, event, subject, ref, outcome, times, hash } = entry;
  return JSON.stringify({
    seq,
    at: new Date(atMs).toISOString(),
    event,
    subject,
    ref: ref && toBase64Url(ref),
    outcome,
    times,
    hash: toBase64Url(hash),
  });
}

export function writeAuditSignature(signature: Bytes): string {
  return JSON.stringify({ signature: toBase64Url(signature) });
}

/** @returns null unless the line is exactly what `writeAuditHead` writes */
export function readAuditHead(line: string): AuditHead | null {
  return readLine(line, writeAuditHead, (fields) => {
    const identity = bytesIn(fields['identity'], publicKeySizeBytes);
    const entries = wholeIn(fields['entries'], 1, maxAuditEntries);
    const signedAtMs = timeIn(fields['signedAt']);
    if (!identity || entries === null || signedAtMs === null) return null;
    return { identity, entries, signedAtMs };
  });
}

/** @returns null unless the line is exactly what `writeAuditEntry` writes */
export function readAuditEntry(line: string): ChainedEntry | null {
  return readLine(line, writeAuditEntry, (fields) => {
    const seq = wholeIn(fields['seq'], 1, maxAuditEntries);
    const atMs = timeIn(fields['at']);
    const [event, subject] = [codeIn(fields['event']), codeIn(fields['subject'])];
    const outcome = codeIn(fields['outcome']);
    const ref = fields['ref'] === null ? null : bytesIn(fields['ref'], auditRefSizeBytes);
    const times = wholeIn(fields['times'], 1, maxTimes);
    const hash = bytesIn(fields['hash'], hashSizeBytes);
    if (seq === null || atMs === null || times === null) return null;
    if (event === null || subject === null || outcome === null || hash === null) return null;
    return { seq, atMs, event, subject, ref, outcome, times, hash };
  });
}

/** @returns null unless the line is exactly what `writeAuditSignature` writes */
export function readAuditSignature(line: string): Bytes | null {
  return readLine(line, writeAuditSignature, (fields) =>
    bytesIn(fields['signature'], signatureSizeBytes),
  );
}

type Fields = Readonly<Record<string, unknown>>;

function readLine<T>(
  line: string,
  write: (value: T) => string,
  read: (fields: Fields) => T | null,
): T | null {
  const fields = fieldsOf(line);
  const value = fields && read(fields);
  // Other keys, another order, twice the same: all of that would be written differently again.
  return value !== null && write(value) === line ? value : null;
}

function fieldsOf(line: string): Fields | null {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : null;
  } catch {
    return null;
  }
}

function bytesIn(value: unknown, length: number): Bytes | null {
  const bytes = typeof value === 'string' ? fromBase64Url(value) : null;
  return bytes?.length === length ? bytes : null;
}

function wholeIn(value: unknown, min: number, max: number): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
    ? value
    : null;
}

function codeIn(value: unknown): string | null {
  return typeof value === 'string' && value.length <= maxCodeCharacters && codePattern.test(value)
    ? value
    : null;
}

function timeIn(value: unknown): number | null {
  return typeof value === 'string' ? wholeIn(Date.parse(value), 0, maxAuditTimeMs) : null;
}
