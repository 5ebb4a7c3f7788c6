import { useId, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { classesOf } from '../styles/class-names.ts';
import { StatusLine } from '../feedback/status-line.tsx';
import { Button } from './button.tsx';
import styles from './copy-field.module.css';

const cx = classesOf(styles);

/** Something to hand on, such as an invite link: shown, selectable, and copied by one button. */
export function CopyField(props: {
  readonly label: string;
  /** Beside another one, which is the main one. */
  readonly isSecond?: boolean;
  readonly value: string;
  readonly hint?: string;
  /** Puts the value on the clipboard; false: it could not. */
  readonly copy: (value: string) => Promise<boolean>;
}) {
  const words = useWords();
  const id = useId();
  // The value belongs to the answer: a new link has not been copied yet.
  const [answer, setAnswer] = useState<{ value: string; copied: boolean } | null>(null);
  const result = answer?.value === props.value ? answer : null;
  const press = (): void => {
    void props.copy(props.value).then((copied) => {
      setAnswer({ value: props.value, copied });
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
          icon={result?.copied ? 'check' : 'copy'}
          // There may be more than one such field: what is copied is part of the button's name.
          label={`${words(result?.copied ? 'common.action.copied' : 'common.action.copy')}: ${props.label}`}
          onPress={press}
        >
          {words(result?.copied ? 'common.action.copied' : 'common.action.copy')}
        </Button>
      </div>
      {props.hint !== undefined && (
        <p className={cx('hint')} id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <StatusLine isQuiet>
        {result && words(result.copied ? 'common.action.copied' : 'common.copy.failed')}
      </StatusLine>
    </div>
  );
}
