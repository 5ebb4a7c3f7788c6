import { Fragment } from 'react';
import { classesOf } from '../styles/class-names.ts';
import styles from './facts.module.css';

const cx = classesOf(styles);

/** A few things and what they are. */
export function Facts(props: {
  readonly rows: readonly { readonly what: string; readonly is: string }[];
  /** Figures in a narrow place, for those who want them. */
  readonly isSmall?: boolean;
}) {
  return (
    <dl className={cx('facts', props.isSmall === true && 'small')}>
      {props.rows.map(({ what, is }) => (
        <Fragment key={what}>
          <dt className={cx('what')}>{what}</dt>
          <dd className={cx('is')}>{is}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
