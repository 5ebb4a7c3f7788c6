import type { ReactNode } from 'react';
import { VisuallyHidden } from '../styles/visually-hidden.tsx';
import { classesOf } from '../styles/class-names.ts';
import { ScreenTitle } from './screen-title.tsx';
import { useWindowBanner } from './window-banner.ts';
import styles from './call-frame.module.css';

const cx = classesOf(styles);

/** A call: the dark room with faces and the controls below them, and beside it, if there is one, a panel by daylight. */
export function CallFrame(props: {
  readonly title: string;
  readonly banner?: ReactNode;
  /** What takes its own room above the faces: who waits, what happened. */
  readonly above?: ReactNode;
  readonly stage: ReactNode;
  readonly bar: ReactNode;
  readonly panel?: { readonly label: string; readonly content: ReactNode } | null;
}) {
  const windowBanner = useWindowBanner();
  const hasPanel = props.panel !== undefined && props.panel !== null;
  return (
    <div className={cx('frame')}>
      {props.banner ?? windowBanner}
      <div className={cx('split')}>
        <main className={cx('room', hasPanel && 'beside')}>
          <VisuallyHidden>
            <ScreenTitle className={cx('title')}>{props.title}</ScreenTitle>
          </VisuallyHidden>
          {props.above}
          {props.stage}
          {props.bar}
        </main>
        {props.panel && (
          <aside className={cx('panel')} aria-label={props.panel.label}>
            {props.panel.content}
          </aside>
        )}
      </div>
    </div>
  );
}
