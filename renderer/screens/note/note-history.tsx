import type { RefCallback } from 'react';
import { formatExactTime } from '../../i18n/format-time.ts';
import { formatSize } from '../../i18n/format-size.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { ListSkeleton } from '../../ui/feedback/loading.tsx';
import { ListRow, ListView } from '../../ui/list/list-view.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { NoteEditorModel } from '../../view-models/note-editor-model.ts';
import type { NoteHistoryModel, NoteHistoryState } from '../../view-models/note-history-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useAskedFocus } from '../shared/use-asked-focus.ts';
import { useDay } from '../shared/use-day.ts';
import { HistorySection } from './history-section.tsx';
import { NoteRevision } from './note-revision.tsx';
import { TryAgain } from './try-again.tsx';
import styles from './note-history.module.css';

const cx = classesOf(styles);

/** What a note said before, in the place of the note: the list of its kept saves, and one of them looked at. */
export function NoteHistory(props: {
  readonly editor: NoteEditorModel;
  readonly state: Exclude<NoteHistoryState, { phase: 'closed' }>;
  /** What the note says now. */
  readonly text: string;
  readonly canPutBack: boolean;
  readonly titleRef: RefCallback<HTMLElement>;
  /** Back to the note, with something to say or nothing. */
  readonly onLeave: (message: string) => void;
}) {
  const { editor, state } = props;
  const { history } = editor;
  const words = useWords();
  const toRevision = useAskedFocus();
  const toList = useAskedFocus();
  if (state.phase === 'looking') {
    return (
      <NoteRevision
        editor={editor}
        state={state}
        text={props.text}
        canPutBack={props.canPutBack}
        titleRef={toRevision.ref}
        onBack={() => {
          toList.ask();
          history.back();
        }}
        onPutBack={props.onLeave}
      />
    );
  }
  return (
    <HistorySection
      title={words('therapist.note.history.title')}
      backLabel={words('therapist.note.history.back')}
      titleRef={(element) => {
        props.titleRef(element);
        toList.ref(element);
      }}
      onBack={() => {
        props.onLeave('');
      }}
    >
      <p className={cx('quiet')}>{words('therapist.note.history.text')}</p>
      {state.phase === 'loading' && <ListSkeleton label={words('common.loading')} rows={3} />}
      {state.phase === 'failed' && (
        <CodeNotice
          code={state.code}
          actions={
            <TryAgain
              onPress={() => {
                history.open();
              }}
            />
          }
        />
      )}
      {state.phase === 'list' && (
        <Revisions
          history={history}
          list={state}
          onLook={(revision) => {
            toRevision.ask();
            history.look(revision);
          }}
        />
      )}
    </HistorySection>
  );
}

function Revisions(props: {
  readonly history: NoteHistoryModel;
  readonly list: Extract<NoteHistoryState, { phase: 'list' }>;
  readonly onLook: (revision: number) => void;
}) {
  const { history, list } = props;
  const words = useWords();
  const day = useDay();
  const locale = useLocale();
  const { revisions, more } = list;
  if (revisions.length === 0) return <p>{words('therapist.note.history.none')}</p>;
  return (
    <>
      <ListView label={words('therapist.note.history.title')}>
        {revisions.map(({ revision, savedAtMs, sizeBytes }, index) => (
          <ListRow
            key={revision}
            isText
            title={words('therapist.note.history.one', {
              day: day(savedAtMs),
              time: formatExactTime(savedAtMs, locale),
            })}
            detail={formatSize(sizeBytes, locale)}
            {...(index === 0 ? { aside: words('therapist.note.history.newest') } : {})}
            onPress={() => {
              props.onLook(revision);
            }}
          />
        ))}
      </ListView>
      {more.phase === 'failed' && <CodeNotice code={more.code} />}
      {list.hasOlder && (
        <div>
          <Button
            isPending={more.phase === 'busy'}
            pendingLabel={words('common.loading')}
            onPress={() => {
              history.loadOlder();
            }}
          >
            {words('therapist.note.history.older')}
          </Button>
        </div>
      )}
    </>
  );
}
