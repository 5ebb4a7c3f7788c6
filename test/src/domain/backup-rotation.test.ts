import { describe, expect, it } from 'vitest';
import { backupsToRemove } from '../../../src/domain/backup-rotation.ts';

const dayMs = 86_400_000;
/** A Thursday. */
const todayMs = Date.UTC(2026, 10, 26, 20);

/** `days` ago, and so many hours before. */
const made = (days: number, hours = 0): { readonly madeAtMs: number } => ({
  madeAtMs: todayMs - days * dayMs - hours * 3_600_000,
});

describe('the rotation of backups', () => {
  it('keeps the newest of each of the last seven days', () => {
    const backups = [made(0), made(0, 1), made(0, 2), made(1), made(1, 3), made(6)];
    expect(backupsToRemove(backups, todayMs)).toEqual([made(0, 1), made(0, 2), made(1, 3)]);
  });

  it('keeps, of a year of days, seven days, four weeks and six months', () => {
    const backups = Array.from({ length: 365 }, (_, days) => made(days));
    const removed = new Set(backupsToRemove(backups, todayMs).map(({ madeAtMs }) => madeAtMs));
    const kept = backups
      .filter(({ madeAtMs }) => !removed.has(madeAtMs))
      .map(({ madeAtMs }) => new Date(madeAtMs).toISOString().slice(0, 10));
    expect(kept).toEqual([
      '2026-11-26',
      '2026-11-25',
      '2026-11-24',
      '2026-11-23',
      '2026-11-22',
      '2026-11-21',
      '2026-11-20',
      '2026-11-15',
      '2026-11-08',
      '2026-10-31',
      '2026-09-30',
      '2026-08-31',
      '2026-07-31',
      '2026-06-30',
    ]);
  });

  it('never removes the only one, or the newest, however old it is', () => {
    expect(backupsToRemove([made(5000)], todayMs)).toEqual([]);
    expect(backupsToRemove([], todayMs)).toEqual([]);
    const none = { days: 0, weeks: 0, months: 0 };
    expect(backupsToRemove([made(3), made(9)], todayMs, none)).toEqual([made(9)]);
  });

  it('keeps what is made today beside any number of a clock that was years ahead', () => {
    const later = Array.from({ length: 400 }, (_, days) => made(-days - 1));
    const removed = new Set(backupsToRemove([...later, made(0), made(1)], todayMs));
    const kept = [...later, made(0), made(1)].filter((backup) => !removed.has(backup));
    expect(kept.filter(({ madeAtMs }) => madeAtMs <= todayMs)).toEqual([made(0), made(1)]);
    expect(kept.length).toBeLessThan(20);
  });
});
