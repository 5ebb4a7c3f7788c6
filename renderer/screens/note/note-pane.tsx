import { limits } from '../../../src/contract/limits.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { NoteArea } from '../../ui/controls/note-area.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { NoteEditorModel, NoteEditorState } from '../../view-models/note-editor-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { CodePanel } from '../shared/code-panel.tsx';
import { useStore } from '../shared/use-store.ts';
import { NoteConflict } from './note-conflict.tsx';
import styles from './note-pane.module.css';

const cx = classesOf(styles);

/** One note, being written. */
export function NotePane(props: {
  readonly editor: NoteEditorModel;
  readonly label: string;
  readonly isWide?: boolean;
}) {
  const { editor, label } = props;
  const words = useWords();
  const state = useStore(editor.state);
  switch (state.phase) {
    case 'loading':
      return <Loading label={words('therapist.note.loading')} />;
    case 'failed':
      return <CodePanel code={state.code} actions={<TryAgain editor={editor} />} />;
    case 'closed':
      return <p>{words('therapist.note.closed')}</p>;
    case 'conflict':
      return <NoteConflict editor={editor} mine={state.text} stored={state.storedText} />;
    case 'editing':
      return <Writing editor={editor} state={state} label={label} isWide={props.isWide ?? false} />;
  }
}

function Writing(props: {
  readonly editor: NoteEditorModel;
  readonly state: Extract<NoteEditorState, { phase: 'editing' }>;
  readonly label: string;
  readonly isWide: boolean;
}) {
  const words = useWords();
  const { editor, state } = props;
  return (
    <div className={cx('pane')}>
      {state.save.phase === 'failed' && (
        <CodeNotice code={state.save.code} level="stop" actions={<TryAgain editor={editor} />} />
      )}
      <NoteArea
        label={props.label}
        value={state.text}
        placeholder={words('therapist.note.placeholder')}
        maxLength={limits.noteCharacters}
        wide={props.isWide}
        onChange={(text) => {
          editor.edit(text);
        }}
      />
    </div>
  );
}

function TryAgain({ editor }: { readonly editor: NoteEditorModel }) {
  const words = useWords();
  return (
    <Button
      onPress={() => {
        editor.retry();
      }}
    >
      {words('common.action.tryAgain')}
    </Button>
  );
}
