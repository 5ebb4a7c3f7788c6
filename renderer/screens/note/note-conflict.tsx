import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { ConflictChoice, NoteEditorModel } from '../../view-models/note-editor-model.ts';
import styles from './note-conflict.module.css';

const cx = classesOf(styles);

/** Two versions of a note, and the person's choice. Keeping both comes first: it loses nothing. */
export function NoteConflict(props: {
  readonly editor: NoteEditorModel;
  readonly mine: string;
  readonly stored: string;
}) {
  const words = useWords();
  const choice = (kept: ConflictChoice, label: string, isMain = false) => (
    <Button
      variant={isMain ? 'primary' : 'quiet'}
      onPress={() => {
        props.editor.resolveConflict(kept);
      }}
    >
      {label}
    </Button>
  );
  return (
    <div className={cx('conflict')}>
      <Notice
        level="know"
        isNews
        title={words('therapist.note.conflict.title')}
        actions={
          <>
            {choice('keep-both', words('therapist.note.conflict.keepBoth'), true)}
            {choice('keep-mine', words('therapist.note.conflict.keepMine'))}
            {choice('keep-stored', words('therapist.note.conflict.keepStored'))}
          </>
        }
      >
        {words('therapist.note.conflict.text')}
      </Notice>
      <div className={cx('versions')}>
        <Version title={words('therapist.note.conflict.mine')} text={props.mine} />
        <Version title={words('therapist.note.conflict.stored')} text={props.stored} />
      </div>
    </div>
  );
}

function Version({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section className={cx('version')} aria-label={title}>
      <h2 className={cx('title')}>{title}</h2>
      {/* Scrolls, so it must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <p className={cx('text')} tabIndex={0}>
        {text}
      </p>
    </section>
  );
}
