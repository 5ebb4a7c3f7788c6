import { describe, expect, it } from 'vitest';
import { chooseLocale } from '../../../renderer/i18n/locale.ts';

describe('chooseLocale', () => {
  it.each([
    [['en-US'], 'en-US'],
    [['en-Latn-US'], 'en-US'],
    [['en-PH'], 'en-US'],
    [['en'], 'en-GB'],
    [['en-AU', 'en-US'], 'en-GB'],
    [['de-DE', 'en-US'], 'en-US'],
    [['de-DE'], 'en-GB'],
    [[], 'en-GB'],
    [['eng-US'], 'en-GB'],
  ])('reads %j as %s', (preferred, locale) => {
    expect(chooseLocale(preferred)).toBe(locale);
  });
});
