import type { ReactNode, RefCallback } from 'react';
import { Button } from '../../ui/controls/button.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import styles from './history-section.module.css';

const cx = classesOf(styles);

/** A page of a note's history, in the place of the note: the way back, and a title that can take the focus. */
export function HistorySection({
  titleRef,
  ...props
}: {
  readonly title: string;
  readonly backLabel: string;
  readonly titleRef: RefCallback<HTMLElement>;
  readonly onBack: () => void;
  readonly children: ReactNode;
}) {
  return (
    <section className={cx('section')}>
      <div className={cx('back')}>
        <Button variant="plain" icon="back" onPress={props.onBack}>
          {props.backLabel}
        </Button>
      </div>
      <h2 className={cx('title')} tabIndex={-1} ref={titleRef}>
        {props.title}
      </h2>
      {props.children}
    </section>
  );
}
