import type { KeyboardEvent, ReactNode, RefCallback } from 'react';
import { Button } from 'react-aria-components/Button';
import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './list-view.module.css';

const cx = classesOf(styles);

const steps: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_index, last) => last,
};

/** Arrow keys go from row to row; Tab does too, as it does for any list of buttons. */
function moveBetweenRows(event: KeyboardEvent<HTMLUListElement>): void {
  const rows = [...event.currentTarget.querySelectorAll('button')];
  const index = rows.findIndex((row) => row === document.activeElement);
  const step = steps[event.key];
  if (!step || index < 0) return;
  event.preventDefault();
  rows[step(index, rows.length - 1)]?.focus();
}

/** A calm list; each row leads somewhere. */
export function ListView(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    // The rows are buttons; the list only passes the focus on between them.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul className={cx('list')} aria-label={props.label} onKeyDown={moveBetweenRows}>
      {props.children}
    </ul>
  );
}

/** One row: a title, a quieter line below it, and something short at its end. */
export function ListRow({
  ref,
  ...props
}: {
  readonly title: ReactNode;
  readonly detail?: string;
  /** A piece of what is behind it, on up to three lines. */
  readonly excerpt?: ReactNode;
  readonly aside?: string;
  /** The title is a piece of text rather than a name: quieter. */
  readonly isText?: boolean;
  readonly ref?: RefCallback<HTMLButtonElement>;
  readonly onPress: () => void;
}) {
  return (
    <li className={cx('item')}>
      <Button className={cx('row')} ref={ref} onPress={props.onPress}>
        <span className={cx('words')}>
          <span className={cx('title', props.isText !== true && 'name')}>{props.title}</span>
          {props.detail !== undefined && <span className={cx('detail')}>{props.detail}</span>}
          {props.excerpt !== undefined && <span className={cx('excerpt')}>{props.excerpt}</span>}
        </span>
        {props.aside !== undefined && <span className={cx('aside')}>{props.aside}</span>}
        <span className={cx('chevron')}>
          <Icon name="forward" size={16} />
        </span>
      </Button>
    </li>
  );
}
