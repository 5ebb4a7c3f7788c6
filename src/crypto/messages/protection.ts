import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { parseExact, u8 } from '../byte-layout.ts';

// e2ee.md, Messages and Joining: what somebody's app reports of the protection of its window. Nobody can check it from
// outside: it is shown as reported, and believed for nothing but being more careful.

/** What the app found when it tried to capture its own window. */
export type ReportedCapture = 'hidden' | 'visible' | 'impossible' | 'unknown';

const captureBytes = {
  unknown: 0,
  hidden: 1,
  visible: 2,
  impossible: 3,
} as const satisfies Record<ReportedCapture, number>;

/** What the therapist wants where a window is not hidden: a word of warning, no picture of theirs, or no session. */
export type ShieldRule = 'warn' | 'audio-only' | 'refuse';

const ruleBytes = {
  warn: 1,
  'audio-only': 2,
  refuse: 3,
} as const satisfies Record<ShieldRule, number>;

/** Of the report in a knock. Another version is read as no report, so that newer apps still come in. */
const reportVersion = 1;

export function captureByte(capture: ReportedCapture): number {
  return captureBytes[capture];
}

/** @returns null for a byte that stands for nothing */
export function captureOf(byte: number): ReportedCapture | null {
  return keyOf(captureBytes, byte);
}

export function ruleByte(rule: ShieldRule): number {
  return ruleBytes[rule];
}

/** @returns null for a byte that stands for nothing */
export function ruleOf(byte: number): ShieldRule | null {
  return keyOf(ruleBytes, byte);
}

/** What a knock carries, before anybody is let in: u8 version ‖ u8 capture. */
export function encodeKnockReport(capture: ReportedCapture): Bytes {
  return concatBytes(u8(reportVersion), u8(captureBytes[capture]));
}

/** @returns `unknown` unless it is exactly a report of this version: nobody is taken for protected by mistake */
export function readKnockReport(report: Bytes): ReportedCapture {
  const read = parseExact(report, (reader) => {
    const version = reader.u8();
    const capture = captureOf(reader.u8());
    return version === reportVersion ? capture : null;
  });
  return read ?? 'unknown';
}

function keyOf<Key extends string>(bytes: Record<Key, number>, byte: number): Key | null {
  return (Object.keys(bytes) as Key[]).find((key) => bytes[key] === byte) ?? null;
}
