import { useEffect, useRef, type ReactNode } from 'react';
import { classesOf } from '../styles/class-names.ts';
import styles from './screen-title.module.css';

const cx = classesOf(styles);

/**
 * The heading of a screen. When the screen came because of something that is gone now, such as a button on the screen
 * before, the focus is nowhere: the heading takes it, so that a screen reader says where one is and Tab goes on from
 * the top.
 */
export function ScreenTitle(props: { readonly className: string; readonly children: ReactNode }) {
  const element = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const { activeElement, body } = document;
    if (activeElement === null || activeElement === body) element.current?.focus();
  }, []);
  return (
    <h1 ref={element} tabIndex={-1} className={`${props.className} ${cx('title')}`}>
      {props.children}
    </h1>
  );
}
