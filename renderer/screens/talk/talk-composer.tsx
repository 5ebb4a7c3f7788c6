import { useRef, useState, type ReactNode, type RefCallback } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { limits } from '../../../src/contract/limits.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { MessageField } from '../../ui/controls/message-field.tsx';
import { Select } from '../../ui/controls/select.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { TalkPerson } from '../../view-models/talk-model.ts';
import { useStore } from '../shared/use-store.ts';
import { isBusyReceiver } from './busy-receiver.ts';
import { fileReceiver } from './file-receiver.ts';
import type { TalkView } from './talk-view.ts';
import styles from './talk-composer.module.css';

const cx = classesOf(styles);

interface ComposerProps {
  readonly view: TalkView;
  readonly nameOf: (person: TalkPerson) => string;
}

/** Below the list: the field for the next message, and the way to hand over a file. */
export function TalkComposer({
  view,
  nameOf,
  fieldRef,
}: ComposerProps & { readonly fieldRef: RefCallback<HTMLElement> }) {
  const words = useWords();
  const { talk, draft, onDraft } = view;
  const { hasListeners } = useStore(talk.state);
  const [failed, setFailed] = useState<ErrorCode | null>(null);
  const canSend = hasListeners && draft.trim() !== '';
  const send = async (): Promise<void> => {
    if (!canSend) return;
    // Gone from the field at once, and back in it, before what was typed meanwhile, if it could not be said.
    onDraft('');
    const code = await talk.say(draft);
    setFailed(code);
    if (code !== null) onDraft((typed) => (typed === '' ? draft : `${draft}\n${typed}`));
  };
  return (
    <div className={cx('whole')}>
      <MessageField
        label={words('talk.write.label')}
        hint={words(hasListeners ? 'talk.write.hint' : 'talk.write.nobody')}
        value={draft}
        maxLength={limits.chatCharacters}
        ref={fieldRef}
        onChange={onDraft}
        onSend={() => {
          void send();
        }}
      />
      <StatusLine isQuiet={failed === null}>
        {failed !== null && words(`talk.notSaid.${notSaid(failed)}`)}
      </StatusLine>
      <HandOver view={view} nameOf={nameOf}>
        <Button
          variant="primary"
          isDisabled={!canSend}
          onPress={() => {
            void send();
          }}
        >
          {words('talk.write.send')}
        </Button>
      </HandOver>
    </div>
  );
}

/** One file for one person: between the therapist and a client only. */
function HandOver({
  view,
  nameOf,
  children,
}: ComposerProps & {
  /** Another button, at the other end of the row. */
  readonly children: ReactNode;
}) {
  const words = useWords();
  const { talk } = view;
  const { receivers, items } = useStore(talk.state);
  const [chosen, setChosen] = useState<SeatId | null>(null);
  const receiver = fileReceiver(receivers, chosen);
  /** Whom the file is for that is being picked: whoever leaves meanwhile does not hand their place to the next one. */
  const pickingFor = useRef<SeatId | null>(null);
  const [hasLeft, setHasLeft] = useState(false);
  const isBusy = receiver !== null && isBusyReceiver(items, receiver.seatId);
  return (
    <>
      <div className={cx('row')}>
        <FileTrigger
          onSelect={(files) => {
            const [file] = files ?? [];
            if (!file) return;
            const meant = receivers.find(({ seatId }) => seatId === pickingFor.current);
            setHasLeft(!meant);
            if (meant) talk.sendFile(file, meant.seatId);
          }}
        >
          <Button
            icon="attach"
            isDisabled={!receiver || isBusy}
            onPress={() => {
              pickingFor.current = receiver?.seatId ?? null;
              setHasLeft(false);
            }}
          >
            {words('talk.file.hand')}
          </Button>
        </FileTrigger>
        {children}
      </div>
      {(receivers.length > 1 || (receivers.length > 0 && !receiver)) && (
        <Select
          label={words('talk.file.for')}
          choices={receivers.map((one) => ({ value: one.seatId, label: nameOf(one) }))}
          value={receiver?.seatId ?? null}
          placeholder={words('talk.file.for')}
          onChange={(value) => {
            setChosen(receivers.find(({ seatId }) => seatId === value)?.seatId ?? null);
            setHasLeft(false);
          }}
        />
      )}
      <StatusLine isQuiet={!hasLeft}>{hasLeft && words('talk.file.receiverLeft')}</StatusLine>
      <p className={cx('quiet')}>{words(isBusy ? 'talk.file.busy' : 'talk.file.rule')}</p>
    </>
  );
}

/** Why a message was not said, as far as there are words of its own for it. */
function notSaid(code: ErrorCode): 'nobody' | 'tooMany' | 'other' {
  if (code === 'not-found') return 'nobody';
  return code === 'too-many' ? 'tooMany' : 'other';
}
