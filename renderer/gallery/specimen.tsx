import { useEffect, useRef, type ReactNode } from 'react';
import { classesOf } from '../ui/styles/class-names.ts';
import styles from './specimen.module.css';

const cx = classesOf(styles);

/** A page of specimens. */
export function Sheet(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className={cx('sheet')}>
      <h1 className={cx('title')}>{props.title}</h1>
      {props.children}
    </main>
  );
}

/** The states of one component. */
export function Group(props: {
  readonly title: string;
  readonly layout?: 'wide' | 'close';
  readonly children: ReactNode;
}) {
  return (
    <section className={cx('group')}>
      <h2 className={cx('heading')}>{props.title}</h2>
      <div className={cx('specimens', props.layout ?? false)}>{props.children}</div>
    </section>
  );
}

/** States that react-aria sets while somebody points, presses or tabs, set here for the picture. */
type Forced = 'hovered' | 'pressed' | 'focused' | 'focus-visible';

/** One component in one state. */
export function Specimen(props: {
  readonly state: string;
  readonly force?: readonly Forced[];
  /** On the dark ground of the call. */
  readonly isDark?: boolean;
  readonly children: ReactNode;
}) {
  const body = useRef<HTMLDivElement>(null);
  const forced = props.force?.join(' ') ?? '';
  useEffect(() => {
    const target = body.current?.querySelector('button, input, textarea, select');
    for (const state of forced.split(' ').filter(Boolean))
      target?.setAttribute(`data-${state}`, 'true');
  });
  return (
    <div className={cx('specimen')}>
      <p className={cx('state')}>{props.state}</p>
      <div ref={body} className={cx('body', props.isDark === true && 'dark')}>
        {props.children}
      </div>
    </div>
  );
}
