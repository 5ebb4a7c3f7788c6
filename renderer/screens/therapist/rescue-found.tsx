import type { ReactNode } from 'react';
import type { ClientId } from '../../../src/contract/ids.ts';
import type { RescuedClient, RescueReport } from '../../../src/contract/rescue-calls.ts';
import { formatCount } from '../../i18n/format-count.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import { ListRow, ListView } from '../../ui/list/list-view.tsx';
import { lostThings } from '../../view-models/lost-things.ts';
import { useDay } from '../shared/use-day.ts';

/** What was found in a damaged vault: how bad it is, what to do next, and every client. */
export function RescueFound(props: {
  readonly report: RescueReport;
  readonly banner: ReactNode;
  readonly onChoose: (clientId: ClientId) => void;
  readonly onRestore: () => void;
  readonly onEnd: () => void;
}) {
  const { report, banner, onChoose, onRestore, onEnd } = props;
  const words = useWords();
  return (
    <CalmPage
      title={words('rescue.title')}
      banner={banner}
      actions={
        <>
          <Button variant="primary" onPress={onRestore}>
            {words('backups.restore.offer')}
          </Button>
          <Button onPress={onEnd}>{words('rescue.end')}</Button>
        </>
      }
    >
      <Verdict report={report} />
      <Backup report={report} />
      {report.clients.length > 0 && <Clients clients={report.clients} onChoose={onChoose} />}
    </CalmPage>
  );
}

function Verdict({ report }: { readonly report: RescueReport }) {
  const words = useWords();
  const locale = useLocale();
  const kind = kindOf(report);
  return (
    <Notice
      level={kind === 'whole' ? 'quiet' : 'stop'}
      isNews
      title={words(`rescue.found.${kind}.title`)}
    >
      <p>{words(`rescue.found.${kind}.text`)}</p>
      {report.unplaced > 0 && (
        <p>{words('rescue.found.unplaced', { number: formatCount(report.unplaced, locale) })}</p>
      )}
      {report.mayBeMore && <p>{words('rescue.found.more')}</p>}
    </Notice>
  );
}

function kindOf(report: RescueReport): 'whole' | 'some' | 'older' | 'keysLost' | 'nobody' {
  if (report.keysLost) return 'keysLost';
  const isSomeLost =
    report.unplaced > 0 ||
    report.mayBeMore ||
    report.clients.some((client) => client.pseudonym === null || lostThings(client) > 0);
  if (isSomeLost) return report.clients.length === 0 ? 'nobody' : 'some';
  return report.isOlder ? 'older' : 'whole';
}

function Backup({ report }: { readonly report: RescueReport }) {
  const words = useWords();
  const day = useDay();
  const { lastBackup: last, clients } = report;
  return last ? (
    <Notice level="know" title={words('rescue.backup.title', { day: day(last.madeAtMs) })}>
      {words(clients.length === 0 ? 'rescue.backup.onlyWay' : 'rescue.backup.text', {
        folder: last.folderName,
      })}
    </Notice>
  ) : (
    <Notice level="know" title={words('rescue.backup.none')}>
      {words('rescue.backup.noneText')}
    </Notice>
  );
}

function Clients(props: {
  readonly clients: readonly RescuedClient[];
  readonly onChoose: (clientId: ClientId) => void;
}) {
  const { clients, onChoose } = props;
  const words = useWords();
  const locale = useLocale();
  return (
    <Card title={words('rescue.clients.title')}>
      <ListView label={words('rescue.clients.title')}>
        {clients.map((client) => {
          const lost = lostThings(client);
          return (
            <ListRow
              key={client.clientId}
              title={client.pseudonym ?? words('rescue.clients.nameless')}
              detail={words('rescue.clients.there', {
                notes: formatCount(client.notes, locale),
                files: formatCount(client.files, locale),
              })}
              {...(lost > 0 && {
                aside: words('rescue.clients.lost', { number: formatCount(lost, locale) }),
              })}
              onPress={() => {
                onChoose(client.clientId);
              }}
            />
          );
        })}
      </ListView>
    </Card>
  );
}
