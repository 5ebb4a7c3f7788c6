import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import type { TherapistModels } from '../../view-models/models.ts';

/** What can be done about a damaged vault that is open. Either locks it first: both look at its file from outside. */
export function DamageWays({ models }: { readonly models: TherapistModels }) {
  const words = useWords();
  return (
    <>
      <Button
        onPress={() => {
          models.restore.offer();
          models.vault.lock();
        }}
      >
        {words('backups.restore.offer')}
      </Button>
      <Button
        onPress={() => {
          models.rescue.offer();
          models.vault.lock();
        }}
      >
        {words('rescue.offer')}
      </Button>
    </>
  );
}
