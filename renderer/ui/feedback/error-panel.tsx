import type { ReactNode } from 'react';
import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import { ScreenTitle } from '../layout/screen-title.tsx';
import styles from './error-panel.module.css';

const cx = classesOf(styles);

/** What went wrong, where a screen would have been: what happened, what is safe, what to do next. No dead ends. */
export function ErrorPanel(props: {
  readonly what: string;
  readonly safe: string;
  readonly next: string;
  /** The way out; the first one destroys nothing. */
  readonly actions?: ReactNode;
  /** The heading's place in the page; 1 when the panel is the whole screen. */
  readonly headingLevel?: 1 | 2;
}) {
  return (
    <div className={cx('panel')} role="alert">
      {props.headingLevel === 1 ? (
        <ScreenTitle className={cx('title', 'whole')}>{props.what}</ScreenTitle>
      ) : (
        <h2 className={cx('title')}>{props.what}</h2>
      )}
      <p className={cx('part')}>
        <Icon name="check" />
        <span>{props.safe}</span>
      </p>
      <p className={cx('part')}>
        <Icon name="forward" />
        <span>{props.next}</span>
      </p>
      {props.actions !== undefined && <div className={cx('actions')}>{props.actions}</div>}
    </div>
  );
}
