import { createInstance, type i18n } from 'i18next';
import { enGb } from './en-gb/words.ts';
import { enUs } from './en-us/words.ts';
import type { Locale } from './locale.ts';

/** The words of one page, ready at once: everything is in the bundle. */
export function createWords(locale: Locale): i18n {
  const words = createInstance();
  void words.init({
    lng: locale,
    fallbackLng: 'en-GB',
    defaultNS: 'words',
    ns: ['words'],
    resources: { 'en-GB': { words: enGb }, 'en-US': { words: enUs } },
    initAsync: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return words;
}
