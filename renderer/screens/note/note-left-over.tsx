import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { NoteEditorModel } from '../../view-models/note-editor-model.ts';
import styles from './note-left-over.module.css';

const cx = classesOf(styles);

/** What was typed into a note that somebody signed in the meantime. Stays until the person says what becomes of it. */
export function NoteLeftOver(props: { readonly editor: NoteEditorModel; readonly text: string }) {
  const { editor, text } = props;
  const words = useWords();
  const [isAsking, setAsking] = useState(false);
  const keep = (): void => {
    setAsking(false);
  };
  return (
    <div className={cx('left')}>
      <Notice
        level="stop"
        isNews
        title={words('therapist.note.leftOver.title')}
        actions={
          <>
            <Button
              variant="primary"
              onPress={() => {
                editor.amendLeftOver();
              }}
            >
              {words('therapist.note.leftOver.amend')}
            </Button>
            <Button
              onPress={() => {
                setAsking(true);
              }}
            >
              {words('therapist.note.leftOver.letGo')}
            </Button>
          </>
        }
      >
        {words('therapist.note.leftOver.text')}
      </Notice>
      <section className={cx('text')} aria-label={words('therapist.note.leftOver.label')}>
        {text}
      </section>
      <Dialog
        title={words('therapist.note.leftOver.sure.title')}
        text={words('therapist.note.leftOver.sure.text')}
        isOpen={isAsking}
        isQuestion
        onClose={keep}
        actions={
          <>
            <Button onPress={keep}>{words('therapist.note.leftOver.sure.keep')}</Button>
            <Button
              variant="stop"
              onPress={() => {
                keep();
                editor.letGo();
              }}
            >
              {words('therapist.note.leftOver.letGo')}
            </Button>
          </>
        }
      />
    </div>
  );
}
