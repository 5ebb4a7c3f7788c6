import { useState, type ReactNode } from 'react';
import type { Restorable } from '../../../src/contract/backup-calls.ts';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { formatSize } from '../../i18n/format-size.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Select } from '../../ui/controls/select.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import { FormRow } from '../../ui/layout/form-row.tsx';
import type { RestoreModel, RestoreState } from '../../view-models/restore-model.ts';
import { useDay } from '../shared/use-day.ts';
import { AsideCard } from './aside-card.tsx';
import { BackupFailure } from './backup-failure.tsx';
import { BackupProgress } from './backup-progress.tsx';

/** Making a vault of a backup: the folder, the backup, the paper. */
export function RestorePage(props: {
  readonly model: RestoreModel;
  readonly state: Exclude<RestoreState, { phase: 'none' }>;
  readonly banner: ReactNode;
  /** There is a vault, which gives its place to the restored one. */
  readonly setsAside: boolean;
}) {
  const { model, state, banner, setsAside } = props;
  const words = useWords();
  if (state.phase === 'working') {
    return (
      <CalmPage title={words('backups.restore.title')} banner={banner}>
        <BackupProgress
          work="restore"
          done={state.done}
          onCancel={() => {
            model.cancel();
          }}
        />
      </CalmPage>
    );
  }
  return (
    <CalmPage
      title={words('backups.restore.title')}
      text={words('backups.restore.text')}
      banner={banner}
      actions={
        <>
          <Button
            onPress={() => {
              model.leave();
            }}
          >
            {words('common.action.cancel')}
          </Button>
          <Button
            variant={state.phase === 'folder' ? 'primary' : 'quiet'}
            onPress={() => {
              model.chooseFolder();
            }}
          >
            {words(state.phase === 'folder' ? 'backups.choose' : 'backups.chooseAnother')}
          </Button>
        </>
      }
    >
      {state.failure !== null && <Failure code={state.failure} />}
      {setsAside && (
        <Notice level="know" title={words('backups.restore.aside.title')}>
          {words('backups.restore.aside.text')}
        </Notice>
      )}
      {state.phase === 'found' && <Found model={model} found={state.found} setsAside={setsAside} />}
      {state.phase === 'folder' && (
        <AsideCard model={model} text={words('backups.restore.aside.back')} />
      )}
    </CalmPage>
  );
}

function Failure({ code }: { readonly code: ErrorCode }) {
  return <BackupFailure code={code} />;
}

function Found(props: {
  readonly model: RestoreModel;
  readonly found: Restorable;
  readonly setsAside: boolean;
}) {
  const { model, found, setsAside } = props;
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const [typed, setTyped] = useState('');
  const usable = found.backups.filter(({ isOfKeyring }) => isOfKeyring);
  const [chosen, setChosen] = useState<string | null>(null);
  if (found.keyring !== 'there') {
    return <Notice level="stop">{words(`backups.restore.keyring.${found.keyring}`)}</Notice>;
  }
  const [newest] = usable;
  if (!newest) return <Notice level="stop">{words('backups.restore.empty')}</Notice>;
  const name = chosen ?? newest.name;
  return (
    <>
      <Select
        label={words('backups.restore.which')}
        value={name}
        placeholder={words('backups.restore.which')}
        choices={usable.map((backup) => ({
          value: backup.name,
          label: words('backups.restore.one', {
            when: `${day(backup.madeAtMs ?? 0)} · ${backup.name.slice(10, 27)}`,
            size: formatSize(backup.sizeBytes, locale),
          }),
        }))}
        onChange={setChosen}
      />
      <FormRow
        field={
          <TextField
            label={words('backups.paper.label')}
            value={typed}
            maxLength={200}
            onChange={setTyped}
          />
        }
        button={
          <Button variant="primary" type="submit">
            {words('backups.restore.begin')}
          </Button>
        }
        onSubmit={() => {
          if (typed !== '') model.begin(name, typed, setsAside);
        }}
      />
      <p>{words('backups.restore.leave')}</p>
    </>
  );
}
