import { daysBetween, formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import type { CardField } from '../../../src/contract/card-calls.ts';
import { useScreenPorts } from '../shared/screen-ports.ts';
import { useDay } from '../shared/use-day.ts';

/** When a field was written down, in words, and whether somebody has to know that this was on another day. */
export function useWrittenWords(): (
  field: CardField,
  writtenAtMs: number,
) => { readonly line: string; readonly isOld: boolean } {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const nowMs = useScreenPorts().clock.nowMs();
  return (field, writtenAtMs) => {
    // Where somebody is counts for a day; a name does not wear out.
    const isOld = field === 'place' && daysBetween(writtenAtMs, nowMs) !== 0;
    const when = { day: day(writtenAtMs), time: formatTime(writtenAtMs, locale) };
    return { line: words(isOld ? 'sealedCard.notToday' : 'sealedCard.written', when), isOld };
  };
}
