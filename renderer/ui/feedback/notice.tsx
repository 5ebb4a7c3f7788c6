import type { ReactNode } from 'react';
import { IconButton } from '../controls/icon-button.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import { VisuallyHidden } from '../styles/visually-hidden.tsx';
import styles from './notice.module.css';

const cx = classesOf(styles);

const icons = { quiet: 'check', know: 'know', stop: 'stop' } as const;

/**
 * A sentence about how things are, at one of three levels: all is well (`quiet`), `know` this, `stop` (nothing goes on
 * until it is resolved). Each has its own drawing and its own words; the colour only helps.
 */
export function Notice(props: {
  readonly level: 'quiet' | 'know' | 'stop';
  readonly title?: string;
  readonly children?: ReactNode;
  /** Buttons, the safe one first. */
  readonly actions?: ReactNode;
  /** The person may put it away. */
  readonly onDismiss?: () => void;
  /** Read aloud when it appears. For news, not for what has been there from the start. */
  readonly isNews?: boolean;
}) {
  const words = useWords();
  const { level } = props;
  const role = props.isNews === true ? (level === 'stop' ? 'alert' : 'status') : 'note';
  return (
    <div className={cx('notice', level)} role={role}>
      <span className={cx('icon')}>
        <Icon name={icons[level]} />
      </span>
      <div className={cx('words')}>
        {level !== 'quiet' && <VisuallyHidden>{words(`common.notice.${level}`)} </VisuallyHidden>}
        {props.title !== undefined && <p className={cx('title')}>{props.title}</p>}
        {props.children !== undefined && <div className={cx('text')}>{props.children}</div>}
        {props.actions !== undefined && <div className={cx('actions')}>{props.actions}</div>}
      </div>
      {props.onDismiss && (
        <div className={cx('dismiss')}>
          <IconButton
            icon="close"
            label={words('common.action.dismiss')}
            onPress={props.onDismiss}
          />
        </div>
      )}
    </div>
  );
}
