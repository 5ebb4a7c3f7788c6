import { classesOf } from '../styles/class-names.ts';
import styles from './key-hint.module.css';

const cx = classesOf(styles);

/** Keys to press together, such as Ctrl and K. */
export function KeyHint(props: { readonly keys: readonly string[] }) {
  return (
    <span className={cx('keys')}>
      {props.keys.map((key) => (
        <kbd key={key} className={cx('key')}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
