import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import type { TherapistModels } from '../../view-models/models.ts';
import type { VaultModel } from '../../view-models/vault-model.ts';
import { useStore } from '../shared/use-store.ts';

/** A session that goes on. */
const runningPhases: ReadonlySet<string> = new Set(['starting', 'open', 'ending']);

/**
 * What can be done about a damaged vault that is open. Either locks it first: both look at its file from outside. Not in a
 * session, which belongs to this vault and would go on behind it, silenced.
 */
export function DamageWays({ models }: { readonly models: TherapistModels }) {
  const words = useWords();
  const session = useStore(models.session.state);
  if (runningPhases.has(session.phase)) return words('rescue.afterSession');
  return (
    <>
      <Button
        onPress={() => {
          lockThen(models.vault, () => {
            models.restore.offer();
          });
        }}
      >
        {words('backups.restore.offer')}
      </Button>
      <Button
        onPress={() => {
          lockThen(models.vault, () => {
            models.rescue.offer();
          });
        }}
      >
        {words('rescue.offer')}
      </Button>
    </>
  );
}

/** Nothing comes of it when the vault stays open because of words that could not be saved, or keeps such words. */
function lockThen(vault: VaultModel, goOn: () => void): void {
  const off = vault.state.subscribe(() => {
    const state = vault.state.get();
    if (state.phase === 'locking') return;
    off();
    if (state.phase === 'locked' && state.holdsUnsaved !== true) goOn();
  });
  vault.lock();
}
