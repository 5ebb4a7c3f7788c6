import { useId } from 'react';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/icon-shapes.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './select.module.css';

const cx = classesOf(styles);

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/**
 * One of a few. The system's own list: every keyboard, screen reader and phone knows it, it costs nothing to load, and
 * it is never cut off by the window.
 */
export function Select(props: {
  readonly label: string;
  readonly icon?: IconName;
  readonly choices: readonly Choice[];
  /** null: none chosen yet; `placeholder` is shown. */
  readonly value: string | null;
  readonly placeholder: string;
  readonly isDisabled?: boolean;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  const isKnown = props.choices.some(({ value }) => value === props.value);
  return (
    <div className={cx('field')}>
      <label className={cx('label')} htmlFor={id}>
        {props.icon && <Icon name={props.icon} size={16} />}
        {props.label}
      </label>
      <div className={cx('box')}>
        <select
          id={id}
          className={cx('select')}
          value={isKnown && props.value !== null ? props.value : ''}
          disabled={props.isDisabled === true || props.choices.length === 0}
          onChange={(event) => {
            props.onChange(event.target.value);
          }}
        >
          {!isKnown && (
            <option value="" disabled>
              {props.placeholder}
            </option>
          )}
          {props.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Icon name="down" size={16} />
      </div>
    </div>
  );
}
