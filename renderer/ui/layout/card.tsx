import { useId, type ReactNode } from 'react';
import { classesOf } from '../styles/class-names.ts';
import styles from './card.module.css';

const cx = classesOf(styles);

/** A group of things that belong together, under a heading of its own. */
export function Card(props: {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}) {
  const id = useId();
  return (
    <section className={cx('card')} aria-labelledby={id}>
      <div className={cx('head')}>
        <h2 className={cx('title')} id={id}>
          {props.title}
        </h2>
        {props.text !== undefined && <p className={cx('text')}>{props.text}</p>}
      </div>
      {props.children}
    </section>
  );
}
