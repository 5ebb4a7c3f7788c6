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
}) {
  return (
    <AriaSearchField
      className={cx('field')}
      aria-label={props.label}
      value={props.value}
      onChange={props.onChange}
      autoComplete="off"
      autoCorrect="off"
      spellCheck="false"
    >
      <Icon name="search" />
      <Input className={cx('input')} placeholder={props.label} />
    </AriaSearchField>
  );
}
