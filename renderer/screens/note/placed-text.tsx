import { classesOf } from '../../ui/styles/class-names.ts';
import type { TextRange } from '../../ui/controls/text-range.ts';
import styles from './placed-text.module.css';

const cx = classesOf(styles);

/** A text to be read, opened at a place in it: that is marked, and has the focus so that it is in view. */
export function PlacedText(props: { readonly text: string; readonly range: TextRange | null }) {
  const { text, range } = props;
  // The text may have changed since the place was found.
  if (!range || range.to > text.length) return text;
  return (
    <>
      {text.slice(0, range.from)}
      <mark className={cx('place')} tabIndex={-1} ref={takeFocus}>
        {text.slice(range.from, range.to)}
      </mark>
      {text.slice(range.to)}
    </>
  );
}

function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
