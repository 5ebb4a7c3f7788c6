import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { TalkModel } from '../../view-models/talk-model.ts';
import { UnsavedFiles } from '../talk/unsaved-files.tsx';

/** Asks before the call ends for everybody. */
export function EndDialog(props: {
  readonly isOpen: boolean;
  readonly talk?: TalkModel;
  readonly onClose: () => void;
  /** Goes to the messages instead. */
  readonly onLook: () => void;
  readonly onEnd: () => void;
}) {
  const words = useWords();
  return (
    <Dialog
      title={words('session.endDialog.title')}
      text={words('session.endDialog.text')}
      isOpen={props.isOpen}
      isQuestion
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose}>{words('session.endDialog.stay')}</Button>
          <Button variant="stop" onPress={props.onEnd}>
            {words('session.endDialog.end')}
          </Button>
        </>
      }
    >
      {props.talk && (
        <UnsavedFiles
          talk={props.talk}
          side="host"
          onLook={() => {
            props.onClose();
            props.onLook();
          }}
        />
      )}
    </Dialog>
  );
}
