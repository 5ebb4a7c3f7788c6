import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { useWords } from '../../i18n/use-words.ts';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/icon-shapes.tsx';
import { Tooltip } from '../overlay/tooltip.tsx';
import { classesOf } from '../styles/class-names.ts';
import { Brand } from './brand.tsx';
import styles from './app-frame.module.css';

const cx = classesOf(styles);

export interface NavItem {
  readonly id: string;
  readonly icon: IconName;
  readonly label: string;
  readonly isCurrent?: boolean;
  /** The keys that do the same, as they are printed, and as `aria-keyshortcuts` has them. */
  readonly keys?: { readonly printed: readonly string[]; readonly named: string };
  readonly onPress: () => void;
}

/** The therapist's window outside a session: places at the side, one of them in the middle. */
export function AppFrame(props: {
  readonly navLabel: string;
  readonly places: readonly NavItem[];
  /** At the foot: what one does rather than where one goes, such as locking. */
  readonly deeds: readonly NavItem[];
  readonly banner?: ReactNode;
  readonly children: ReactNode;
}) {
  const words = useWords();
  return (
    <div className={cx('frame')}>
      <a className={cx('skip')} href="#content">
        {words('common.skipToContent')}
      </a>
      <div className={cx('banner')}>{props.banner}</div>
      <nav className={cx('nav')} aria-label={props.navLabel}>
        <span className={cx('brand')}>
          <Brand />
        </span>
        {props.places.map(navButton)}
        <span className={cx('spring')} />
        {props.deeds.map(navButton)}
      </nav>
      <main id="content" tabIndex={-1} className={cx('main')}>
        {props.children}
      </main>
    </div>
  );
}

function navButton(item: NavItem): ReactNode {
  const button = (
    <Button
      key={item.id}
      className={cx('item')}
      onPress={item.onPress}
      {...(item.isCurrent === true ? { 'aria-current': 'page' as const } : {})}
      {...(item.keys ? { 'aria-keyshortcuts': item.keys.named } : {})}
    >
      <Icon name={item.icon} />
      <span className={cx('words')}>{item.label}</span>
    </Button>
  );
  if (!item.keys) return button;
  return (
    <Tooltip key={item.id} label={item.label} keys={item.keys.printed}>
      {button}
    </Tooltip>
  );
}
