import { describe, expect, it } from 'vitest';
import { daysBetween, formatDay, formatTime } from '../../../renderer/i18n/format-time.ts';

const afternoon = new Date(2026, 10, 3, 14, 2).getTime();

describe('times', () => {
  it('are written as the locale writes them', () => {
    expect(formatTime(afternoon, 'en-GB')).toBe('14:02');
    expect(formatTime(afternoon, 'en-US')).toMatch(/^2:02\sPM$/u);
    expect(formatDay(afternoon, afternoon, 'en-GB')).toBe('3 November');
    expect(formatDay(afternoon, afternoon, 'en-US')).toBe('November 3');
  });

  it('name the year when it is another one', () => {
    expect(formatDay(afternoon, new Date(2027, 0, 1).getTime(), 'en-GB')).toBe('3 November 2026');
  });

  it('count midnights, not hours', () => {
    const late = new Date(2026, 10, 2, 23, 59).getTime();
    expect(daysBetween(late, afternoon)).toBe(1);
    expect(daysBetween(afternoon, afternoon)).toBe(0);
  });

  it('count one day over a night in which the clocks change', () => {
    const before = new Date(2026, 9, 24, 12).getTime();
    expect(daysBetween(before, new Date(2026, 9, 25, 12).getTime())).toBe(1);
  });
});
