import type { ReactNode } from 'react';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/icon-shapes.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './empty-state.module.css';

const cx = classesOf(styles);

/** A list with nothing in it yet: what will be here, and the one thing that puts it here. */
export function EmptyState(props: {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
}) {
  return (
    <div className={cx('empty')}>
      <span className={cx('icon')}>
        <Icon name={props.icon} size={40} />
      </span>
      <h2 className={cx('title')}>{props.title}</h2>
      <p className={cx('text')}>{props.text}</p>
      {props.action !== undefined && <div className={cx('action')}>{props.action}</div>}
    </div>
  );
}
