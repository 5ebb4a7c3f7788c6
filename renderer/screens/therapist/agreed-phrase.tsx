import { useState } from 'react';
import { limits } from '../../../src/contract/limits.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { PhraseChange, PhraseModel } from '../../view-models/phrase-model.ts';
import { useStore } from '../shared/use-store.ts';
import styles from './agreed-phrase.module.css';

const cx = classesOf(styles);

/** What therapist and client agreed to say to each other, in one quiet line, with the way to change it. */
export function AgreedPhrase({ phrase }: { readonly phrase: PhraseModel }) {
  const words = useWords();
  const state = useStore(phrase.state);
  const [isOpen, setOpen] = useState(false);
  if (state.phase === 'loading') return <div className={cx('row')} />;
  if (state.phase === 'failed') return <Unread phrase={phrase} />;
  const agreed = state.phrase;
  return (
    <div className={cx('row')}>
      <span className={cx('what')}>{words('therapist.phrase.title')}</span>
      <span className={cx(agreed === null ? 'none' : 'phrase')}>
        {agreed ?? words('therapist.phrase.none')}
      </span>
      <Button
        variant="plain"
        onPress={() => {
          setOpen(true);
        }}
        {...(agreed === null ? {} : { label: words('therapist.phrase.changeIt') })}
      >
        {words(agreed === null ? 'therapist.phrase.agree' : 'therapist.phrase.change')}
      </Button>
      {isOpen && (
        <PhraseDialog
          phrase={phrase}
          agreed={agreed}
          change={state.change}
          onClose={() => {
            phrase.clearFailure();
            setOpen(false);
          }}
        />
      )}
    </div>
  );
}

function Unread({ phrase }: { readonly phrase: PhraseModel }) {
  const words = useWords();
  return (
    <Notice
      level="know"
      isNews
      actions={
        <Button
          onPress={() => {
            phrase.load();
          }}
        >
          {words('common.action.tryAgain')}
        </Button>
      }
    >
      {words('therapist.phrase.failed')}
    </Notice>
  );
}

function PhraseDialog(props: {
  readonly phrase: PhraseModel;
  readonly agreed: string | null;
  readonly change: PhraseChange;
  readonly onClose: () => void;
}) {
  const { phrase, change, onClose } = props;
  const words = useWords();
  const [text, setText] = useState(props.agreed ?? '');
  return (
    <Dialog
      title={words('therapist.phrase.title')}
      text={words('therapist.phrase.text')}
      isOpen
      onClose={onClose}
      onSubmit={() => {
        void phrase.save(text).then((isKept) => {
          if (isKept) onClose();
        });
      }}
      actions={
        <>
          <Button onPress={onClose}>{words('common.action.cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            isPending={change.phase === 'saving'}
            pendingLabel={words('common.action.working')}
          >
            {words('therapist.phrase.save')}
          </Button>
        </>
      }
    >
      <TextField
        label={words('therapist.phrase.label')}
        hint={words('therapist.phrase.hint')}
        value={text}
        maxLength={limits.phraseCharacters}
        error={useChangeError(change)}
        takesFocus
        onChange={(value) => {
          phrase.clearFailure();
          setText(value);
        }}
      />
    </Dialog>
  );
}

function useChangeError(change: PhraseChange): string | null {
  const words = useWords();
  if (change.phase !== 'failed') return null;
  if (change.code === 'bad-request') return words('therapist.phrase.invalid');
  return `${words(`errors.${change.code}.what`)}. ${words(`errors.${change.code}.next`)}`;
}
