import { useEffect, useState } from 'react';
import type { Client } from '../../../src/contract/client-calls.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Page } from '../../ui/layout/page.tsx';
import type { ExportModel, ExportState } from '../../view-models/export-model.ts';
import type { TherapistModels } from '../../view-models/models.ts';
import { useStore } from '../shared/use-store.ts';
import { ExportChoice } from './export-choice.tsx';
import { ExportDone, ExportRunning } from './export-outcome.tsx';
import { ExportWords } from './export-words.tsx';
import { choiceOf, nothingLeftOut, type Draft } from './export-draft.ts';
import type { Go } from './route.ts';

/** One client's record as an encrypted file: what is in it, what opens it, and how it fares. */
export function ExportScreen(props: {
  readonly client: Client;
  readonly models: TherapistModels;
  readonly go: Go;
}) {
  const { client, models, go } = props;
  const words = useWords();
  const [model] = useState(() => models.exportOf(client.clientId));
  useEffect(() => model.watch(), [model]);
  const back = (): void => {
    go({ screen: 'client', clientId: client.clientId });
  };
  return (
    <Page
      title={words('recordExport.title')}
      detail={client.pseudonym}
      back={{ label: client.pseudonym, onPress: back }}
    >
      <Step model={model} models={models} client={client} onBack={back} />
    </Page>
  );
}

interface StepProps {
  readonly model: ExportModel;
  readonly models: TherapistModels;
  readonly client: Client;
  readonly onBack: () => void;
}

function Step({ model, models, client, onBack }: StepProps) {
  const state = useStore(model.state);
  const [draft, setDraft] = useState<Draft>(nothingLeftOut);
  const [drawn, setDrawn] = useState(state.phase);
  if (state.phase !== drawn) {
    setDrawn(state.phase);
    // A reason was for the export that runs: the next one has its own.
    if (state.phase === 'running') setDraft({ ...draft, cardReason: '' });
  }
  switch (state.phase) {
    case 'words':
      return (
        <ExportWords
          state={state}
          onSave={() => {
            model.beginWithWords(choiceOf(draft));
          }}
          onBack={() => {
            model.reset();
          }}
        />
      );
    case 'running':
      return (
        <ExportRunning
          state={state}
          isOther={state.clientId !== client.clientId}
          onCancel={() => {
            model.cancel();
          }}
        />
      );
    case 'done':
      return (
        <ExportDone
          state={state}
          onBack={onBack}
          onAgain={() => {
            model.reset();
          }}
        />
      );
    case 'choosing':
    case 'cancelled':
    case 'failed':
      return (
        <>
          <EarlierExport state={state} />
          <ExportChoice
            model={model}
            asking={state.phase === 'choosing' ? state.asking : { phase: 'idle' }}
            openNotes={() => models.notesOf(client.clientId)}
            openFiles={() => models.filesOf(client.clientId)}
            openCard={() => models.cardOf(client.clientId)}
            draft={draft}
            onDraft={setDraft}
          />
        </>
      );
  }
}

/** What became of the attempt before. */
export function EarlierExport({ state }: { readonly state: ExportState }) {
  const words = useWords();
  if (state.phase === 'cancelled') {
    return (
      <Notice level="know" isNews>
        {words('recordExport.cancelled')}
      </Notice>
    );
  }
  if (state.phase !== 'failed') return null;
  return (
    <Notice level="stop" isNews title={words(`errors.${state.code}.what`)}>
      {words('recordExport.failed')} {words(`errors.${state.code}.next`)}
    </Notice>
  );
}
