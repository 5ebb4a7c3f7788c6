import { SavedIndicator } from '../../ui/feedback/saved-indicator.tsx';
import type { NoteEditorModel, NoteSave } from '../../view-models/note-editor-model.ts';
import { useStore } from '../shared/use-store.ts';
import { useSavedText } from './use-saved-text.ts';

/** "Saved 2 s ago" for one note; nothing while it is not being edited. */
export function NoteSaved(props: { readonly editor: NoteEditorModel }) {
  const state = useStore(props.editor.state);
  const signing = useStore(props.editor.signing.state);
  // Of a signed note its own page says more.
  if (signing.phase === 'signed' && state.phase === 'editing' && state.save.phase === 'saved') {
    return null;
  }
  return state.phase === 'editing' ? <Saved save={state.save} /> : null;
}

function Saved({ save }: { readonly save: NoteSave }) {
  return <SavedIndicator state={save.phase} text={useSavedText(save)} />;
}
