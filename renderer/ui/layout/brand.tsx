import { useWords } from '../../i18n/use-words.ts';
import { classesOf } from '../styles/class-names.ts';
import styles from './brand.module.css';

const cx = classesOf(styles);

/** The name, with its mark: a door left ajar, as in assets/icon.svg. */
export function Brand() {
  const words = useWords();
  return (
    <span className={cx('brand')}>
      <svg aria-hidden="true" width="24" height="24" viewBox="0 0 24 24" focusable="false">
        <rect className={cx('wall')} width="24" height="24" rx="5.5" />
        <path className={cx('light')} d="M8 5.75h8.25V18.5H8z" />
        <path className={cx('leaf')} d="M8 5.75l5 1.75v13L8 18.5z" />
        <circle className={cx('light')} cx="11.75" cy="13.75" r=".55" />
      </svg>
      {words('common.appName')}
    </span>
  );
}
