import type { ReactNode, RefCallback } from 'react';
import { Button } from 'react-aria-components/Button';
import { Toolbar } from 'react-aria-components/Toolbar';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/icon-shapes.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './call-bar.module.css';

const cx = classesOf(styles);

/** The controls of a call in one row below the faces. One Tab stop; arrow keys go from button to button. */
export function CallBar(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Toolbar className={cx('bar')} aria-label={props.label}>
      {props.children}
    </Toolbar>
  );
}

export interface CallButtonProps {
  readonly icon: IconName;
  /** The state, in words below the drawing: "Microphone off". */
  readonly state: string;
  /** What pressing does, where that is not the same: "Turn the microphone on". */
  readonly action?: string;
  /** The whole name, where the words below the drawing are a part of it: "Hide the note". */
  readonly name?: string;
  /** `off`: something is muted or missing. `open`: a panel is shown. `end`: leaves or ends the call. */
  readonly look?: 'plain' | 'off' | 'open' | 'end';
  readonly isDisabled?: boolean;
  /** How many things wait behind it, for the eye: `name` says so too. Left out: none. */
  readonly badge?: string;
  readonly ref?: RefCallback<HTMLButtonElement>;
  readonly onPress: () => void;
}

/** One control. Its state can always be seen, on any size of window. */
export function CallButton({ ref, ...props }: CallButtonProps) {
  const { look = 'plain', action } = props;
  return (
    <Button
      className={cx('button', look !== 'plain' && look)}
      // The visible words come first in the name, so that speaking them works.
      aria-label={props.name ?? (action === undefined ? props.state : `${props.state}. ${action}`)}
      isDisabled={props.isDisabled ?? false}
      {...(ref ? { ref } : {})}
      onPress={props.onPress}
    >
      <span className={cx('round')}>
        <Icon name={props.icon} size={24} />
        {props.badge !== undefined && <span className={cx('badge')} data-badge={props.badge} />}
      </span>
      <span className={cx('words')}>{props.state}</span>
    </Button>
  );
}
