import { useEffect, useState, type ReactNode } from 'react';
import type { ClientId } from '../../../src/contract/ids.ts';
import type { RescuedClient } from '../../../src/contract/rescue-calls.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { ExportModel } from '../../view-models/export-model.ts';
import type { RescuedNotesModel } from '../../view-models/rescued-notes.ts';
import { useStore } from '../shared/use-store.ts';
import { ExportDone, ExportRunning } from './export-outcome.tsx';
import { EarlierExport } from './export-screen.tsx';
import { ExportWords } from './export-words.tsx';
import { LostList } from './lost-list.tsx';
import { RescuedNote } from './rescued-note.tsx';
import { RescuedNotes } from './rescued-notes.tsx';

/** One client of a damaged vault: what cannot be read, what each note says, and an export of what can. */
export function RescueClient(props: {
  readonly client: RescuedClient;
  readonly exportOf: (clientId: ClientId) => ExportModel;
  readonly notesOf: (clientId: ClientId) => RescuedNotesModel;
  readonly banner: ReactNode;
  readonly onBack: () => void;
}) {
  const { client, exportOf, notesOf, banner, onBack } = props;
  const words = useWords();
  const [model] = useState(() => exportOf(client.clientId));
  const [notes] = useState(() => notesOf(client.clientId));
  const reading = useStore(notes.state);
  useEffect(() => model.watch(), [model]);
  useEffect(() => {
    notes.load();
    return () => {
      notes.close();
    };
  }, [notes]);
  if (reading.phase === 'reading') {
    return <RescuedNote model={notes} state={reading} banner={banner} />;
  }
  return (
    <CalmPage
      title={client.pseudonym ?? words('rescue.clients.nameless')}
      banner={banner}
      actions={
        <Button icon="back" onPress={onBack}>
          {words('rescue.back')}
        </Button>
      }
    >
      <LostList lost={client.lost} />
      {client.hasCard && (
        <Notice level="know" title={words('rescue.client.card.title')}>
          {words('rescue.client.card.text')}
        </Notice>
      )}
      <RescuedNotes model={notes} state={reading} />
      <Export model={model} clientId={client.clientId} onBack={onBack} />
    </CalmPage>
  );
}

/** Everything that can be read of this client, by words alone. */
function Export(props: {
  readonly model: ExportModel;
  readonly clientId: ClientId;
  readonly onBack: () => void;
}) {
  const { model, clientId, onBack } = props;
  const words = useWords();
  const state = useStore(model.state);
  const reset = (): void => {
    model.reset();
  };
  switch (state.phase) {
    case 'words':
      return (
        <ExportWords
          state={state}
          onSave={() => {
            model.beginWithWords({ leftOut: null, cardReason: null });
          }}
          onBack={reset}
        />
      );
    case 'running':
      return (
        <ExportRunning
          state={state}
          isOther={state.clientId !== clientId}
          onCancel={() => {
            model.cancel();
          }}
        />
      );
    case 'done':
      return <ExportDone state={state} onBack={onBack} onAgain={reset} />;
    case 'choosing':
    case 'cancelled':
    case 'failed':
      return (
        <Card title={words('rescue.client.export.title')} text={words('rescue.client.export.text')}>
          <EarlierExport state={state} />
          <div>
            <Button
              variant="primary"
              onPress={() => {
                model.makeWords();
              }}
            >
              {words('rescue.client.export.begin')}
            </Button>
          </div>
        </Card>
      );
  }
}
