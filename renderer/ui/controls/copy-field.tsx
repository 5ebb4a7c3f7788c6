import { useId, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { classesOf } from '../styles/class-names.ts';
import { StatusLine } from '../feedback/status-line.tsx';
import { Button } from './button.tsx';
import styles from './copy-field.module.css';

const cx = classesOf(styles);

type Outcome = 'passing' | 'lasting' | 'failed';

const said = {
  passing: 'common.copy.passing',
  lasting: 'common.action.copied',
  failed: 'common.copy.failed',
} as const satisfies Record<Outcome, string>;

/** Something to hand on, such as an invite link: shown, selectable, and copied by one button. */
export function CopyField(props: {
  readonly label: string;
  /** Beside another one, which is the main one. */
  readonly isSecond?: boolean;
  readonly value: string;
  readonly hint?: string;
  /** Puts the value on the clipboard: for a minute, until something else is copied, or not at all. */
  readonly copy: (value: string) => Promise<Outcome>;
}) {
  const words = useWords();
  const id = useId();
  // The value belongs to the answer: a new link has not been copied yet.
  const [answer, setAnswer] = useState<{ value: string; outcome: Outcome } | null>(null);
  const outcome = answer?.value === props.value ? answer.outcome : null;
  const isCopied = outcome !== null && outcome !== 'failed';
  const press = (): void => {
    void props.copy(props.value).then((next) => {
      setAnswer({ value: props.value, outcome: next });
    });
  };
  return (
    <div className={cx('field')}>
      <label className={cx('label')} htmlFor={id}>
        {props.label}
      </label>
      <div className={cx('row')}>
        <input
          id={id}
          className={cx('value')}
          readOnly
          value={props.value}
          aria-describedby={`${id}-hint`}
          onFocus={(event) => {
            event.target.select();
          }}
        />
        <Button
          variant={props.isSecond === true ? 'quiet' : 'primary'}
          icon={isCopied ? 'check' : 'copy'}
          // There may be more than one such field: what is copied is part of the button's name.
          label={`${words(isCopied ? 'common.action.copied' : 'common.action.copy')}: ${props.label}`}
          onPress={press}
        >
          {words(isCopied ? 'common.action.copied' : 'common.action.copy')}
        </Button>
      </div>
      {props.hint !== undefined && (
        <p className={cx('hint')} id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <StatusLine isQuiet>{outcome && words(said[outcome])}</StatusLine>
    </div>
  );
}
