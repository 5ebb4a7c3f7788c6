import type { RescuedNote } from '../../../src/contract/rescue-calls.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { ListSkeleton } from '../../ui/feedback/loading.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { ListRow, ListView } from '../../ui/list/list-view.tsx';
import type { RescuedNotesModel, RescuedNotesState } from '../../view-models/rescued-notes.ts';
import { FailedNotice } from '../shared/failed-notice.tsx';
import { useDay } from '../shared/use-day.ts';

function emptyWords(
  lost: RescuedNote['lost'],
): 'rescue.notes.noText' | 'therapist.client.emptyNote' {
  return lost.includes('text') ? 'rescue.notes.noText' : 'therapist.client.emptyNote';
}

/** Notes of a client in a damaged vault, each leading to what it says. */
export function RescuedNotes(props: {
  readonly model: RescuedNotesModel;
  readonly state: Exclude<RescuedNotesState, { phase: 'reading' }>;
}) {
  const words = useWords();
  return (
    <Card title={words('rescue.notes.title')} text={words('rescue.notes.text')}>
      <Listed {...props} />
    </Card>
  );
}

function Listed({ model, state }: Parameters<typeof RescuedNotes>[0]) {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  if (state.phase === 'loading') return <ListSkeleton label={words('common.loading')} rows={3} />;
  if (state.phase === 'failed') {
    return (
      <FailedNotice
        code={state.code}
        onAgain={() => {
          model.load();
        }}
      />
    );
  }
  if (state.notes.length === 0) return <p>{words('rescue.notes.none')}</p>;
  return (
    <ListView label={words('rescue.notes.title')}>
      {state.notes.map(({ noteId, createdAtMs, firstLine, lost }) => (
        <ListRow
          key={noteId}
          isText
          title={firstLine === '' ? words(emptyWords(lost)) : firstLine}
          detail={words('therapist.client.noteOf', {
            day: day(createdAtMs),
            time: formatTime(createdAtMs, locale),
          })}
          {...(lost.length > 0 && { aside: words('rescue.notes.notWhole') })}
          onPress={() => {
            model.read(noteId);
          }}
        />
      ))}
    </ListView>
  );
}
