import type { KeyboardEvent, RefCallback } from 'react';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { classesOf } from '../styles/class-names.ts';
import styles from './message-field.module.css';

const cx = classesOf(styles);

/**
 * A few lines that are sent by Enter; Shift and Enter begin another line. Browsers neither complete nor correct it: their
 * spelling checker may send words elsewhere (R-SEC-10).
 */
export function MessageField({
  ref,
  ...props
}: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly maxLength: number;
  readonly ref?: RefCallback<HTMLTextAreaElement>;
  readonly onChange: (value: string) => void;
  readonly onSend: () => void;
}) {
  const onKeyDown = (event: KeyboardEvent): void => {
    // While a character is being composed, Enter belongs to that.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    props.onSend();
  };
  return (
    <TextField
      className={cx('field')}
      value={props.value}
      onChange={props.onChange}
      maxLength={props.maxLength}
      autoComplete="off"
      autoCorrect="off"
      spellCheck="false"
    >
      <Label className={cx('label')}>{props.label}</Label>
      <TextArea className={cx('area')} onKeyDown={onKeyDown} rows={2} {...(ref ? { ref } : {})} />
      <Text slot="description" className={cx('hint')}>
        {props.hint}
      </Text>
    </TextField>
  );
}
