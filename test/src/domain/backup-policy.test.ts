import { describe, expect, it } from 'vitest';
import { isBackupDue, isBackupOverdue } from '../../../src/domain/backup-policy.ts';

const hourMs = 3_600_000;
const nowMs = Date.UTC(2026, 10, 26);
const quiet = {
  lastAtMs: nowMs - hourMs,
  failedAtMs: null,
  sessionEndedAtMs: null,
  sessionStartedAtMs: null,
};

describe('a backup', () => {
  it('is due when there is none, a day after the last one, and after a session', () => {
    expect(isBackupDue(quiet, nowMs)).toBe(false);
    expect(isBackupDue({ ...quiet, lastAtMs: null }, nowMs)).toBe(true);
    expect(isBackupDue({ ...quiet, lastAtMs: nowMs - 24 * hourMs }, nowMs)).toBe(true);
    const ended = (atMs: number): boolean =>
      isBackupDue({ ...quiet, sessionEndedAtMs: atMs }, nowMs);
    expect(ended(quiet.lastAtMs + 1)).toBe(true);
    expect(ended(quiet.lastAtMs)).toBe(false);
  });

  it('is not made over and over for a session that ended in the future of a clock that was set back', () => {
    expect(isBackupDue({ ...quiet, sessionEndedAtMs: nowMs + hourMs }, nowMs)).toBe(false);
  });

  it('is never begun during a session', () => {
    const running = { ...quiet, lastAtMs: null, sessionStartedAtMs: nowMs };
    expect(isBackupDue(running, nowMs)).toBe(false);
    expect(isBackupDue(running, nowMs + 3 * hourMs)).toBe(false);
  });

  it('is not put off for ever by a session that nobody has ended, or of a clock that was ahead', () => {
    const running = { ...quiet, lastAtMs: null, sessionStartedAtMs: nowMs };
    expect(isBackupDue(running, nowMs + 12 * hourMs)).toBe(true);
    expect(isBackupDue(running, nowMs - 24 * hourMs)).toBe(true);
  });

  it('is tried again an hour after one that failed', () => {
    const failed = { ...quiet, lastAtMs: null, failedAtMs: nowMs };
    expect(isBackupDue(failed, nowMs + hourMs - 1)).toBe(false);
    expect(isBackupDue(failed, nowMs + hourMs)).toBe(true);
  });

  it('is made again when the clock was set back by days', () => {
    expect(isBackupDue({ ...quiet, lastAtMs: nowMs + 48 * hourMs }, nowMs)).toBe(true);
  });

  it('is missed after a week', () => {
    expect(isBackupOverdue(null, nowMs)).toBe(true);
    expect(isBackupOverdue(nowMs - 7 * 24 * hourMs + 1, nowMs)).toBe(false);
    expect(isBackupOverdue(nowMs - 7 * 24 * hourMs, nowMs)).toBe(true);
    // Made while the clock was a year ahead.
    expect(isBackupOverdue(nowMs + 365 * 24 * hourMs, nowMs)).toBe(true);
  });
});
