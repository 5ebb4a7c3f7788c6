import { useEffect, useState } from 'react';
import type { Client, NoteSummary } from '../../../src/contract/ipc.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ListSkeleton } from '../../ui/feedback/loading.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { ListRow, ListView } from '../../ui/list/list-view.tsx';
import type { TherapistModels } from '../../view-models/models.ts';
import type { NotesModel } from '../../view-models/notes-model.ts';
import { CodePanel } from '../shared/code-panel.tsx';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';
import { ClientFiles } from './client-files.tsx';
import { ClientSlips } from './client-slips.tsx';
import { AgreedPhrase } from './agreed-phrase.tsx';
import type { Go } from './route.ts';

/** One client: the way into a session, and what was written about earlier ones. */
export function ClientScreen(props: {
  readonly client: Client;
  readonly models: TherapistModels;
  readonly go: Go;
}) {
  const { client, models, go } = props;
  const words = useWords();
  const day = useDay();
  const server = useStore(models.server.state);
  const [notes] = useState(() => models.notesOf(client.clientId));
  const [phrase] = useState(() => models.phraseOf(client.clientId));
  useEffect(() => {
    // The list may have grown since it was read: a session may just have ended.
    notes.load();
  }, [notes]);
  const needsServer = server.phase === 'unset' || server.phase === 'not-enrolled';
  return (
    <Page
      title={client.pseudonym}
      detail={words('therapist.client.since', { day: day(client.createdAtMs) })}
      back={{
        label: words('therapist.clients.title'),
        onPress: () => {
          go({ screen: 'clients', find: false });
        },
      }}
      aside={
        <Button
          variant="primary"
          isDisabled={needsServer}
          onPress={() => {
            models.session.start(client.clientId);
          }}
        >
          {words('therapist.client.start')}
        </Button>
      }
    >
      {needsServer && <ServerNeeded go={go} />}
      <AgreedPhrase phrase={phrase} />
      <ClientNotes
        notes={notes}
        onOpen={({ noteId, createdAtMs }) => {
          go({ screen: 'note', clientId: client.clientId, noteId, createdAtMs });
        }}
      />
      <ClientFiles open={() => models.filesOf(client.clientId)} />
      <ClientSlips open={() => models.slipsOf(client.clientId)} />
      <Card title={words('recordExport.card.title')} text={words('recordExport.card.text')}>
        <div>
          <Button
            onPress={() => {
              go({ screen: 'export', clientId: client.clientId });
            }}
          >
            {words('recordExport.open')}
          </Button>
        </div>
      </Card>
    </Page>
  );
}

function ServerNeeded({ go }: { readonly go: Go }) {
  const words = useWords();
  return (
    <Notice
      level="know"
      actions={
        <Button
          onPress={() => {
            go({ screen: 'settings' });
          }}
        >
          {words('therapist.client.toSettings')}
        </Button>
      }
    >
      {words('therapist.client.noServer')}
    </Notice>
  );
}

function ClientNotes(props: {
  readonly notes: NotesModel;
  readonly onOpen: (note: NoteSummary) => void;
}) {
  const words = useWords();
  const day = useDay();
  const locale = useLocale();
  const state = useStore(props.notes.state);
  if (state.phase === 'loading') return <ListSkeleton label={words('common.loading')} rows={3} />;
  if (state.phase === 'failed') {
    return (
      <CodePanel
        code={state.code}
        actions={
          <Button
            onPress={() => {
              props.notes.load();
            }}
          >
            {words('common.action.tryAgain')}
          </Button>
        }
      />
    );
  }
  if (state.notes.length === 0) {
    return (
      <EmptyState
        icon="note"
        title={words('therapist.client.noNotes.title')}
        text={words('therapist.client.noNotes.text')}
      />
    );
  }
  return (
    <ListView label={words('therapist.client.notes')}>
      {state.notes.map((note) => (
        <ListRow
          key={note.noteId}
          isText
          title={note.firstLine === '' ? words('therapist.client.emptyNote') : note.firstLine}
          detail={words('therapist.client.noteOf', {
            day: day(note.createdAtMs),
            time: formatTime(note.createdAtMs, locale),
          })}
          onPress={() => {
            props.onOpen(note);
          }}
        />
      ))}
    </ListView>
  );
}
