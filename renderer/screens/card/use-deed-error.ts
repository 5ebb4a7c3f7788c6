import { useWords } from '../../i18n/use-words.ts';
import type { CardDeed } from '../../view-models/card-model.ts';

/** What did not work, in words; null: nothing. */
export function useDeedError(deed: CardDeed): string | null {
  const words = useWords();
  if (deed.phase !== 'failed') return null;
  return `${words(`errors.${deed.code}.what`)}. ${words(`errors.${deed.code}.next`)}`;
}
