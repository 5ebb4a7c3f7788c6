import { useState, type RefCallback } from 'react';
import { limits } from '../../../src/contract/limits.ts';
import { canStartFromTemplate } from '../../../src/domain/note-templates.ts';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { NoteArea } from '../../ui/controls/note-area.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { NoteEditorModel, NoteEditorState } from '../../view-models/note-editor-model.ts';
import type { NoteSigningState } from '../../view-models/note-signing-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { rangeIn, type FoundPlace } from './found-place.ts';
import { NoteStart } from './note-start.tsx';
import { SignDialog } from './sign-dialog.tsx';
import { SigningTrouble } from './signing-trouble.tsx';
import { TryAgain } from './try-again.tsx';
import styles from './written-note.module.css';

const cx = classesOf(styles);

/** A note while it is written. */
export function WrittenNote({
  historyRef,
  ...props
}: {
  readonly editor: NoteEditorModel;
  readonly state: Extract<NoteEditorState, { phase: 'editing' }>;
  readonly signing: NoteSigningState;
  readonly label: string;
  readonly isWide: boolean;
  readonly found: FoundPlace | null;
  readonly historyRef: RefCallback<HTMLElement>;
  readonly onHistory: () => void;
  readonly onSign: () => void;
}) {
  const words = useWords();
  const { editor, state, signing } = props;
  const [isAsking, setAsking] = useState(false);
  const isBlank = canStartFromTemplate(state.text);
  const isSigning = signing.phase === 'signing';
  const isBroken = signing.phase === 'unknown' && signing.code === 'vault-damaged';
  return (
    <div className={cx('pane')}>
      {state.save.phase === 'failed' && <SaveTrouble editor={editor} code={state.save.code} />}
      <SigningTrouble editor={editor} signing={signing} />
      <NoteArea
        label={props.label}
        value={state.text}
        placeholder={words('therapist.note.placeholder')}
        maxLength={limits.noteCharacters}
        wide={props.isWide}
        place={rangeIn(props.found, null)}
        isReadOnly={isSigning || isBroken || signing.phase === 'signed'}
        onChange={(text) => {
          editor.edit(text);
        }}
      />
      {isBlank && !isBroken && <NoteStart editor={editor} />}
      <div className={cx('deeds')}>
        {!isBlank && (signing.phase === 'open' || isSigning) && (
          <Button
            icon="lock"
            isPending={isSigning}
            pendingLabel={words('therapist.note.sign.signing')}
            onPress={() => {
              setAsking(true);
            }}
          >
            {words('therapist.note.sign.sign')}
          </Button>
        )}
        {state.revision > 0 && (
          <Button variant="plain" ref={historyRef} onPress={props.onHistory}>
            {words('therapist.note.history.open')}
          </Button>
        )}
      </div>
      <SignDialog
        isOpen={isAsking}
        onClose={() => {
          setAsking(false);
        }}
        onSign={() => {
          setAsking(false);
          props.onSign();
        }}
      />
    </div>
  );
}

function SaveTrouble(props: { readonly editor: NoteEditorModel; readonly code: ErrorCode }) {
  return (
    <CodeNotice
      code={props.code}
      level="stop"
      actions={
        <TryAgain
          onPress={() => {
            props.editor.retry();
          }}
        />
      }
    />
  );
}
