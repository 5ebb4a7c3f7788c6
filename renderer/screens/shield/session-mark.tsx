import { classesOf } from '../../ui/styles/class-names.ts';
import styles from './session-mark.module.css';

const cx = classesOf(styles);

/**
 * Over somebody's picture: faint, always on its way along the edges, and nothing that is read aloud. It keeps nobody from
 * taking a picture; it says where one was taken.
 */
export function SessionMark({ text }: { readonly text: string }) {
  return (
    <div className={cx('edges')} aria-hidden="true">
      <span className={cx('mark')}>{text}</span>
    </div>
  );
}
