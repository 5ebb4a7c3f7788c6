import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './field.module.css';

const cx = classesOf(styles);

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  /** What is wrong with the value, in words; null or left out: nothing. */
  readonly error?: string | null;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly isDisabled?: boolean;
  /** What is typed is not shown. */
  readonly isSecret?: boolean;
  /** Only where the person has just asked for this field, as in a dialog that they opened. */
  readonly takesFocus?: boolean;
}

/** One line of text with its label above and its help below. Browsers neither complete nor correct it. */
export function TextField(props: TextFieldProps) {
  return (
    <AriaTextField
      className={cx('field')}
      value={props.value}
      onChange={props.onChange}
      isInvalid={typeof props.error === 'string'}
      // The browser's own way would keep the form from being sent again until somebody took the error away.
      validationBehavior="aria"
      isDisabled={props.isDisabled ?? false}
      type={props.isSecret === true ? 'password' : 'text'}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- The person asked for this field: see takesFocus.
      autoFocus={props.takesFocus ?? false}
      autoComplete="off"
      autoCorrect="off"
      spellCheck="false"
      {...(props.maxLength === undefined ? {} : { maxLength: props.maxLength })}
    >
      <Label className={cx('label')}>{props.label}</Label>
      <Input className={cx('input')} placeholder={props.placeholder ?? ''} />
      {props.hint !== undefined && (
        <Text slot="description" className={cx('hint')}>
          {props.hint}
        </Text>
      )}
      <FieldError className={cx('error')}>
        <Icon name="stop" size={16} />
        <span>{props.error}</span>
      </FieldError>
    </AriaTextField>
  );
}
