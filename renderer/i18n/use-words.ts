import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

/** The words of the page, by typed key. */
export function useWords(): TFunction {
  return useTranslation().t;
}

/** The language that dates and numbers are written in. */
export function useLocale(): string {
  return useTranslation().i18n.language;
}
