import type { ReactNode } from 'react';
import { classesOf } from '../styles/class-names.ts';
import hiddenStyles from '../styles/visually-hidden.module.css';
import styles from './status-line.module.css';

const cx = classesOf(styles);
const hidden = classesOf(hiddenStyles);

/**
 * One line that says how things are, and says it aloud when it changes. Always in the page, even while it is empty:
 * a live region that appears together with its words is often not read.
 */
export function StatusLine(props: {
  readonly children: ReactNode;
  /** For assistive technology only, where the same can be seen in another way. */
  readonly isQuiet?: boolean;
}) {
  return (
    <output className={props.isQuiet === true ? hidden('hidden') : cx('line')}>
      {props.children}
    </output>
  );
}
