import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { TreatmentChange, TreatmentModel } from '../../view-models/treatment-model.ts';
import { useChangeError } from './use-treatment-error.ts';

/** Asks whether the treatment has ended, and for the year that matters for a minor. */
export function EndTreatmentDialog(props: {
  readonly model: TreatmentModel;
  /** What is known of it. */
  readonly year: number | null;
  readonly change: TreatmentChange;
  readonly onClose: () => void;
}) {
  const { model, change, onClose } = props;
  const words = useWords();
  const [typed, setTyped] = useState(props.year === null ? '' : String(props.year));
  const [isWrong, setWrong] = useState(false);
  const failure = useChangeError(change);
  const submit = (): void => {
    const year = readYear(typed);
    if (year === undefined) {
      setWrong(true);
      return;
    }
    void model.end(year).then((isKept) => {
      if (isKept) onClose();
    });
  };
  return (
    <Dialog
      title={words('treatment.end.title')}
      text={words('treatment.end.text')}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onPress={onClose}>{words('common.action.cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            isPending={change.phase === 'busy'}
            pendingLabel={words('common.action.working')}
          >
            {words('treatment.end.confirm')}
          </Button>
        </>
      }
    >
      <TextField
        label={words('treatment.end.year')}
        hint={words('treatment.end.yearHint')}
        value={typed}
        maxLength={4}
        error={isWrong ? words('treatment.end.yearInvalid') : failure}
        takesFocus
        onChange={(value) => {
          model.clearFailure();
          setWrong(false);
          setTyped(value);
        }}
      />
    </Dialog>
  );
}

/** Undefined: no year that the vault takes. */
function readYear(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const year = /^\d{4}$/u.test(text) ? Number(text) : 0;
  return year >= 1900 && year <= 2200 ? year : undefined;
}
