import { Fragment } from 'react';
import { classesOf } from '../styles/class-names.ts';
import { KeyHint } from './key-hint.tsx';
import styles from './key-list.module.css';

const cx = classesOf(styles);

/** Everything that has a key, each with its key. */
export function KeyList(props: {
  readonly rows: readonly { readonly what: string; readonly keys: readonly string[] }[];
}) {
  return (
    <dl className={cx('list')}>
      {props.rows.map(({ what, keys }) => (
        <Fragment key={what}>
          <dt>{what}</dt>
          <dd>
            <KeyHint keys={keys} />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
