import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { unsavedFiles } from '../../view-models/talk-list.ts';
import type { TalkModel } from '../../view-models/talk-model.ts';
import { useStore } from '../shared/use-store.ts';

/** Before somebody leaves or ends a call: what of the files would be gone with it. */
export function UnsavedFiles(props: {
  readonly talk: TalkModel;
  readonly side: 'host' | 'guest';
  /** Goes to the messages instead. */
  readonly onLook: () => void;
}) {
  const words = useWords();
  const { side } = props;
  const { items } = useStore(props.talk.state);
  const unsaved = unsavedFiles(items);
  const isOne = unsaved.length === 1;
  const gone = { host: isOne ? 'oneHost' : 'host', guest: isOne ? 'oneGuest' : 'guest' } as const;
  if (unsaved.length === 0) return null;
  return (
    <Notice
      level="know"
      title={
        isOne ? words('talk.unsaved.one') : words('talk.unsaved.many', { number: unsaved.length })
      }
      actions={<Button onPress={props.onLook}>{words('talk.unsaved.look')}</Button>}
    >
      {words(`talk.unsaved.${gone[side]}`)}
    </Notice>
  );
}
