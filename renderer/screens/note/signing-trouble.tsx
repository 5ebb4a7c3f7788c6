import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import type { NoteEditorModel } from '../../view-models/note-editor-model.ts';
import type { NoteSigningState } from '../../view-models/note-signing-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { TryAgain } from './try-again.tsx';

/** What did not work about a signature; nothing where all is well. */
export function SigningTrouble(props: {
  readonly editor: NoteEditorModel;
  readonly signing: NoteSigningState;
}) {
  const { editor, signing } = props;
  const words = useWords();
  const again = (
    <TryAgain
      onPress={() => {
        editor.signing.check();
      }}
    />
  );
  if (signing.phase === 'unknown') {
    return signing.code === 'vault-damaged' ? (
      <Notice level="stop" isNews title={words('therapist.note.sign.broken.title')} actions={again}>
        {words('therapist.note.sign.broken.text')}
      </Notice>
    ) : (
      <Notice level="know" isNews actions={again}>
        {words('therapist.note.sign.unknown')}
      </Notice>
    );
  }
  if (signing.phase !== 'open' || signing.failed === null) return null;
  if (signing.failed !== 'conflict') return <CodeNotice code={signing.failed} level="stop" />;
  return (
    <Notice level="know" isNews title={words('therapist.note.sign.changed.title')}>
      {words('therapist.note.sign.changed.text')}
    </Notice>
  );
}
