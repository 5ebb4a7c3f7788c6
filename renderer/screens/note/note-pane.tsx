import { useWords } from '../../i18n/use-words.ts';
import { Loading } from '../../ui/feedback/loading.tsx';
import type { NoteEditorModel } from '../../view-models/note-editor-model.ts';
import { CodePanel } from '../shared/code-panel.tsx';
import { useStore } from '../shared/use-store.ts';
import { NoteConflict } from './note-conflict.tsx';
import type { FoundPlace } from './found-place.ts';
import { OpenNote } from './open-note.tsx';
import { TryAgain } from './try-again.tsx';

/** One note: to be written, signed, or to be read with what was added to it. */
export function NotePane(props: {
  readonly editor: NoteEditorModel;
  readonly label: string;
  readonly isWide?: boolean;
  /** Where in it a search found something. */
  readonly found?: FoundPlace;
}) {
  const { editor, label } = props;
  const words = useWords();
  const state = useStore(editor.state);
  switch (state.phase) {
    case 'loading':
      return <Loading label={words('therapist.note.loading')} />;
    case 'failed':
      return (
        <CodePanel
          code={state.code}
          actions={
            <TryAgain
              onPress={() => {
                editor.retry();
              }}
            />
          }
        />
      );
    case 'closed':
      return <p>{words('therapist.note.closed')}</p>;
    case 'conflict':
      return <NoteConflict editor={editor} mine={state.text} stored={state.storedText} />;
    case 'editing':
    case 'left-over':
      return (
        <OpenNote
          editor={editor}
          state={state}
          label={label}
          isWide={props.isWide ?? false}
          found={props.found ?? null}
        />
      );
  }
}
