import type { ReactNode } from 'react';
import { classesOf } from '../styles/class-names.ts';
import styles from './stage.module.css';

const cx = classesOf(styles);

/** The place for faces: one fills it, several share it. Dark in both themes, so that faces are what shines. */
export function Stage(props: {
  /** How many tiles share it. */
  readonly count: number;
  readonly children: ReactNode;
}) {
  const { count } = props;
  const shape = count <= 1 ? false : count === 2 ? 'two' : count <= 4 ? 'few' : 'many';
  return <div className={cx('stage', shape)}>{props.children}</div>;
}
