import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Page } from '../../ui/layout/page.tsx';
import type { NoteEditorModel } from '../../view-models/note-editor-model.ts';
import { NotePane } from '../note/note-pane.tsx';
import type { FoundPlace } from '../note/found-place.ts';
import { NoteSaved } from '../note/note-saved.tsx';
import { useDay } from '../shared/use-day.ts';

/** One note on a page of its own. Leaving it saves what is left. */
export function NoteScreen(props: {
  readonly createdAtMs: number;
  readonly open: () => NoteEditorModel;
  /** Where in it a search found something. */
  readonly found?: FoundPlace;
  readonly backLabel: string;
  readonly onBack: () => void;
}) {
  const words = useWords();
  const day = useDay();
  const { open } = props;
  const [editor] = useState(open);
  useEffect(
    () => () => {
      void editor.close();
    },
    [editor],
  );
  return (
    <Page
      title={words('therapist.note.title', { day: day(props.createdAtMs) })}
      back={{ label: props.backLabel, onPress: props.onBack }}
      aside={<NoteSaved editor={editor} />}
      isTall
    >
      <NotePane
        editor={editor}
        label={words('therapist.note.label')}
        isWide
        {...(props.found && { found: props.found })}
      />
    </Page>
  );
}
