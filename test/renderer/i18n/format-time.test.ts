import { afterEach, describe, expect, it, vi } from 'vitest';
import { daysBetween, formatDay, formatTime } from '../../../renderer/i18n/format-time.ts';

const afternoon = new Date(2026, 10, 3, 14, 2).getTime();

afterEach(() => {
  vi.restoreAllMocks();
});

describe('times', () => {
  it('are written as the locale writes them', () => {
    expect(formatTime(afternoon, 'en-GB')).toBe('14:02');
    expect(formatTime(afternoon, 'en-US')).toMatch(/^2:02\sPM$/u);
    expect(formatDay(afternoon, afternoon, 'en-GB')).toBe('3 November');
    expect(formatDay(afternoon, afternoon, 'en-US')).toBe('November 3');
  });

  it('take one format for each place where the computer is', () => {
    const made = vi.spyOn(Intl, 'DateTimeFormat');
    const offset = vi.spyOn(Date.prototype, 'getTimezoneOffset');
    // Places of nobody, so that no format is known.
    offset.mockReturnValue(1_001);
    formatTime(0, 'en-GB');
    formatTime(60_000, 'en-GB');
    expect(made).toHaveBeenCalledTimes(1);
    offset.mockReturnValue(1_002);
    formatTime(0, 'en-GB');
    expect(made).toHaveBeenCalledTimes(2);
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
