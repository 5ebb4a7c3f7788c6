import { useEffect, useState } from 'react';
import type { BackupStatus } from '../../../src/contract/backup-calls.ts';
import { formatSize } from '../../i18n/format-size.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Facts } from '../../ui/layout/facts.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { BackupsDoing, BackupsModel } from '../../view-models/backups-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';
import { BackupFailure } from './backup-failure.tsx';
import { BackupProgress } from './backup-progress.tsx';
import styles from './other-ways.module.css';

/** Where backups go, how they fare, and what can be done about it. */
export function BackupsCard({ model }: { readonly model: BackupsModel }) {
  const words = useWords();
  const state = useStore(model.state);
  useEffect(() => model.watch(), [model]);
  return (
    <Card title={words('backups.title')} text={words('backups.text')}>
      {state.phase === 'failed' && <CodeNotice code={state.code} />}
      {state.phase === 'ready' && (
        <>
          <Warnings status={state.status} />
          <Fare status={state.status} />
          <Outcome doing={state.doing} />
          {state.doing.phase === 'working' ? (
            <BackupProgress
              work={state.doing.work}
              done={state.doing.done}
              onCancel={() => {
                model.cancel();
              }}
            />
          ) : (
            <Choices model={model} status={state.status} isBusy={state.doing.phase === 'asking'} />
          )}
        </>
      )}
    </Card>
  );
}

function Warnings({ status }: { readonly status: BackupStatus }) {
  const words = useWords();
  return (
    <>
      {status.isOverdue && (
        <Notice level="know" title={words('backups.overdue.title')}>
          {words('backups.overdue.text')}
        </Notice>
      )}
      {!status.hasKey && (
        <Notice level="know" title={words('backups.needsKit.title')}>
          {words('backups.needsKit.text')}
        </Notice>
      )}
      {status.owesKeyring && (
        <Notice level="know" title={words('backups.owes.title')}>
          {words('backups.owes.text')}
        </Notice>
      )}
    </>
  );
}

function Fare({ status }: { readonly status: BackupStatus }) {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const { folderName, last, testedAtMs, failed } = status;
  return (
    <>
      <Facts
        rows={[
          { what: words('backups.folder'), is: folderName ?? words('backups.noFolder') },
          {
            what: words('backups.last'),
            is: last
              ? words('backups.lastIs', {
                  day: day(last.madeAtMs),
                  size: formatSize(last.sizeBytes, locale),
                })
              : words('backups.none'),
          },
          {
            what: words('backups.tested'),
            is: testedAtMs === null ? words('backups.never') : day(testedAtMs),
          },
        ]}
      />
      {failed && (
        <Notice level="know" title={words('backups.lastFailed', { day: day(failed.atMs) })}>
          {failed.code === 'internal'
            ? words('errors.internal.next')
            : words(`backups.failed.${failed.code}`)}
        </Notice>
      )}
    </>
  );
}

function Outcome({ doing }: { readonly doing: BackupsDoing }) {
  const words = useWords();
  if (doing.phase === 'failed') return <BackupFailure code={doing.code} />;
  if (doing.phase !== 'done') return null;
  return (
    <Notice level="quiet" isNews>
      {words(doing.work === 'backup' ? 'backups.made' : 'backups.passed')}
    </Notice>
  );
}

function Choices(props: {
  readonly model: BackupsModel;
  readonly status: BackupStatus;
  readonly isBusy: boolean;
}) {
  const { model, status, isBusy } = props;
  const words = useWords();
  const [isTesting, setTesting] = useState(false);
  const hasFolder = status.folderName !== null;
  return (
    <div className={styles['choices']}>
      {hasFolder && status.hasKey && (
        <Button
          variant="primary"
          onPress={() => {
            model.make();
          }}
        >
          {words('backups.make')}
        </Button>
      )}
      {status.last && (
        <Button
          onPress={() => {
            setTesting(true);
          }}
        >
          {words('backups.test')}
        </Button>
      )}
      <Button
        variant={hasFolder ? 'plain' : 'primary'}
        isPending={isBusy}
        pendingLabel={words('common.action.working')}
        onPress={() => {
          model.chooseFolder();
        }}
      >
        {words(hasFolder ? 'backups.chooseAnother' : 'backups.choose')}
      </Button>
      {isTesting && (
        <PaperDialog
          onClose={() => {
            setTesting(false);
          }}
          onSubmit={(typed) => {
            setTesting(false);
            model.test(typed);
          }}
        />
      )}
    </div>
  );
}

function PaperDialog(props: {
  readonly onClose: () => void;
  readonly onSubmit: (typed: string) => void;
}) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  return (
    <Dialog
      title={words('backups.paper.title')}
      text={words('backups.paper.text')}
      isOpen
      onClose={props.onClose}
      onSubmit={() => {
        if (typed !== '') props.onSubmit(typed);
      }}
      actions={
        <>
          <Button onPress={props.onClose}>{words('common.action.cancel')}</Button>
          <Button variant="primary" type="submit">
            {words('backups.paper.begin')}
          </Button>
        </>
      }
    >
      <TextField
        label={words('backups.paper.label')}
        value={typed}
        maxLength={200}
        takesFocus
        onChange={setTyped}
      />
    </Dialog>
  );
}
