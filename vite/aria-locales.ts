import type { Plugin } from 'vite';

/** The languages that Quietroom itself speaks; react-aria's own words in other ones would only weigh. */
const spoken = /[\\/]en-(?:GB|US)\.mjs$/u;
const ariaWords =
  /[\\/]react-(?:aria|stately)[^\\/]*[\\/].*[\\/]intl[\\/].*[a-z]{2}-[A-Z]{2}\.mjs$/u;

/** Empties react-aria's word lists of every language that the screens do not speak (some 60 KB). */
export function onlySpokenAriaLocales(): Plugin {
  return {
    name: 'quietroom:aria-locales',
    enforce: 'pre',
    load(id) {
      return ariaWords.test(id) && !spoken.test(id) ? 'export default {};' : null;
    },
  };
}
