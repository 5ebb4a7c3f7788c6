import { useId, type ReactNode } from 'react';
import { classesOf } from '../styles/class-names.ts';
import styles from './safety-words.module.css';

const cx = classesOf(styles);

/** Four words to be read aloud, large, with what to do with them. Takes its own room; it never lies over a face. */
export function SafetyWords(props: {
  readonly title: string;
  /** null: what to do with them is done. */
  readonly text: string | null;
  /** Said of the list, such as "The four words". */
  readonly label: string;
  readonly words: readonly string[];
  /** More to ask for, or what was said of the words. */
  readonly children?: ReactNode;
  readonly actions: ReactNode;
  /** `card`: by itself, above faces. `plain`: one of several things in a panel. */
  readonly look: 'card' | 'plain';
}) {
  const id = useId();
  return (
    <section className={cx('words', props.look)} aria-labelledby={id}>
      <div className={cx('head')}>
        <h2 className={cx('title')} id={id}>
          {props.title}
        </h2>
        {props.text !== null && <p className={cx('text')}>{props.text}</p>}
        {props.children}
      </div>
      <div className={cx('row')}>
        {/* The words are English ones, whatever language the page speaks. */}
        <ol className={cx('list')} aria-label={props.label} lang="en">
          {props.words.map((word, index) => (
            <li key={`${String(index)} ${word}`} className={cx('word')}>
              {word}
            </li>
          ))}
        </ol>
        <div className={cx('actions')}>{props.actions}</div>
      </div>
    </section>
  );
}
