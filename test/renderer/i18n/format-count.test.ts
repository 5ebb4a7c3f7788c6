import { describe, expect, it } from 'vitest';
import { formatCount, formatNames } from '../../../renderer/i18n/format-count.ts';

describe('counts and names', () => {
  it('are written as the locale writes them', () => {
    expect(formatCount(48_213, 'en-GB')).toBe('48,213');
    expect(formatNames(['Ash', 'Wren', 'Heron'], 'en-GB')).toBe('Ash, Wren and Heron');
    expect(formatNames(['Ash', 'Wren', 'Heron'], 'en-US')).toBe('Ash, Wren, and Heron');
    expect(formatNames(['Ash'], 'en-GB')).toBe('Ash');
  });
});
