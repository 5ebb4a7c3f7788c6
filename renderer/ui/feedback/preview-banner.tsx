import { useWords } from '../../i18n/use-words.ts';
import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './preview-banner.module.css';

const cx = classesOf(styles);

/** Across the top of every screen while the page does not run in the real desktop app. */
export function PreviewBanner() {
  const words = useWords();
  return (
    <aside className={cx('banner')} aria-label={words('common.previewLabel')}>
      <Icon name="know" size={16} />
      <span>{words('common.preview')}</span>
    </aside>
  );
}
