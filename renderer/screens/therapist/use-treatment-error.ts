import { useWords } from '../../i18n/use-words.ts';
import type { TreatmentChange } from '../../view-models/treatment-model.ts';

/** Why ending a treatment changed nothing, in words; null: nothing went wrong. */
export function useChangeError(change: TreatmentChange): string | null {
  const words = useWords();
  if (change.phase !== 'failed') return null;
  if (change.code === 'conflict') return words('treatment.end.refused');
  return `${words(`errors.${change.code}.what`)}. ${words(`errors.${change.code}.next`)}`;
}
