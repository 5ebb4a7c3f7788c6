import { createInstance, type i18n } from 'i18next';
import type { Locale } from './locale.ts';
import type { Rewording } from './words-shape.ts';

/** What a page can say, by language. The British lines are whole, the others say what differs. */
export type Lines = Readonly<Record<Locale, Rewording>>;

/** The words of one page, ready at once: everything is in the bundle. */
export function createWords(locale: Locale, lines: Lines): i18n {
  const words = createInstance();
  void words.init({
    lng: locale,
    fallbackLng: 'en-GB',
    defaultNS: 'words',
    ns: ['words'],
    resources: { 'en-GB': { words: lines['en-GB'] }, 'en-US': { words: lines['en-US'] } },
    initAsync: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return words;
}
