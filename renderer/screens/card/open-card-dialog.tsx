import { useState } from 'react';
import { limits } from '../../../src/contract/limits.ts';
import { seenText } from '../../../src/contract/seen-text.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { CardDeed, CardModel } from '../../view-models/card-model.ts';
import { useDeedError } from './use-deed-error.ts';

/** Asks why the card is opened. Without an answer it stays sealed. */
export function OpenCardDialog(props: {
  readonly card: CardModel;
  readonly deed: CardDeed;
  readonly onClose: () => void;
}) {
  const { card, deed, onClose } = props;
  const words = useWords();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const failure = useDeedError(deed);
  const isShort = seenText(reason).length < limits.cardReasonLeast;
  const close = (): void => {
    card.clearFailure();
    onClose();
  };
  const giveUp = (): void => {
    // It may be on its way already: then it is not shown.
    card.close();
    close();
  };
  return (
    <Dialog
      title={words('sealedCard.open.title')}
      text={words('sealedCard.open.text')}
      isOpen
      onClose={giveUp}
      onSubmit={() => {
        setTried(true);
        if (isShort) return;
        void card.open(reason).then((isOpen) => {
          if (isOpen) close();
        });
      }}
      actions={
        <>
          <Button onPress={giveUp}>{words('common.action.cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            isPending={deed.phase === 'busy'}
            pendingLabel={words('common.action.working')}
          >
            {words('sealedCard.open.confirm')}
          </Button>
        </>
      }
    >
      <TextField
        label={words('sealedCard.open.label')}
        hint={words('sealedCard.open.hint')}
        value={reason}
        maxLength={limits.cardReasonCharacters}
        error={
          isTried && isShort
            ? words('sealedCard.open.tooShort', { number: String(limits.cardReasonLeast) })
            : failure
        }
        takesFocus
        onChange={(value) => {
          card.clearFailure();
          setReason(value);
        }}
      />
    </Dialog>
  );
}
