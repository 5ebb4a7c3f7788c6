import { useState, type RefCallback } from 'react';
import { formatExactTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { NoteEditorModel } from '../../view-models/note-editor-model.ts';
import type { NoteHistoryState } from '../../view-models/note-history-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useDay } from '../shared/use-day.ts';
import { HistorySection } from './history-section.tsx';
import { NoteDifference } from './note-difference.tsx';
import { PastText } from './past-text.tsx';
import { TryAgain } from './try-again.tsx';
import styles from './note-revision.module.css';

const cx = classesOf(styles);

interface NoteRevisionProps {
  readonly editor: NoteEditorModel;
  readonly state: Extract<NoteHistoryState, { phase: 'looking' }>;
  /** What the note says now. */
  readonly text: string;
  readonly canPutBack: boolean;
  readonly onBack: () => void;
  /** It is in the note again; the message says so. */
  readonly onPutBack: (message: string) => void;
}

/** One of the texts that a note had, and what became of it since. */
export function NoteRevision({
  titleRef,
  ...props
}: NoteRevisionProps & { readonly titleRef: RefCallback<HTMLElement> }) {
  const { editor, state } = props;
  const words = useWords();
  const day = useDay();
  const locale = useLocale();
  const { revision, savedAtMs } = state.revision;
  return (
    <HistorySection
      title={words('therapist.note.history.one', {
        day: day(savedAtMs),
        time: formatExactTime(savedAtMs, locale),
      })}
      backLabel={words('therapist.note.history.toList')}
      titleRef={titleRef}
      onBack={props.onBack}
    >
      {state.found.phase === 'loading' && <Loading label={words('common.loading')} />}
      {state.found.phase === 'failed' && (
        <CodeNotice
          code={state.found.code}
          actions={
            <TryAgain
              onPress={() => {
                editor.history.look(revision);
              }}
            />
          }
        />
      )}
      {state.found.phase === 'ready' && <Found {...props} earlier={state.found.text} />}
    </HistorySection>
  );
}

function Found(props: NoteRevisionProps & { readonly earlier: string }) {
  const { earlier, text } = props;
  const words = useWords();
  const [isWhole, setWhole] = useState(false);
  if (earlier === text) {
    return (
      <>
        <Notice level="quiet">{words('therapist.note.history.same')}</Notice>
        <Whole text={earlier} />
      </>
    );
  }
  return (
    <>
      <fieldset className={cx('ways')}>
        <legend className={cx('legend')}>{words('therapist.note.history.show.label')}</legend>
        <Button
          variant={isWhole ? 'plain' : 'quiet'}
          isChosen={!isWhole}
          onPress={() => {
            setWhole(false);
          }}
        >
          {words('therapist.note.history.show.changes')}
        </Button>
        <Button
          variant={isWhole ? 'quiet' : 'plain'}
          isChosen={isWhole}
          onPress={() => {
            setWhole(true);
          }}
        >
          {words('therapist.note.history.show.text')}
        </Button>
      </fieldset>
      {isWhole ? <Whole text={earlier} /> : <NoteDifference earlier={earlier} later={text} />}
      {props.canPutBack && <PutBack {...props} />}
    </>
  );
}

function Whole({ text }: { readonly text: string }) {
  const words = useWords();
  if (text === '') return <p className={cx('quiet')}>{words('therapist.note.history.empty')}</p>;
  return <PastText>{text}</PastText>;
}

function PutBack(props: NoteRevisionProps & { readonly earlier: string }) {
  const words = useWords();
  const locale = useLocale();
  const [work, setWork] = useState<'idle' | 'busy' | 'failed'>('idle');
  const putBack = async (): Promise<void> => {
    setWork('busy');
    const isBack = await props.editor.putBack(props.earlier);
    if (!isBack) {
      setWork('failed');
      return;
    }
    const time = formatExactTime(props.state.revision.savedAtMs, locale);
    props.onPutBack(words('therapist.note.history.wasPutBack', { time }));
  };
  return (
    <>
      {work === 'failed' && (
        <Notice level="stop" isNews>
          {words('therapist.note.history.notPutBack')}
        </Notice>
      )}
      <div className={cx('deeds')}>
        <Button
          isPending={work === 'busy'}
          pendingLabel={words('common.action.working')}
          onPress={() => {
            void putBack();
          }}
        >
          {words('therapist.note.history.putBack')}
        </Button>
        <span className={cx('quiet')}>{words('therapist.note.history.putBackHint')}</span>
      </div>
    </>
  );
}
