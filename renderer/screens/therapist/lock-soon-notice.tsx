import { useWords } from '../../i18n/use-words.ts';
import { Icon } from '../../ui/icons/icon.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import styles from './lock-soon-notice.module.css';

const cx = classesOf(styles);

/**
 * Nobody uses the computer, and the vault locks soon: across the top of every screen. Without a countdown, because somebody
 * may be listening to somebody.
 */
export function LockSoonNotice() {
  const words = useWords();
  return (
    <output className={cx('strip')}>
      <Icon name="lock" size={16} />
      <span>{words('therapist.autoLock.soon')}</span>
    </output>
  );
}
