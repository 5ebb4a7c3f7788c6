import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { parseExact, u8 } from '../byte-layout.ts';

// e2ee.md, Messages and Joining: what somebody's app reports of the protection of its window. Nobody can check it from
// outside: it is shown as reported, and believed for nothing but being more careful.

/** What the app found when it tried to capture its own window, each at the place of its byte. */
export const captures = ['unknown', 'hidden', 'visible', 'impossible'] as const;

/**
 * What the therapist wants where a window is not hidden: a word of warning, no picture of theirs, or no session. Each at the
 * place of its byte; the first of these is none.
 */
export const rules = [null, 'warn', 'audio-only', 'refuse'] as const;

export type ReportedCapture = (typeof captures)[number];
export type ShieldRule = NonNullable<(typeof rules)[number]>;

/** Of the report in a knock. Another version is read as no report, so that newer apps still come in. */
const reportVersion = 1;

/** What a knock carries, before anybody is let in: u8 version ‖ u8 capture. */
export function encodeKnockReport(capture: ReportedCapture): Bytes {
  return concatBytes(u8(reportVersion), u8(captures.indexOf(capture)));
}

/** @returns `unknown` unless it is exactly a report of this version: nobody is taken for protected by mistake */
export function readKnockReport(report: Bytes): ReportedCapture {
  const read = parseExact(report, (reader) =>
    reader.u8() === reportVersion ? captures[reader.u8()] : null,
  );
  return read ?? 'unknown';
}
