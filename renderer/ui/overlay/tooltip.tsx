import type { ReactNode } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { KeyHint } from '../list/key-hint.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './tooltip.module.css';

const cx = classesOf(styles);

/** Says beside a button, when it is pointed at or focused, what it is called and which keys do the same. */
export function Tooltip(props: {
  readonly label: string;
  readonly keys: readonly string[];
  /** The button. */
  readonly children: ReactNode;
}) {
  return (
    <TooltipTrigger delay={500} closeDelay={100}>
      {props.children}
      <AriaTooltip className={cx('tip')} placement="end" offset={8}>
        <span>{props.label}</span>
        <KeyHint keys={props.keys} />
      </AriaTooltip>
    </TooltipTrigger>
  );
}
