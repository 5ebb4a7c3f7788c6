import type { ReactNode } from 'react';
import { classesOf } from '../styles/class-names.ts';
import styles from './log-list.module.css';

const cx = classesOf(styles);

/** What happened on one day, one line each, under the day as its heading. */
export function LogDay(props: { readonly day: string; readonly children: ReactNode }) {
  return (
    <section className={cx('day')}>
      <h2 className={cx('heading')}>{props.day}</h2>
      <ul className={cx('lines')}>{props.children}</ul>
    </section>
  );
}

/** When, what, and what more there is to say of it. Long words wrap: a log is read, not scanned for its shape. */
export function LogLine(props: {
  readonly time: string;
  readonly what: string;
  readonly detail?: string;
  /** Somebody should look at it; the words say so too. */
  readonly isNotable?: boolean;
}) {
  return (
    <li className={cx('line')}>
      <span className={cx('time')}>{props.time}</span>
      <span className={cx('words')}>
        <span className={cx(props.isNotable === true && 'notable')}>{props.what}</span>
        {props.detail !== undefined && <span className={cx('more')}>{props.detail}</span>}
      </span>
    </li>
  );
}
