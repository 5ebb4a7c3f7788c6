import type { ReactNode, RefCallback } from 'react';
import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './side-panel.module.css';

const cx = classesOf(styles);

/** Beside a call: what is always there first, and sections that open below it. */
export function SidePanel({
  titleRef,
  ...props
}: {
  readonly title: string;
  /** Takes the focus when the panel was asked for. */
  readonly titleRef?: RefCallback<HTMLElement>;
  readonly aside?: ReactNode;
  /** As tall as there is room and no taller: what scrolls is inside. */
  readonly isFitted?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={cx('panel', props.isFitted === true && 'fitted')}>
      <div className={cx('head')}>
        <h2 className={cx('title')} ref={titleRef} tabIndex={-1}>
          {props.title}
        </h2>
        {props.aside}
      </div>
      {props.children}
    </div>
  );
}

/** A part of the panel that is opened when it is wanted. */
export function PanelSection({
  titleRef,
  ...props
}: {
  readonly title: string;
  readonly titleRef?: RefCallback<HTMLElement>;
  readonly isOpen: boolean;
  readonly onTurn: (isOpen: boolean) => void;
  readonly children: ReactNode;
}) {
  return (
    <details
      className={cx('section')}
      open={props.isOpen}
      onToggle={(event) => {
        props.onTurn(event.currentTarget.open);
      }}
    >
      <summary className={cx('summary')} ref={titleRef}>
        <Icon name="forward" size={16} />
        {props.title}
      </summary>
      <div className={cx('content')}>{props.children}</div>
    </details>
  );
}
