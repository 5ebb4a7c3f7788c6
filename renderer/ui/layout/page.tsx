import type { ReactNode } from 'react';
import { Button } from '../controls/button.tsx';
import { classesOf } from '../styles/class-names.ts';
import { ScreenTitle } from './screen-title.tsx';
import styles from './page.module.css';

const cx = classesOf(styles);

/** One place in the therapist's window: a large title, its one main deed, and the rest below. */
export function Page(props: {
  readonly title: string;
  readonly detail?: string;
  readonly aside?: ReactNode;
  readonly back?: { readonly label: string; readonly onPress: () => void };
  /** Fills the height, for a page to write on. */
  readonly isTall?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={cx('page', props.isTall === true && 'tall')}>
      {props.back && (
        <div className={cx('back')}>
          <Button variant="plain" icon="back" onPress={props.back.onPress}>
            {props.back.label}
          </Button>
        </div>
      )}
      <header className={cx('head')}>
        <div className={cx('titles')}>
          <ScreenTitle className={cx('title')}>{props.title}</ScreenTitle>
          {props.detail !== undefined && <p className={cx('detail')}>{props.detail}</p>}
        </div>
        {props.aside !== undefined && <div className={cx('aside')}>{props.aside}</div>}
      </header>
      {props.children}
    </div>
  );
}
