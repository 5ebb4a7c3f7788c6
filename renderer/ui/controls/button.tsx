import type { ReactNode, RefCallback } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/icon-shapes.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './button.module.css';

const cx = classesOf(styles);

export interface ButtonProps {
  /** `primary`: the one main thing. `quiet`: beside it. `plain`: like a link. `stop`: ends something. */
  readonly variant?: 'primary' | 'quiet' | 'plain' | 'stop';
  readonly size?: 'normal' | 'large';
  readonly wide?: boolean;
  readonly icon?: IconName;
  readonly isDisabled?: boolean;
  /** Working on it: stays in place and focusable, says `pendingLabel`, and cannot be pressed again. */
  readonly isPending?: boolean;
  readonly pendingLabel?: string;
  readonly type?: 'button' | 'submit';
  /** Only where the visible words do not say enough by themselves. */
  readonly label?: string;
  /** The element that says more about it, such as why it cannot be pressed. */
  readonly describedBy?: string;
  /** One of several answers: whether it is the one that was given. */
  readonly isChosen?: boolean;
  /** Shows and hides something: whether it is shown. */
  readonly isExpanded?: boolean;
  readonly ref?: RefCallback<HTMLButtonElement>;
  readonly children: ReactNode;
  readonly onPress?: () => void;
}

/** A button with words on it. */
export function Button({ ref, ...props }: ButtonProps) {
  const { variant = 'quiet', size = 'normal', isPending = false } = props;
  return (
    <AriaButton
      className={cx('button', variant, size === 'large' && 'large', props.wide === true && 'wide')}
      type={props.type ?? 'button'}
      isDisabled={props.isDisabled ?? false}
      isPending={isPending}
      ref={ref}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      {...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy })}
      {...(props.isChosen === undefined ? {} : { 'aria-pressed': props.isChosen })}
      {...(props.isExpanded === undefined ? {} : { 'aria-expanded': props.isExpanded })}
      {...(props.onPress ? { onPress: props.onPress } : {})}
    >
      {props.icon && <Icon name={props.icon} />}
      <span>{isPending ? (props.pendingLabel ?? props.children) : props.children}</span>
    </AriaButton>
  );
}
