import { useWords } from '../../i18n/use-words.ts';
import type { TreatmentChange } from '../../view-models/treatment-model.ts';

/** What went wrong, in words; null: nothing. Two codes are about what was typed, or about when. */
export function useChangeError(change: TreatmentChange): string | null {
  const words = useWords();
  if (change.phase !== 'failed') return null;
  if (change.code === 'bad-request') return words('treatment.destroy.mismatch');
  if (change.code === 'conflict') return words('treatment.destroy.refused');
  return `${words(`errors.${change.code}.what`)}. ${words(`errors.${change.code}.next`)}`;
}
