import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { TalkModel } from '../../view-models/talk-model.ts';
import { UnsavedFiles } from '../talk/unsaved-files.tsx';

/** Asks before a client leaves: the link works once, so there is no way back by oneself. */
export function LeaveDialog(props: {
  readonly isOpen: boolean;
  readonly talk?: TalkModel;
  readonly onClose: () => void;
  /** Goes to the messages instead. */
  readonly onLook: () => void;
  readonly onLeave: () => void;
}) {
  const words = useWords();
  return (
    <Dialog
      title={words('guest.leave.title')}
      text={words('guest.leave.text')}
      isOpen={props.isOpen}
      isQuestion
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose}>{words('guest.leave.stay')}</Button>
          <Button variant="stop" onPress={props.onLeave}>
            {words('guest.leave.leave')}
          </Button>
        </>
      }
    >
      {props.talk && (
        <UnsavedFiles
          talk={props.talk}
          side="guest"
          onLook={() => {
            props.onClose();
            props.onLook();
          }}
        />
      )}
    </Dialog>
  );
}
