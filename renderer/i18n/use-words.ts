import type { i18n, TFunction } from 'i18next';
import { createContext, useCallback, useContext } from 'react';

const PageWords = createContext<i18n | null>(null);

/** What a page says, for everything in it. A page is in one language as long as it is open. */
export const WordsProvider = PageWords.Provider;

/** The words of the page, by typed key. */
export function useWords(): TFunction {
  return usePageWords().t;
}

/** Adds words that come with code that is loaded late; in British English, which every other one falls back to. */
export function useLateWords(): (lines: object) => void {
  const words = usePageWords();
  return useCallback(
    (lines) => {
      words.addResourceBundle('en-GB', 'words', lines, true);
    },
    [words],
  );
}

/** The language that dates and numbers are written in. */
export function useLocale(): string {
  return usePageWords().language;
}

function usePageWords(): i18n {
  const words = useContext(PageWords);
  if (!words) throw new Error('no words around this component');
  return words;
}
