import { useEffect, useState, type ReactNode } from 'react';
import type { ClientId } from '../../../src/contract/ids.ts';
import type { RescuedClient } from '../../../src/contract/rescue-calls.ts';
import { formatCount } from '../../i18n/format-count.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { ExportModel } from '../../view-models/export-model.ts';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';
import { ExportDone, ExportRunning } from './export-outcome.tsx';
import { EarlierExport } from './export-screen.tsx';
import { ExportWords } from './export-words.tsx';

/** One client of a damaged vault: what cannot be read, and an export of what can. */
export function RescueClient(props: {
  readonly client: RescuedClient;
  readonly exportOf: (clientId: ClientId) => ExportModel;
  readonly banner: ReactNode;
  readonly onBack: () => void;
}) {
  const { client, exportOf, banner, onBack } = props;
  const words = useWords();
  const [model] = useState(() => exportOf(client.clientId));
  useEffect(() => model.watch(), [model]);
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
      <Lost lost={client.lost} />
      <Export model={model} clientId={client.clientId} onBack={onBack} />
    </CalmPage>
  );
}

/** As many lines as anybody reads; the export names all. */
const maxShown = 50;

function Lost({ lost }: Pick<RescuedClient, 'lost'>) {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const dayOf = (atMs: number | null): string =>
    atMs === null ? words('rescue.client.someDay') : day(atMs);
  const lines = [
    ...lost.notes.map(({ createdAtMs, part }) =>
      words(`rescue.client.note.${part}`, { day: dayOf(createdAtMs) }),
    ),
    ...lost.files.map(({ name, keptAtMs }) =>
      name === null
        ? words('rescue.client.aFile', { day: dayOf(keptAtMs) })
        : words('rescue.client.file', { name, day: dayOf(keptAtMs) }),
    ),
    ...(lost.others > 0
      ? [words('rescue.client.others', { number: formatCount(lost.others, locale) })]
      : []),
  ];
  const more = lines.length - maxShown;
  return (
    <Card title={words('rescue.client.lost')}>
      {lines.length === 0 ? (
        <p>{words('rescue.client.nothing')}</p>
      ) : (
        <ul>
          {lines.slice(0, maxShown).map((line, at) => (
            <li key={`${String(at)} ${line}`}>{line}</li>
          ))}
        </ul>
      )}
      {more > 0 && <p>{words('rescue.client.more', { number: formatCount(more, locale) })}</p>}
    </Card>
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
            model.beginWithWords(null);
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
