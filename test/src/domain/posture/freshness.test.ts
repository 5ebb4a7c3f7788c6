import { describe, expect, it } from 'vitest';
import {
  anyDayMs,
  dayMs,
  updatesAreOldAfterMs,
  updatesReading,
} from '../../../../src/domain/posture/freshness.ts';

const nowMs = Date.UTC(2026, 10, 26, 12);
const day = 24 * 60 * 60 * 1000;

describe('the age of the newest update', () => {
  it('is told after a month and a half', () => {
    expect(updatesReading([nowMs - updatesAreOldAfterMs], nowMs)).toEqual({ state: 'ok' });
    expect(updatesReading([nowMs - updatesAreOldAfterMs - 1], nowMs)).toMatchObject({
      state: 'advice',
      reason: 'old-updates',
    });
  });

  it('is not known from dates that lie ahead', () => {
    expect(updatesReading([nowMs + 3 * day], nowMs)).toEqual({ state: 'unknown' });
    expect(updatesReading([], nowMs)).toEqual({ state: 'unknown' });
  });
});

describe('a date as some system writes it', () => {
  it('is read in every order that can be told apart', () => {
    const expected = Date.UTC(2026, 10, 23);
    const ways = ['2026-11-23', '23.11.2026', '11/23/2026', '2026/11/23', '23/11/2026'];
    expect(ways.map((written) => anyDayMs(written, nowMs))).toEqual(ways.map(() => expected));
  });

  it('is the later of two that it could be, unless that lies ahead', () => {
    expect(anyDayMs('04/05/2026', nowMs)).toBe(Date.UTC(2026, 4, 4));
    expect(anyDayMs('11/12/2026', nowMs)).toBe(Date.UTC(2026, 10, 12));
  });

  it('is none when there is no such day', () => {
    expect(anyDayMs('31/31/2026', nowMs)).toBeNull();
    expect(anyDayMs('1/2', nowMs)).toBeNull();
    expect(dayMs(2026, 2, 29)).toBeNull();
    expect(dayMs(1601, 1, 1)).toBeNull();
  });
});
