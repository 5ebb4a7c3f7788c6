import type { ReactNode } from 'react';
import { classesOf } from '../styles/class-names.ts';
import { Brand } from './brand.tsx';
import { ScreenTitle } from './screen-title.tsx';
import { useWindowBanner } from './window-banner.ts';
import styles from './calm-page.module.css';

const cx = classesOf(styles);

/** A screen with one sentence and one main button, in the middle of a quiet page. */
export function CalmPage(props: {
  readonly title?: string;
  readonly text?: string;
  /** The main button first. */
  readonly actions?: ReactNode;
  readonly banner?: ReactNode;
  readonly children?: ReactNode;
}) {
  const windowBanner = useWindowBanner();
  return (
    <div className={cx('whole')}>
      {props.banner ?? windowBanner}
      <header className={cx('top')}>
        <Brand />
      </header>
      <main className={cx('middle')}>
        {(props.title !== undefined || props.text !== undefined) && (
          <div className={cx('head')}>
            {props.title !== undefined && (
              <ScreenTitle className={cx('title')}>{props.title}</ScreenTitle>
            )}
            {props.text !== undefined && <p className={cx('text')}>{props.text}</p>}
          </div>
        )}
        {props.children}
        {props.actions !== undefined && <div className={cx('actions')}>{props.actions}</div>}
      </main>
    </div>
  );
}
