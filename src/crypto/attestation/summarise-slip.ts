import type { Bytes } from '../../base/bytes.ts';
import { verifySlip, type Blemish } from './slip.ts';

/** What a slip says in short. */
export interface SlipSummary {
  readonly isClean: boolean;
  readonly blemishes: Blemish[];
  readonly signatures: number;
  /** The therapist, and every guest who took part. */
  readonly parties: number;
  /** Milliseconds since 1970. */
  readonly startMs: number;
  readonly endMs: number;
}

/** @returns null unless the slip is valid */
export function summariseSlip(slip: Bytes): SlipSummary | null {
  const verdict = verifySlip(slip);
  if (!verdict.valid) return null;
  const { record, clean, blemishes, signedBy } = verdict;
  return {
    isClean: clean,
    blemishes: [...blemishes],
    signatures: signedBy.length,
    parties: record.guests.length + 1,
    startMs: record.start,
    endMs: record.end,
  };
}
