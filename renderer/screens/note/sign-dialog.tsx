import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';

/** Says what signing means, and asks. */
export function SignDialog(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSign: () => void;
}) {
  const words = useWords();
  return (
    <Dialog
      title={words('therapist.note.sign.title')}
      text={words('therapist.note.sign.text')}
      isOpen={props.isOpen}
      isQuestion
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose}>{words('therapist.note.sign.stay')}</Button>
          <Button variant="primary" icon="lock" onPress={props.onSign}>
            {words('therapist.note.sign.sign')}
          </Button>
        </>
      }
    >
      <p>{words('therapist.note.sign.after')}</p>
    </Dialog>
  );
}
