import type { RefCallback } from 'react';
import { formatExactTime, formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { NoteEditorModel } from '../../view-models/note-editor-model.ts';
import type { NoteSigningState } from '../../view-models/note-signing-model.ts';
import { useDay } from '../shared/use-day.ts';
import { rangeIn, type FoundPlace } from './found-place.ts';
import { NoteAmendments } from './note-amendments.tsx';
import { PlacedText } from './placed-text.tsx';
import styles from './signed-note.module.css';

const cx = classesOf(styles);

/** A note that is signed: to be read, and added to. */
export function SignedNote({
  titleRef,
  historyRef,
  ...props
}: {
  readonly editor: NoteEditorModel;
  readonly signing: Extract<NoteSigningState, { phase: 'signed' }>;
  /** What is signed. */
  readonly text: string;
  readonly label: string;
  readonly isWide: boolean;
  readonly found: FoundPlace | null;
  readonly titleRef: RefCallback<HTMLElement>;
  readonly historyRef: RefCallback<HTMLElement>;
  readonly onHistory: () => void;
}) {
  const { editor, signing } = props;
  const words = useWords();
  const day = useDay();
  const locale = useLocale();
  const { signedAtMs } = signing.signed;
  const checked = { time: formatExactTime(signing.checkedAtMs, locale) };
  return (
    <div className={cx('signed', props.isWide && 'wide')}>
      <div className={cx('head')}>
        <h2 className={cx('title')} tabIndex={-1} ref={titleRef}>
          {words('therapist.note.signed.title', {
            day: day(signedAtMs),
            time: formatTime(signedAtMs, locale),
          })}
        </h2>
        <p className={cx('by')}>{words('therapist.note.signed.by')}</p>
      </div>
      <Notice
        level="quiet"
        isNews
        actions={
          <Button
            onPress={() => {
              editor.signing.check();
            }}
          >
            {words('therapist.note.signed.check')}
          </Button>
        }
      >
        {signing.amendments.length === 0
          ? words('therapist.note.signed.holds', checked)
          : words('therapist.note.signed.allHold', checked)}
      </Notice>
      <section className={cx('text')} aria-label={props.label}>
        <PlacedText text={props.text} range={rangeIn(props.found, null)} />
      </section>
      <NoteAmendments
        signing={editor.signing}
        amendments={signing.amendments}
        amending={signing.amending}
        found={props.found}
      />
      <div>
        <Button variant="plain" ref={historyRef} onPress={props.onHistory}>
          {words('therapist.note.history.open')}
        </Button>
      </div>
    </div>
  );
}
