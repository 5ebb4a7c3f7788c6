import { useState } from 'react';
import { isPassphrase } from '../../../src/domain/vault-ways.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CheckField } from '../../ui/controls/check-field.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import { NewPassphrase, type TypedTwice, type WrongPassphrase } from './new-passphrase.tsx';

/** What renewing the key does and does not do; the passphrase, of which the vault keeps nothing, is typed once more. */
export function RenewalDialog(props: {
  readonly hasPassphrase: boolean;
  /** Null: without a passphrase from then on. */
  readonly onBegin: (passphrase: string | null) => void;
  readonly onClose: () => void;
}) {
  const { hasPassphrase, onBegin, onClose } = props;
  const words = useWords();
  const [typed, setTyped] = useState<TypedTwice>(['', '']);
  const [wrong, setWrong] = useState<WrongPassphrase>(null);
  const [isLeftOut, setLeftOut] = useState(false);
  const begin = (passphrase: string | null): void => {
    onClose();
    onBegin(passphrase);
  };
  return (
    <Dialog
      title={words('vaultSecurity.renewal.ask.title')}
      text={words('vaultSecurity.renewal.ask.text')}
      isOpen
      onClose={onClose}
      onSubmit={() => {
        if (!hasPassphrase || isLeftOut) begin(null);
        else if (!isPassphrase(typed[0])) setWrong('tooShort');
        else if (typed[0] !== typed[1]) setWrong('differs');
        else begin(typed[0]);
      }}
      actions={
        <>
          <Button onPress={onClose}>{words('common.action.cancel')}</Button>
          <Button variant="primary" type="submit">
            {words('vaultSecurity.renewal.ask.goOn')}
          </Button>
        </>
      }
    >
      <p>{words('vaultSecurity.renewal.ask.limits')}</p>
      {hasPassphrase && !isLeftOut && (
        <NewPassphrase
          label={words('vaultSecurity.renewal.ask.passphrase')}
          hint={words('vaultSecurity.renewal.ask.hint')}
          typed={typed}
          wrong={wrong}
          onType={(next) => {
            setWrong(null);
            setTyped(next);
          }}
        />
      )}
      {hasPassphrase && (
        <CheckField
          label={words('vaultSecurity.renewal.ask.leaveOut')}
          isChecked={isLeftOut}
          onChange={setLeftOut}
        />
      )}
    </Dialog>
  );
}
