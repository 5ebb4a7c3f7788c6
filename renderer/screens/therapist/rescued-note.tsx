import type { ReactNode } from 'react';
import type { RescuedText } from '../../../src/contract/rescue-calls.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { RescuedNotesModel, RescuedNotesState } from '../../view-models/rescued-notes.ts';
import { PastText } from '../note/past-text.tsx';
import { FailedPanel } from '../shared/failed-panel.tsx';
import { useDay } from '../shared/use-day.ts';

/** What one note of a damaged vault says, to be read and nothing else; before it, that nobody has checked it, and what is missing. */
export function RescuedNote(props: {
  readonly model: RescuedNotesModel;
  readonly state: Extract<RescuedNotesState, { phase: 'reading' }>;
  readonly banner: ReactNode;
}) {
  const { model, state, banner } = props;
  const { note, found } = state;
  const words = useWords();
  const day = useDay();
  return (
    <CalmPage
      title={words('rescue.client.noteOf', { day: day(note.createdAtMs) })}
      banner={banner}
      actions={
        <Button
          icon="back"
          onPress={() => {
            model.back();
          }}
        >
          {words('rescue.note.back')}
        </Button>
      }
    >
      <Notice level="know" title={words('rescue.note.unchecked.title')}>
        {words('rescue.note.unchecked.text')}
      </Notice>
      {note.lost.length > 0 && (
        <Notice level="stop" title={words('rescue.client.lost')}>
          {note.lost.map((part) => (
            <p key={part}>{words(`rescue.client.note.${part}`)}</p>
          ))}
        </Notice>
      )}
      {found.phase === 'loading' && <Loading label={words('common.loading')} />}
      {found.phase === 'failed' && (
        <FailedPanel
          code={found.code}
          onAgain={() => {
            model.read(note.noteId);
          }}
        />
      )}
      {found.phase === 'ready' && <Read read={found.read} />}
    </CalmPage>
  );
}

function Read({ read }: { readonly read: RescuedText }) {
  const words = useWords();
  const day = useDay();
  const locale = useLocale();
  const when = (atMs: number): { day: string; time: string } => ({
    day: day(atMs),
    time: formatTime(atMs, locale),
  });
  return (
    <>
      <Card title={words('rescue.note.text', when(read.savedAtMs))}>
        {read.text === '' ? <p>{words('rescue.note.empty')}</p> : <PastText>{read.text}</PastText>}
      </Card>
      {read.amendments.map(({ number, text, signedAtMs }) => (
        <Card key={number} title={words('rescue.note.added', { number, ...when(signedAtMs) })}>
          <PastText>{text}</PastText>
        </Card>
      ))}
    </>
  );
}
