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
      <Backup last={report.lastBackup} />
      <Clients clients={report.clients} onChoose={onChoose} />
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

function kindOf(report: RescueReport): 'whole' | 'some' | 'older' | 'keysLost' {
  if (report.keysLost) return 'keysLost';
  const isSomeLost =
    report.unplaced > 0 ||
    report.mayBeMore ||
    report.clients.some((client) => client.pseudonym === null || lostOf(client) > 0);
  if (isSomeLost) return 'some';
  return report.isOlder ? 'older' : 'whole';
}

function Backup({ last }: { readonly last: RescueReport['lastBackup'] }) {
  const words = useWords();
  const day = useDay();
  return last ? (
    <Notice level="know" title={words('rescue.backup.title', { day: day(last.madeAtMs) })}>
      {words('rescue.backup.text', { folder: last.folderName })}
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
      {clients.length === 0 && <p>{words('rescue.clients.none')}</p>}
      <ListView label={words('rescue.clients.title')}>
        {clients.map((client) => {
          const lost = lostOf(client);
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

function lostOf({ lost }: RescuedClient): number {
  return lost.notes.length + lost.files.length + lost.others;
}
