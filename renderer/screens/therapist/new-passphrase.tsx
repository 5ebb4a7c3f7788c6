import { limits } from '../../../src/contract/limits.ts';
import { useWords } from '../../i18n/use-words.ts';
import { TextField } from '../../ui/controls/text-field.tsx';

/** A passphrase, and the same again. */
export type TypedTwice = readonly [string, string];

export type WrongPassphrase = 'tooShort' | 'differs' | null;

/** The two fields of a new passphrase. */
export function NewPassphrase(props: {
  readonly label: string;
  readonly hint: string;
  readonly typed: TypedTwice;
  readonly wrong: WrongPassphrase;
  readonly onType: (typed: TypedTwice) => void;
}) {
  const { wrong, onType } = props;
  const words = useWords();
  const [first, second] = props.typed;
  return (
    <>
      <TextField
        label={props.label}
        hint={props.hint}
        isSecret
        value={first}
        maxLength={limits.passphraseCharacters}
        error={wrong === 'tooShort' ? words('therapist.passphrase.tooShort') : null}
        takesFocus
        onChange={(value) => {
          onType([value, second]);
        }}
      />
      <TextField
        label={words('therapist.passphrase.again')}
        isSecret
        value={second}
        maxLength={limits.passphraseCharacters}
        error={wrong === 'differs' ? words('therapist.passphrase.differs') : null}
        onChange={(value) => {
          onType([first, value]);
        }}
      />
    </>
  );
}
