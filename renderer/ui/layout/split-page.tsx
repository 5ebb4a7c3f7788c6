import type { ReactNode } from 'react';
import { classesOf } from '../styles/class-names.ts';
import { Brand } from './brand.tsx';
import { ScreenTitle } from './screen-title.tsx';
import { useWindowBanner } from './window-banner.ts';
import styles from './split-page.module.css';

const cx = classesOf(styles);

/** A picture, and beside it one sentence, what belongs to it, and one main button. */
export function SplitPage(props: {
  readonly title: string;
  readonly text: string;
  readonly picture: ReactNode;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}) {
  const windowBanner = useWindowBanner();
  return (
    <div className={cx('whole')}>
      {windowBanner}
      <header className={cx('top')}>
        <Brand />
      </header>
      <main className={cx('middle')}>
        <div className={cx('picture')}>{props.picture}</div>
        <div className={cx('words')}>
          <div className={cx('head')}>
            <ScreenTitle className={cx('title')}>{props.title}</ScreenTitle>
            <p className={cx('text')}>{props.text}</p>
          </div>
          {props.children}
          <div className={cx('actions')}>{props.actions}</div>
        </div>
      </main>
    </div>
  );
}
