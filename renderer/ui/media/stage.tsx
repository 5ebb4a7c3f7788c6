import type { ReactNode } from 'react';
import { classesOf } from '../styles/class-names.ts';
import styles from './stage.module.css';

const cx = classesOf(styles);

/** Columns for a number of faces in a place that is wider than high. */
function columnsFor(count: number): 'two' | 'three' | 'four' | false {
  if (count <= 1) return false;
  if (count <= 4) return 'two';
  return count <= 9 ? 'three' : 'four';
}

/** The place for faces: one fills it, several share it. Dark in both themes, so that faces are what shines. */
export function Stage(props: {
  /** How many tiles there are; with none there are words. */
  readonly count: number;
  readonly tiles: ReactNode;
  /** What floats above them: one's own picture. */
  readonly children?: ReactNode;
}) {
  const { count } = props;
  const isSquare = count === 3 || count === 4;
  return (
    <div className={cx('stage', count === 0 && 'words')}>
      <div className={cx('tiles', columnsFor(count), isSquare && 'square')}>{props.tiles}</div>
      {props.children}
    </div>
  );
}
