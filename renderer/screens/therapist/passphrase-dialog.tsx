import { useState } from 'react';
import { isPassphrase } from '../../../src/domain/vault-ways.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { VaultWaysModel } from '../../view-models/vault-ways-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useStore } from '../shared/use-store.ts';
import { NewPassphrase, type TypedTwice, type WrongPassphrase } from './new-passphrase.tsx';

/** Setting the passphrase, typed twice. */
export function PassphraseDialog(props: {
  readonly model: VaultWaysModel;
  readonly onClose: () => void;
}) {
  const { model, onClose } = props;
  const words = useWords();
  const changing = useStore(model.changing);
  const [typed, setTyped] = useState<TypedTwice>(['', '']);
  const [error, setError] = useState<WrongPassphrase>(null);
  const [first, second] = typed;
  return (
    <Dialog
      title={words('therapist.passphrase.title')}
      text={words('therapist.passphrase.text')}
      isOpen
      onClose={onClose}
      onSubmit={() => {
        if (!isPassphrase(first)) setError('tooShort');
        else if (first !== second) setError('differs');
        else {
          void model.setPassphrase(first).then((isSet) => {
            if (isSet) onClose();
          });
        }
      }}
      actions={
        <>
          <Button onPress={onClose}>{words('common.action.cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            isPending={changing.phase === 'busy'}
            pendingLabel={words('common.action.working')}
          >
            {words('therapist.passphrase.save')}
          </Button>
        </>
      }
    >
      {changing.phase === 'failed' && <CodeNotice code={changing.code} />}
      <NewPassphrase
        label={words('therapist.passphrase.label')}
        hint={words('therapist.passphrase.hint')}
        typed={typed}
        wrong={error}
        onType={(next) => {
          model.clearFailures();
          setError(null);
          setTyped(next);
        }}
      />
    </Dialog>
  );
}
