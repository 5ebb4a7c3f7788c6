import { Input } from 'react-aria-components/Input';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';
import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './search-field.module.css';

const cx = classesOf(styles);

/** Narrows a list while one types; Escape empties it. */
export function SearchField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Only where the person has just asked to search. */
  readonly takesFocus?: boolean;
}) {
  return (
    <AriaSearchField
      className={cx('field')}
      aria-label={props.label}
      value={props.value}
      onChange={props.onChange}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- The person asked for this field: see takesFocus.
      autoFocus={props.takesFocus ?? false}
      autoComplete="off"
      autoCorrect="off"
      spellCheck="false"
    >
      <Icon name="search" />
      <Input className={cx('input')} placeholder={props.label} />
    </AriaSearchField>
  );
}
