import { useEffect, useState } from 'react';
import type { CardField } from '../../../src/contract/card-calls.ts';
import { limits } from '../../../src/contract/limits.ts';
import { seenText } from '../../../src/contract/seen-text.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { CardDeed, CardModel } from '../../view-models/card-model.ts';
import { useDeedError } from './use-deed-error.ts';

/** Puts a field of the card in. What was there is shown only where the card is open. */
export function WriteFieldDialog(props: {
  readonly card: CardModel;
  readonly field: CardField;
  readonly deed: CardDeed;
  /** Something stands there. */
  readonly isFilled: boolean;
  /** What stands there, of an open card. */
  readonly before: string | null;
  /** `isKept`: it was written, or taken out. */
  readonly onClose: (isKept: boolean) => void;
}) {
  const { card, field, deed, isFilled, before, onClose } = props;
  const words = useWords();
  const [typed, setTyped] = useState(before ?? '');
  const [isEmpty, setEmpty] = useState(false);
  const failure = useDeedError(deed);
  const close = (isKept: boolean): void => {
    card.clearFailure();
    onClose(isKept);
  };
  const write = (text: string | null): void => {
    void card.write(field, text).then((isKept) => {
      if (isKept) close(true);
    });
  };
  const giveUp = (): void => {
    close(false);
  };
  useGoesWithCard(before, giveUp);
  return (
    <Dialog
      title={words(`sealedCard.field.${field}`)}
      text={words(`sealedCard.hint.${field}`)}
      isOpen
      onClose={giveUp}
      onSubmit={() => {
        if (seenText(typed) === '') setEmpty(true);
        else write(typed);
      }}
      actions={
        <>
          <Button onPress={giveUp}>{words('common.action.cancel')}</Button>
          {isFilled && (
            <Button
              onPress={() => {
                write(null);
              }}
            >
              {words('sealedCard.write.remove')}
            </Button>
          )}
          <Button
            variant="primary"
            type="submit"
            isPending={deed.phase === 'busy'}
            pendingLabel={words('common.action.working')}
          >
            {words('sealedCard.write.save')}
          </Button>
        </>
      }
    >
      <TextField
        label={words(`sealedCard.field.${field}`)}
        {...(isFilled && before === null && { hint: words('sealedCard.write.sealed') })}
        value={typed}
        maxLength={limits.cardFieldCharacters}
        error={isEmpty ? words('sealedCard.write.empty') : failure}
        takesFocus
        onChange={(value) => {
          card.clearFailure();
          // In front of the page, where what is done is not done on the card.
          card.touch();
          setEmpty(false);
          setTyped(value);
        }}
      />
    </Dialog>
  );
}

/** What an open card showed here goes when that closes, with what was made of it: it says as much. Nobody has typed for as long. */
function useGoesWithCard(before: string | null, giveUp: () => void): void {
  const [shown] = useState(before);
  const isGone = shown !== null && before === null;
  useEffect(() => {
    if (isGone) giveUp();
  });
}
