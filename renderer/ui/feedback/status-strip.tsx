import type { RefCallback } from 'react';
import { Button } from '../controls/button.tsx';
import { classesOf } from '../styles/class-names.ts';
import { StatusSentence, type StatusLevel } from './status-sentence.tsx';
import styles from './status-strip.module.css';

const cx = classesOf(styles);

/**
 * One line that says how things are, with the way to more. Keeps its place while it has nothing to say, so that what is
 * below it does not jump, and is read aloud when it changes.
 */
export function StatusStrip({
  moreRef,
  ...props
}: {
  /** null: nothing to say. */
  readonly says: { readonly level: StatusLevel; readonly text: string } | null;
  /** The way to more, such as "Details". */
  readonly more: string;
  readonly moreRef: RefCallback<HTMLButtonElement>;
  /** Whether more is shown. */
  readonly isExpanded: boolean;
  readonly onMore: () => void;
}) {
  const { says } = props;
  return (
    <div className={cx('strip')}>
      <output className={cx('says')}>
        {says && <StatusSentence level={says.level}>{says.text}</StatusSentence>}
      </output>
      <Button variant="plain" ref={moreRef} isExpanded={props.isExpanded} onPress={props.onMore}>
        {props.more}
      </Button>
    </div>
  );
}
