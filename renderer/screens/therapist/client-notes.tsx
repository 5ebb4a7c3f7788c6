import type { NoteSummary } from '../../../src/contract/ipc.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ListSkeleton } from '../../ui/feedback/loading.tsx';
import { ListRow, ListView } from '../../ui/list/list-view.tsx';
import type { NotesModel } from '../../view-models/notes-model.ts';
import { useDay } from '../shared/use-day.ts';
import { FailedPanel } from '../shared/failed-panel.tsx';
import { useStore } from '../shared/use-store.ts';

type NamedNote = Pick<NoteSummary, 'noteId' | 'createdAtMs'>;

/** What was written about a client, and the way to write more without a session. */
export function ClientNotes(props: {
  readonly notes: NotesModel;
  readonly onOpen: (note: NamedNote, isNew: boolean) => void;
}) {
  const { notes, onOpen } = props;
  const words = useWords();
  return (
    <>
      <NoteList
        notes={notes}
        onOpen={(note) => {
          onOpen(note, false);
        }}
      />
      <div>
        <Button
          icon="note"
          onPress={() => {
            onOpen(notes.begin(), true);
          }}
        >
          {words('therapist.client.newNote')}
        </Button>
      </div>
    </>
  );
}

function NoteList(props: {
  readonly notes: NotesModel;
  readonly onOpen: (note: NamedNote) => void;
}) {
  const words = useWords();
  const day = useDay();
  const locale = useLocale();
  const state = useStore(props.notes.state);
  if (state.phase === 'loading') return <ListSkeleton label={words('common.loading')} rows={3} />;
  if (state.phase === 'failed') {
    return (
      <FailedPanel
        code={state.code}
        onAgain={() => {
          props.notes.load();
        }}
      />
    );
  }
  if (state.notes.length === 0) {
    return (
      <EmptyState
        icon="note"
        title={words('therapist.client.noNotes.title')}
        text={words('therapist.client.noNotes.text')}
      />
    );
  }
  return (
    <ListView label={words('therapist.client.notes')}>
      {state.notes.map((note) => (
        <ListRow
          key={note.noteId}
          isText
          title={note.firstLine === '' ? words('therapist.client.emptyNote') : note.firstLine}
          detail={words('therapist.client.noteOf', {
            day: day(note.createdAtMs),
            time: formatTime(note.createdAtMs, locale),
          })}
          onPress={() => {
            props.onOpen(note);
          }}
        />
      ))}
    </ListView>
  );
}
