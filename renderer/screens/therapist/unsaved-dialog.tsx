import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { VaultModel } from '../../view-models/vault-model.ts';
import { useStore } from '../shared/use-store.ts';

/** Locking was asked for while a note could not be saved: the person decides, and staying is the safe answer. */
export function UnsavedDialog({ vault }: { readonly vault: VaultModel }) {
  const words = useWords();
  const state = useStore(vault.state);
  // Each new refusal to lock is a new state, and asks anew.
  const [answered, setAnswered] = useState<unknown>(null);
  const asks = state.phase === 'open' && state.unsavedNotes && answered !== state;
  const stay = (): void => {
    setAnswered(state);
  };
  return (
    <Dialog
      title={words('therapist.vault.unsaved.title')}
      text={words('therapist.vault.unsaved.text')}
      isOpen={asks}
      isQuestion
      onClose={stay}
      actions={
        <>
          <Button onPress={stay}>{words('therapist.vault.unsaved.stay')}</Button>
          <Button
            variant="stop"
            onPress={() => {
              vault.lock({ evenUnsaved: true });
            }}
          >
            {words('therapist.vault.unsaved.lock')}
          </Button>
        </>
      }
    />
  );
}
