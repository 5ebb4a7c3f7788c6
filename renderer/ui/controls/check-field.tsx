import { useId } from 'react';
import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './check-field.module.css';

const cx = classesOf(styles);

/**
 * Something that is so or not. The browser's own box, which every keyboard and screen reader knows, lies unseen over the
 * whole line, so that all of it can be pressed; the mark beside it only shows what it says.
 */
export function CheckField(props: {
  readonly label: string;
  /** More about it, quieter. */
  readonly detail?: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}) {
  const id = useId();
  return (
    <label className={cx('check')} htmlFor={id}>
      <input
        id={id}
        className={cx('box')}
        type="checkbox"
        checked={props.isChecked}
        onChange={(event) => {
          props.onChange(event.target.checked);
        }}
      />
      <span className={cx('mark')} aria-hidden="true">
        {props.isChecked && <Icon name="check" size={16} />}
      </span>
      <span className={cx('words')}>
        <bdi className={cx('label')}>{props.label}</bdi>
        {props.detail !== undefined && <span className={cx('detail')}>{props.detail}</span>}
      </span>
    </label>
  );
}
