import type { SignedNote } from '../../../src/contract/ipc.ts';
import { limits } from '../../../src/contract/limits.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { NoteArea } from '../../ui/controls/note-area.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { Amending, NoteSigningModel } from '../../view-models/note-signing-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useDay } from '../shared/use-day.ts';
import { rangeIn, type FoundPlace } from './found-place.ts';
import { PlacedText } from './placed-text.tsx';
import styles from './note-amendments.module.css';

const cx = classesOf(styles);

/** What was added to a signed note, and the way to add more. */
export function NoteAmendments(props: {
  readonly signing: NoteSigningModel;
  readonly amendments: SignedNote['amendments'];
  readonly amending: Amending;
  readonly found: FoundPlace | null;
}) {
  const { amendments } = props;
  const words = useWords();
  const day = useDay();
  const locale = useLocale();
  const isFull = amendments.length >= limits.amendmentsPerNote;
  return (
    <div className={cx('amendments')}>
      <h3 className={cx('title')}>{words('therapist.note.amendments.title')}</h3>
      {amendments.length === 0 ? (
        <p className={cx('quiet')}>{words('therapist.note.amendments.none')}</p>
      ) : (
        <ol className={cx('list')}>
          {amendments.map(({ number, text, signedAtMs }) => (
            <li key={number} className={cx('one')}>
              <p className={cx('quiet')}>
                {words('therapist.note.amendments.one', {
                  number,
                  day: day(signedAtMs),
                  time: formatTime(signedAtMs, locale),
                })}
              </p>
              <p className={cx('text')}>
                <PlacedText text={text} range={rangeIn(props.found, number)} />
              </p>
            </li>
          ))}
        </ol>
      )}
      {isFull ? (
        <Notice level="know">{words('therapist.note.amendments.full')}</Notice>
      ) : (
        <AmendmentForm signing={props.signing} amending={props.amending} />
      )}
    </div>
  );
}

function AmendmentForm(props: { readonly signing: NoteSigningModel; readonly amending: Amending }) {
  const words = useWords();
  const { signing, amending } = props;
  const { text, work } = amending;
  const isBusy = work.phase === 'busy';
  return (
    <div className={cx('form')}>
      {work.phase === 'failed' &&
        (work.code === 'conflict' ? (
          <Notice level="know" isNews>
            {words('therapist.note.amendments.changed')}
          </Notice>
        ) : (
          <CodeNotice code={work.code} level="stop" />
        ))}
      <NoteArea
        label={words('therapist.note.amendments.label')}
        value={text}
        placeholder={words('therapist.note.amendments.placeholder')}
        maxLength={limits.noteCharacters}
        isReadOnly={isBusy}
        isShort
        onChange={(typed) => {
          signing.editAmendment(typed);
        }}
      />
      <div>
        <Button
          icon="lock"
          isDisabled={text.trim() === ''}
          isPending={isBusy}
          pendingLabel={words('therapist.note.sign.signing')}
          onPress={() => {
            void signing.amend();
          }}
        >
          {words('therapist.note.amendments.add')}
        </Button>
      </div>
    </div>
  );
}
