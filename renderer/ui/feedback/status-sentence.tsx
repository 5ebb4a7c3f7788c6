import type { ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import { VisuallyHidden } from '../styles/visually-hidden.tsx';
import styles from './status-sentence.module.css';

const cx = classesOf(styles);

/** All is well, know this, stop: see `Notice`. */
export type StatusLevel = 'quiet' | 'know' | 'stop';

const icons = { quiet: 'check', know: 'know', stop: 'stop' } as const;

/** One sentence about how things are, without a box of its own: its drawing, and what it says. */
export function StatusSentence(props: {
  readonly level: StatusLevel;
  /** What surrounds it has the drawing already. */
  readonly isBare?: boolean;
  readonly children: ReactNode;
}) {
  const words = useWords();
  const { level } = props;
  return (
    <div className={cx('sentence', level)}>
      {props.isBare !== true && (
        <span className={cx('icon')}>
          <Icon name={icons[level]} size={16} />
        </span>
      )}
      <div className={cx('text')}>
        {level !== 'quiet' && <VisuallyHidden>{words(`common.notice.${level}`)} </VisuallyHidden>}
        {props.children}
      </div>
    </div>
  );
}
