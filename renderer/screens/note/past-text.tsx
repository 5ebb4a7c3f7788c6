import type { ReactNode } from 'react';
import { classesOf } from '../../ui/styles/class-names.ts';
import styles from './past-text.module.css';

const cx = classesOf(styles);

/** What a note said once: only to be read. */
export function PastText({ children }: { readonly children: ReactNode }) {
  return <div className={cx('text')}>{children}</div>;
}
