import { startOfNote, type NoteTemplate } from '../../../src/domain/note-templates.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { NoteEditorModel } from '../../view-models/note-editor-model.ts';
import styles from './note-start.module.css';

const cx = classesOf(styles);

/** Writing freely needs no button: it is what the empty page is for. */
const offered = ['soap', 'dap', 'birp'] as const satisfies readonly NoteTemplate[];

/** Headings that an empty note can start from. */
export function NoteStart({ editor }: { readonly editor: NoteEditorModel }) {
  const words = useWords();
  return (
    <fieldset className={cx('start')}>
      <legend className={cx('label')}>{words('therapist.note.start.label')}</legend>
      <div className={cx('choices')}>
        {offered.map((template) => (
          <Button
            key={template}
            onPress={() => {
              editor.edit(
                startOfNote(template, (heading) => words(`therapist.note.heading.${heading}`)),
              );
            }}
          >
            {words(`therapist.note.start.${template}`)}
          </Button>
        ))}
      </div>
      <p className={cx('hint')}>{words('therapist.note.start.hint')}</p>
    </fieldset>
  );
}
