import { useState, type ReactNode } from 'react';
import type { Client } from '../../../src/contract/client-calls.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { SearchField } from '../../ui/controls/search-field.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ListSkeleton } from '../../ui/feedback/loading.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { ListRow, ListView } from '../../ui/list/list-view.tsx';
import type { ClientsModel } from '../../view-models/clients-model.ts';
import { useDay } from '../shared/use-day.ts';
import { FailedPanel } from '../shared/failed-panel.tsx';
import { useStore } from '../shared/use-store.ts';
import { matchingClients } from './client-filter.ts';
import { NewClientDialog } from './new-client-dialog.tsx';
import type { Go } from './route.ts';

/** Rows that are drawn at first; the rest comes by a button, so that a long list opens at once. */
const firstRows = 100;

/** Every client, by pseudonym. */
export function ClientsScreen(props: {
  readonly clients: ClientsModel;
  readonly go: Go;
  /** What a person has to know every day. */
  readonly notice?: ReactNode;
}) {
  const { clients, go } = props;
  const words = useWords();
  const state = useStore(clients.state);
  const [isAdding, setAdding] = useState(false);
  const add = (
    <Button
      variant="primary"
      icon="plus"
      onPress={() => {
        setAdding(true);
      }}
    >
      {words('therapist.clients.add')}
    </Button>
  );
  const isEmpty = state.phase === 'ready' && state.clients.length === 0;
  return (
    <Page title={words('therapist.clients.title')} aside={isEmpty ? null : add}>
      {props.notice}
      {state.phase === 'loading' && <ListSkeleton label={words('common.loading')} />}
      {state.phase === 'failed' && (
        <FailedPanel
          code={state.code}
          onAgain={() => {
            clients.load();
          }}
        />
      )}
      {isEmpty && (
        <EmptyState
          icon="people"
          title={words('therapist.clients.none.title')}
          text={words('therapist.clients.none.text')}
          action={add}
        />
      )}
      {state.phase === 'ready' && !isEmpty && <ClientList clients={state.clients} go={go} />}
      <NewClientDialog
        clients={clients}
        isOpen={isAdding}
        onClose={() => {
          setAdding(false);
        }}
        onCreated={(clientId) => {
          go({ screen: 'client', clientId });
        }}
      />
    </Page>
  );
}

function ClientList(props: { readonly clients: readonly Client[]; readonly go: Go }) {
  const words = useWords();
  const day = useDay();
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState(firstRows);
  const found = matchingClients(props.clients, query);
  return (
    <>
      <SearchField label={words('therapist.clients.search')} value={query} onChange={setQuery} />
      {found.length > 0 && (
        <ListView label={words('therapist.clients.title')}>
          {found.slice(0, shown).map(({ clientId, pseudonym, lastSessionAtMs }) => (
            <ListRow
              key={clientId}
              title={pseudonym}
              detail={
                lastSessionAtMs === null
                  ? words('therapist.clients.noSession')
                  : words('therapist.clients.lastSession', { day: day(lastSessionAtMs) })
              }
              onPress={() => {
                props.go({ screen: 'client', clientId });
              }}
            />
          ))}
        </ListView>
      )}
      <StatusLine>{found.length === 0 && words('therapist.clients.noMatch', { query })}</StatusLine>
      {found.length > shown && (
        <Button
          onPress={() => {
            setShown(found.length);
          }}
        >
          {words('therapist.clients.more', { number: found.length - shown })}
        </Button>
      )}
    </>
  );
}
