import { useId, type Ref } from 'react';
import { Input } from 'react-aria-components/Input';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';
import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './search-field.module.css';

const cx = classesOf(styles);

/** Narrows a list, or finds something, while one types; Escape empties it. */
export function SearchField({
  inputRef,
  ...props
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A quiet line below it. */
  readonly hint?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
  /** Enter was pressed. */
  readonly onSubmit?: () => void;
}) {
  const hintId = useId();
  return (
    <AriaSearchField
      className={cx('field')}
      aria-label={props.label}
      value={props.value}
      onChange={props.onChange}
      autoComplete="off"
      autoCorrect="off"
      spellCheck="false"
      {...(props.onSubmit ? { onSubmit: props.onSubmit } : {})}
      {...(props.hint === undefined ? {} : { 'aria-describedby': hintId })}
    >
      <span className={cx('box')}>
        <Icon name="search" />
        <Input className={cx('input')} ref={inputRef} placeholder={props.label} />
      </span>
      {props.hint !== undefined && (
        <span id={hintId} className={cx('hint')}>
          {props.hint}
        </span>
      )}
    </AriaSearchField>
  );
}
