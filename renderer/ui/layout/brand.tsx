import { useWords } from '../../i18n/use-words.ts';
import { classesOf } from '../styles/class-names.ts';
import styles from './brand.module.css';

const cx = classesOf(styles);

/** The name, with its mark: a door left ajar. */
export function Brand() {
  const words = useWords();
  return (
    <span className={cx('brand')}>
      <svg aria-hidden="true" width="24" height="24" viewBox="0 0 24 24" focusable="false">
        <path
          fill="currentColor"
          d="M6.500 2.500h11a2.500 2.500 0 0 1 2.500 2.500v14a2.500 2.500 0 0 1-2.500 2.500h-11a2.500 2.500 0 0 1-2.500-2.500v-14a2.500 2.500 0 0 1 2.500-2.500zm1.500 2.500a1 1 0 0 0-1 1v12.500a.9.9 0 0 0 1.150.860l5.150-1.600a1 1 0 0 0 .7-.960v-7.600a1 1 0 0 0-.7-.950l-1.800-.56v-1.690z"
        />
      </svg>
      {words('common.appName')}
    </span>
  );
}
