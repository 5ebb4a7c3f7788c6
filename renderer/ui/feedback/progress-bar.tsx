import { classesOf } from '../styles/class-names.ts';
import styles from './progress-bar.module.css';

const cx = classesOf(styles);

/** How far something long has come. The browser's own element: everybody's software knows it. */
export function ProgressBar(props: {
  readonly label: string;
  readonly done: number;
  /** What is done at the end; more than 0. */
  readonly total: number;
  /** How far it is, in words, beside the bar. */
  readonly valueText: string;
}) {
  return (
    <progress
      className={cx('bar')}
      aria-label={props.label}
      aria-valuetext={props.valueText}
      value={props.done}
      max={props.total}
    />
  );
}
