import { daysBetween, formatDay } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { useScreenPorts } from './screen-ports.ts';

/** Writes a day as it is said inside a sentence: today, yesterday, 3 November. */
export function useDay(): (timeMs: number) => string {
  const words = useWords();
  const locale = useLocale();
  const nowMs = useScreenPorts().clock.nowMs();
  return (timeMs) => {
    const days = daysBetween(timeMs, nowMs);
    if (days === 0) return words('common.day.today');
    if (days === 1) return words('common.day.yesterday');
    return formatDay(timeMs, nowMs, locale);
  };
}
