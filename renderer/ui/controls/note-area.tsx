import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { classesOf } from '../styles/class-names.ts';
import styles from './note-area.module.css';

const cx = classesOf(styles);

/**
 * A page to write on; fills the height that its parent gives it. The spelling checker is off: in a browser it may send
 * words elsewhere (R-SEC-10).
 */
export function NoteArea(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
  /** A page of its own rather than a panel: larger, with lines of a readable length. */
  readonly wide?: boolean;
  /** Part of a page rather than all of it. */
  readonly isShort?: boolean;
}) {
  return (
    <TextField
      className={cx('field', props.wide === true && 'wide', props.isShort === true && 'short')}
      aria-label={props.label}
      value={props.value}
      onChange={props.onChange}
      isDisabled={props.isDisabled ?? false}
      isReadOnly={props.isReadOnly ?? false}
      autoComplete="off"
      autoCorrect="off"
      spellCheck="false"
      {...(props.maxLength === undefined ? {} : { maxLength: props.maxLength })}
    >
      <TextArea className={cx('area')} placeholder={props.placeholder} />
    </TextField>
  );
}
