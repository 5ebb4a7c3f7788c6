import { useWords } from '../../i18n/use-words.ts';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { CallButton } from '../../ui/media/call-bar.tsx';
import type { TalkModel } from '../../view-models/talk-model.ts';
import { useKeys } from '../shared/use-keys.ts';
import { useStore } from '../shared/use-store.ts';
import type { TalkControls } from './use-talk-controls.ts';

/** More than this is many, and fits into no badge. */
const mostInBadge = 99;

/** Shows and hides the messages, and says how many came in since somebody last looked. */
export function TalkButton(props: { readonly talk: TalkModel; readonly controls: TalkControls }) {
  const words = useWords();
  const { talk } = props;
  const { isOpen, turn, buttonRef } = props.controls;
  const { unread } = useStore(talk.state);
  useKeys({ messages: turn });
  const hasNew = unread > 0 && !isOpen;
  const number = String(Math.min(unread, mostInBadge));
  const nameShown = hasNew ? words('talk.showNew', { number }) : words('talk.show');
  return (
    <>
      <CallButton
        icon="messages"
        look={isOpen ? 'open' : 'plain'}
        state={words('talk.title')}
        name={isOpen ? words('talk.hide') : nameShown}
        ref={buttonRef}
        {...(hasNew ? { badge: number } : {})}
        onPress={turn}
      />
      <StatusLine isQuiet>
        {hasNew && (unread === 1 ? words('talk.newOne') : words('talk.newMany', { number }))}
      </StatusLine>
    </>
  );
}
