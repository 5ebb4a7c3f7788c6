import { useMemo } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { classesOf } from '../../ui/styles/class-names.ts';
import { VisuallyHidden } from '../../ui/styles/visually-hidden.tsx';
import { textDifference, type DifferencePart } from '../../view-models/text-difference.ts';
import { PastText } from './past-text.tsx';
import styles from './note-difference.module.css';

const cx = classesOf(styles);

/** What became of an earlier text: its words that went are struck out, those that came are underlined. */
export function NoteDifference(props: { readonly earlier: string; readonly later: string }) {
  const { earlier, later } = props;
  const words = useWords();
  const parts = useMemo(() => textDifference(earlier, later), [earlier, later]);
  return (
    <>
      <p className={cx('legend')}>{words('therapist.note.history.legend')}</p>
      <PastText>
        {parts.map((part, index) => (
          // A list that is made anew as a whole, of parts that may be the same: their place is all that names them.
          <Part key={index} part={part} />
        ))}
      </PastText>
    </>
  );
}

function Part({ part: { kind, text } }: { readonly part: DifferencePart }) {
  const words = useWords();
  switch (kind) {
    case 'same':
      return text;
    case 'removed':
      return (
        <del className={cx('removed')}>
          <Said>{words('therapist.note.history.removed')}</Said>
          {text}
        </del>
      );
    case 'added':
      return (
        <ins className={cx('added')}>
          <Said>{words('therapist.note.history.added')}</Said>
          {text}
        </ins>
      );
  }
}

function Said({ children }: { readonly children: string }) {
  return <VisuallyHidden>{children} </VisuallyHidden>;
}
