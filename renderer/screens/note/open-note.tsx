import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import type { NoteEditorModel, NoteEditorState } from '../../view-models/note-editor-model.ts';
import { useAskedFocus } from '../shared/use-asked-focus.ts';
import { useStore } from '../shared/use-store.ts';
import type { FoundPlace } from './found-place.ts';
import { NoteHistory } from './note-history.tsx';
import { NoteLeftOver } from './note-left-over.tsx';
import { SignedNote } from './signed-note.tsx';
import { WrittenNote } from './written-note.tsx';

type OpenState = Extract<NoteEditorState, { phase: 'editing' | 'left-over' }>;

/** A note that is there: the page to write on, what was signed of it, or what it said before. */
export function OpenNote(props: {
  readonly editor: NoteEditorModel;
  readonly state: OpenState;
  readonly label: string;
  readonly isWide: boolean;
  readonly found: FoundPlace | null;
}) {
  const { editor, state } = props;
  const words = useWords();
  const signing = useStore(editor.signing.state);
  const history = useStore(editor.history.state);
  const toHistory = useAskedFocus();
  const toNote = useAskedFocus();
  const toSigned = useAskedFocus();
  const [news, setNews] = useState('');
  // Shown once: whoever comes back from the history is somewhere else.
  const [found, setFound] = useState(props.found);
  const openHistory = (): void => {
    setNews('');
    setFound(null);
    toHistory.ask();
    editor.history.open();
  };
  const page = { editor, label: props.label, isWide: props.isWide, found };
  const back = { historyRef: toNote.ref, onHistory: openHistory };
  const text = state.phase === 'left-over' ? state.storedText : state.text;
  const isLocked =
    signing.phase === 'signed' && (state.phase === 'left-over' || state.save.phase === 'saved');

  if (history.phase !== 'closed') {
    return (
      <NoteHistory
        editor={editor}
        state={history}
        text={text}
        canPutBack={state.phase === 'editing' && signing.phase === 'open'}
        titleRef={toHistory.ref}
        onLeave={(message) => {
          setNews(message);
          toNote.ask();
          editor.history.close();
        }}
      />
    );
  }
  if (signing.phase === 'checking') return <Loading label={words('therapist.note.loading')} />;
  return (
    <>
      <StatusLine isQuiet>{news}</StatusLine>
      {state.phase === 'left-over' && <NoteLeftOver editor={editor} text={state.text} />}
      {isLocked ? (
        <SignedNote {...page} {...back} text={text} signing={signing} titleRef={toSigned.ref} />
      ) : (
        state.phase === 'editing' && (
          <WrittenNote
            {...page}
            {...back}
            state={state}
            signing={signing}
            onSign={() => {
              toSigned.ask();
              editor.signing.sign();
            }}
          />
        )
      )}
    </>
  );
}
