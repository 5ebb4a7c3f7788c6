import { classesOf } from '../styles/class-names.ts';
import styles from './marked-text.module.css';

const cx = classesOf(styles);

/** A text in pieces that follow one another, some of them marked: what was looked for. */
export function MarkedText(props: {
  readonly parts: readonly { readonly text: string; readonly isMatch: boolean }[];
}) {
  return props.parts.map(({ text, isMatch }, index) =>
    isMatch ? (
      <mark key={index} className={cx('mark')}>
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
