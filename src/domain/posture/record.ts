import type { PostureRecord } from '../../contract/posture-calls.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** One record a day, and one more whenever something is not as it was. A day is one of UTC: the record is for others. */
export function isWorthARecord(now: PostureRecord, last: PostureRecord | undefined): boolean {
  if (!last) return true;
  const isSameDay = Math.floor(now.atMs / dayMs) === Math.floor(last.atMs / dayMs);
  const { atMs: _now, ...what } = now;
  const { atMs: _last, ...whatLast } = last;
  return !isSameDay || JSON.stringify(what) !== JSON.stringify(whatLast);
}
