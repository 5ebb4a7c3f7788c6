import type { ReactNode } from 'react';
import { classesOf } from './class-names.ts';
import styles from './visually-hidden.module.css';

const cx = classesOf(styles);

/** Text for assistive technology only. */
export function VisuallyHidden(props: { readonly children: ReactNode }) {
  return <div className={cx('hidden')}>{props.children}</div>;
}
