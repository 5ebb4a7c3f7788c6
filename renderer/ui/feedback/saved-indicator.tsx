import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import { StatusLine } from './status-line.tsx';
import styles from './saved-indicator.module.css';

const cx = classesOf(styles);

/**
 * Whether what is on the screen is on the disk: "Saved 2 s ago". Seen all the time, but read aloud only when saving
 * fails; hearing it every second would be no help.
 */
export function SavedIndicator(props: {
  readonly state: 'saved' | 'dirty' | 'saving' | 'failed';
  /** The words for the state, such as "Saved 2 s ago". */
  readonly text: string;
}) {
  const failed = props.state === 'failed';
  return (
    <span>
      <span className={cx('saved', failed && 'failed')}>
        {props.state === 'saved' && <Icon name="check" size={16} />}
        {failed && <Icon name="stop" size={16} />}
        {props.text}
      </span>
      <StatusLine isQuiet>{failed && props.text}</StatusLine>
    </span>
  );
}
