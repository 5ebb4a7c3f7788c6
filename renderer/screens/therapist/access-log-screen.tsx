import { useEffect, useState } from 'react';
import type { LoggedEntry } from '../../../src/contract/audit-calls.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ListSkeleton } from '../../ui/feedback/loading.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { LogDay, LogLine } from '../../ui/list/log-list.tsx';
import type { AccessLogModel } from '../../view-models/access-log-model.ts';
import type { ClientsModel } from '../../view-models/clients-model.ts';
import { capitalized } from '../shared/capitalized.ts';
import { HandingOutcome } from '../shared/handing-outcome.tsx';
import { useDay } from '../shared/use-day.ts';
import { FailedPanel } from '../shared/failed-panel.tsx';
import { useStore } from '../shared/use-store.ts';
import { entriesByDay, entryDetail, isNotable } from './access-log-words.ts';

/** Who opened what and when, as the vault has put it on record. */
export function AccessLogScreen(props: {
  readonly open: () => AccessLogModel;
  readonly clients: ClientsModel;
  readonly onBack: () => void;
}) {
  const words = useWords();
  const [model] = useState(props.open);
  useEffect(() => {
    model.load();
  }, [model]);
  const state = useStore(model.state);
  const exporting = useStore(model.exporting);
  const save = (
    <Button
      isPending={exporting.phase === 'busy'}
      pendingLabel={words('common.action.working')}
      onPress={() => {
        model.export();
      }}
    >
      {words('accessLog.export')}
    </Button>
  );
  return (
    <Page
      title={words('accessLog.title')}
      detail={words('accessLog.text')}
      aside={state.phase === 'ready' && state.entries.length > 0 ? save : null}
      back={{ label: words('therapist.settings.title'), onPress: props.onBack }}
    >
      <HandingOutcome
        handing={exporting}
        done={words('accessLog.exported')}
        failed={words('accessLog.notExported')}
      />
      {state.phase === 'loading' && <ListSkeleton label={words('common.loading')} />}
      {state.phase === 'failed' && (
        <FailedPanel
          code={state.code}
          onAgain={() => {
            model.load();
          }}
        />
      )}
      {state.phase === 'ready' && state.entries.length === 0 && (
        <EmptyState
          icon="note"
          title={words('accessLog.none.title')}
          text={words('accessLog.none.text')}
        />
      )}
      {state.phase === 'ready' && <Entries entries={state.entries} clients={props.clients} />}
      {state.phase === 'ready' && state.earlier !== 'none' && (
        <div>
          <Button
            isPending={state.earlier === 'loading'}
            pendingLabel={words('common.loading')}
            onPress={() => {
              model.loadEarlier();
            }}
          >
            {words('accessLog.more')}
          </Button>
        </div>
      )}
    </Page>
  );
}

function Entries(props: {
  readonly entries: readonly LoggedEntry[];
  readonly clients: ClientsModel;
}) {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const clients = useStore(props.clients.state);
  const pseudonyms =
    clients.phase === 'ready'
      ? new Map(clients.clients.map(({ clientId, pseudonym }) => [String(clientId), pseudonym]))
      : null;
  const pseudonymOf = pseudonyms && ((clientId: string) => pseudonyms.get(clientId));
  return entriesByDay(props.entries, (timeMs) => capitalized(day(timeMs), locale)).map(
    ({ day: title, entries }) => (
      <LogDay key={entries[0]?.seq ?? 0} day={title}>
        {entries.map((entry) => {
          const detail = entryDetail(entry, pseudonymOf, words);
          return (
            <LogLine
              key={entry.seq}
              time={formatTime(entry.atMs, locale)}
              what={words(`accessLog.event.${entry.event}`)}
              isNotable={isNotable(entry)}
              {...(detail !== undefined && { detail })}
            />
          );
        })}
      </LogDay>
    ),
  );
}
