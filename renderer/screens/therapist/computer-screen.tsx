import { useEffect, useState } from 'react';
import type { PostureRecord } from '../../../src/contract/posture-calls.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { ListSkeleton } from '../../ui/feedback/loading.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { LogDay, LogLine } from '../../ui/list/log-list.tsx';
import type { ComputerModel, ComputerState } from '../../view-models/computer-model.ts';
import { capitalized } from '../shared/capitalized.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useDay } from '../shared/use-day.ts';
import { FailedPanel } from '../shared/failed-panel.tsx';
import { useStore } from '../shared/use-store.ts';
import { ComputerFinding } from './computer-finding.tsx';
import { adviceFirst, recordDetail, recordWords } from './computer-words.ts';

/** What is known of the computer that this runs on, what to do about it, and the record of it. */
export function ComputerScreen(props: {
  readonly open: () => ComputerModel;
  readonly onBack: () => void;
}) {
  const words = useWords();
  const [model] = useState(props.open);
  useEffect(() => {
    model.load();
  }, [model]);
  const state = useStore(model.state);
  const again = (
    <Button
      isPending={state.phase === 'ready' && state.isLooking}
      pendingLabel={words('computer.looking')}
      onPress={() => {
        model.lookAgain();
      }}
    >
      {words('computer.lookAgain')}
    </Button>
  );
  return (
    <Page
      title={words('computer.title')}
      detail={words('computer.text')}
      aside={state.phase === 'ready' ? again : null}
      back={{ label: words('therapist.settings.title'), onPress: props.onBack }}
    >
      {state.phase === 'loading' && <ListSkeleton label={words('computer.looking')} />}
      {state.phase === 'failed' && (
        <FailedPanel
          code={state.code}
          onAgain={() => {
            model.load();
          }}
        />
      )}
      {state.phase === 'ready' && <Findings state={state} model={model} />}
    </Page>
  );
}

function Findings(props: {
  readonly state: Extract<ComputerState, { phase: 'ready' }>;
  readonly model: ComputerModel;
}) {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const { posture, records, failed } = props.state;
  const { checkedAtMs } = posture;
  return (
    <>
      {failed !== null && <CodeNotice code={failed} />}
      <StatusLine>
        {checkedAtMs === null
          ? words('computer.notChecked')
          : words('computer.checked', {
              day: day(checkedAtMs),
              time: formatTime(checkedAtMs, locale),
            })}
      </StatusLine>
      {adviceFirst(posture.findings).map((finding) => (
        <ComputerFinding
          key={finding.check}
          finding={finding}
          system={posture.system}
          isRequired={posture.required.includes(finding.check)}
          onRequired={(isRequired) => {
            props.model.setRequired(finding.check, isRequired);
          }}
          onAcceptKey={() => {
            props.model.acceptServerKey();
          }}
        />
      ))}
      <Records records={records} />
    </>
  );
}

function Records({ records }: { readonly records: readonly PostureRecord[] }) {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  return (
    <Card title={words('computer.record.title')} text={words('computer.record.text')}>
      {records.length === 0 && <p>{words('computer.record.none')}</p>}
      {recordsByDay(records, (atMs) => capitalized(day(atMs), locale)).map(({ title, ofDay }) => (
        <LogDay key={ofDay[0]?.atMs ?? 0} day={title}>
          {ofDay.map((record) => (
            <LogLine
              key={record.atMs}
              time={formatTime(record.atMs, locale)}
              what={recordWords(record, words)}
              detail={recordDetail(record, words)}
              isNotable={record.findings.some(({ state }) => state === 'advice')}
            />
          ))}
        </LogDay>
      ))}
    </Card>
  );
}

/** In the order that they have. */
function recordsByDay(
  records: readonly PostureRecord[],
  dayOf: (timeMs: number) => string,
): readonly { readonly title: string; readonly ofDay: readonly PostureRecord[] }[] {
  const days = Map.groupBy(records, ({ atMs }) => dayOf(atMs));
  return [...days].map(([title, ofDay]) => ({ title, ofDay }));
}
