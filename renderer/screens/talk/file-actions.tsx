import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { FileItem, FileState } from '../../view-models/talk-model.ts';
import { HandButton } from '../shared/file-row.tsx';
import { HandingOutcome } from '../shared/handing-outcome.tsx';
import type { TalkView } from './talk-view.ts';
import styles from './file-actions.module.css';

const cx = classesOf(styles);

/** What can be done with a file that is here: each only on purpose, and putting it away only after asking. */
export function FileActions(props: {
  readonly item: FileItem;
  readonly state: Extract<FileState, { phase: 'here' }>;
  readonly view: TalkView;
}) {
  const words = useWords();
  const { item, state, view } = props;
  const { talk } = view;
  const file = item.name;
  const { saving, keeping } = state;
  return (
    <>
      <div className={cx('actions')}>
        {talk.canSave && (
          <HandButton
            kind="save"
            file={file}
            handing={saving}
            onPress={() => {
              talk.saveFile(item.key);
            }}
          />
        )}
        {talk.canKeep && keeping.phase !== 'done' && (
          <HandButton
            kind="store"
            file={file}
            handing={keeping}
            onPress={() => {
              talk.keepFile(item.key);
            }}
          />
        )}
        <Discard
          file={file}
          onDiscard={() => {
            talk.cancelFile(item.key);
          }}
        />
      </div>
      {!talk.canSave && !talk.canKeep && (
        <p className={cx('quiet')}>{words('talk.file.noPlace')}</p>
      )}
      <FileOutcomes state={state} view={view} />
    </>
  );
}

/** Where a file was put, or why not. */
export function FileOutcomes(props: {
  readonly state: Extract<FileState, { phase: 'here' | 'kept' }>;
  readonly view: TalkView;
}) {
  const words = useWords();
  const { saving, keeping } = props.state;
  const isBrowser = props.view.side === 'browser';
  return (
    <div>
      <HandingOutcome
        handing={saving}
        done={words(isBrowser ? 'talk.file.savedBrowser' : 'talk.file.saved')}
        failed={words('talk.file.notSaved')}
      />
      <HandingOutcome
        handing={keeping}
        done={words('talk.file.stored')}
        failed={words('talk.file.notStored')}
      />
    </div>
  );
}

/** Putting it away: it is gone then, so it is asked first. */
function Discard(props: { readonly file: string; readonly onDiscard: () => void }) {
  const words = useWords();
  const [isAsking, setAsking] = useState(false);
  const close = (): void => {
    setAsking(false);
  };
  return (
    <>
      <Button
        variant="plain"
        label={words('talk.file.discardNamed', { file: props.file })}
        onPress={() => {
          setAsking(true);
        }}
      >
        {words('talk.file.discard')}
      </Button>
      <Dialog
        title={words('talk.file.discardTitle')}
        text={words('talk.file.discardText')}
        isOpen={isAsking}
        isQuestion
        onClose={close}
        actions={
          <>
            <Button onPress={close}>{words('talk.file.discardStay')}</Button>
            <Button variant="stop" onPress={props.onDiscard}>
              {words('talk.file.discard')}
            </Button>
          </>
        }
      />
    </>
  );
}
