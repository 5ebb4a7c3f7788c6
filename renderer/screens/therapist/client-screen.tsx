import { useEffect, useState } from 'react';
import type { Client } from '../../../src/contract/client-calls.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import type { TherapistModels } from '../../view-models/models.ts';
import { SealedCard } from '../card/sealed-card.tsx';
import { useCard } from '../card/use-card.ts';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';
import { ClientFiles } from './client-files.tsx';
import { ClientNotes } from './client-notes.tsx';
import { ClientSlips } from './client-slips.tsx';
import { AgreedPhrase } from './agreed-phrase.tsx';
import { TreatmentCard } from './treatment-card.tsx';
import type { Go } from './route.ts';

/** One client: the way into a session, and what was written about earlier ones. */
export function ClientScreen(props: {
  readonly client: Client;
  readonly models: TherapistModels;
  /** It was opened from the results of a search. */
  readonly isFound: boolean;
  readonly go: Go;
}) {
  const { client, models, isFound, go } = props;
  const words = useWords();
  const day = useDay();
  const server = useStore(models.server.state);
  const [notes] = useState(() => models.notesOf(client.clientId));
  const [phrase] = useState(() => models.phraseOf(client.clientId));
  const card = useCard(() => models.cardOf(client.clientId));
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
        label: words(isFound ? 'search.results' : 'therapist.clients.title'),
        onPress: () => {
          go(isFound ? { screen: 'search', isBack: true } : { screen: 'clients' });
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
      <Card title={words('sealedCard.title')} text={words('sealedCard.text')}>
        <SealedCard card={card} />
      </Card>
      <ClientNotes
        notes={notes}
        onOpen={({ noteId, createdAtMs }, isNew) => {
          go({ screen: 'note', clientId: client.clientId, noteId, createdAtMs, isNew });
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
      <TreatmentCard
        open={() => models.treatmentOf(client.clientId)}
        onDestroy={(isDue) => {
          const { clientId, pseudonym } = client;
          models.destruction.ask({ clientId, pseudonym, isDue });
        }}
      />
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
