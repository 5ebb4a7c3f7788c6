import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/icon-shapes.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './top-strip.module.css';

const cx = classesOf(styles);

/** One line across the top of every screen, about all of them. */
export function TopStrip(props: { readonly icon: IconName; readonly text: string }) {
  return (
    <span className={cx('strip')}>
      <Icon name={props.icon} size={16} />
      <span>{props.text}</span>
    </span>
  );
}
