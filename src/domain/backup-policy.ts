// When a backup is made without anybody asking, and when somebody is told that there is none. Times are milliseconds since 1970.

const hourMs = 60 * 60_000;
/** After this long there is a new one. */
const everyMs = 24 * hourMs;
/** What failed is tried again after this long: a disk that was taken out is often back. */
const retryMs = hourMs;
/** Nobody is in a session for so long: that is one which nobody has ended, after a crash perhaps. */
const longestSessionMs = 12 * hourMs;
/** Nobody should be longer without one. */
const overdueMs = 7 * 24 * hourMs;

export interface BackupTimes {
  /** The last good one; null: none. */
  readonly lastAtMs: number | null;
  /** The last one that failed after that. */
  readonly failedAtMs: number | null;
  /** When a session ended last; null: none did. */
  readonly sessionEndedAtMs: number | null;
  /** When the one that runs has begun; null: none does. During one nothing is begun. */
  readonly sessionStartedAtMs: number | null;
}

/** Whether one is to be made now. A clock that was set back makes no difference for longer than a day. */
export function isBackupDue(times: BackupTimes, nowMs: number): boolean {
  const { lastAtMs, failedAtMs, sessionEndedAtMs, sessionStartedAtMs } = times;
  const isInSession =
    sessionStartedAtMs !== null && Math.abs(nowMs - sessionStartedAtMs) < longestSessionMs;
  if (isInSession) return false;
  if (failedAtMs !== null && Math.abs(nowMs - failedAtMs) < retryMs) return false;
  if (lastAtMs === null || Math.abs(nowMs - lastAtMs) >= everyMs) return true;
  // An end that is yet to come is one of a clock that was set back: every look would find it after the last backup.
  return sessionEndedAtMs !== null && sessionEndedAtMs > lastAtMs && sessionEndedAtMs <= nowMs;
}

/** Whether somebody is to be told that there has been no good one for too long. */
export function isBackupOverdue(lastAtMs: number | null, nowMs: number): boolean {
  // One that is yet to come was made by a clock that was ahead.
  return lastAtMs === null || Math.abs(nowMs - lastAtMs) >= overdueMs;
}
