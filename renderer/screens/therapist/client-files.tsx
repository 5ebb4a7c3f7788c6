import { useEffect, useState } from 'react';
import { formatSize } from '../../i18n/format-size.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { FilesModel, FilesState } from '../../view-models/files-model.ts';
import { HandingOutcome } from '../shared/handing-outcome.tsx';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';
import styles from './client-files.module.css';

const cx = classesOf(styles);

type Ready = Extract<FilesState, { phase: 'ready' }>;

/** The files that are kept with a client; nothing where there are none. They leave the vault only where somebody says. */
export function ClientFiles(props: { readonly open: () => FilesModel }) {
  const words = useWords();
  const [model] = useState(props.open);
  useEffect(() => {
    model.load();
  }, [model]);
  const state = useStore(model.state);
  if (state.phase === 'failed') return <Notice level="know">{words('files.failed')}</Notice>;
  if (state.phase === 'loading' || state.files.length === 0) return null;
  return (
    <Card title={words('files.title')} text={words('files.text')}>
      <ul className={cx('list')} aria-label={words('files.title')}>
        {state.files.map((file) => (
          <KeptFile key={file.fileId} file={file} state={state} model={model} />
        ))}
      </ul>
    </Card>
  );
}

function KeptFile(props: {
  readonly file: Ready['files'][number];
  readonly state: Ready;
  readonly model: FilesModel;
}) {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const { file, state, model } = props;
  const { fileId, name, sizeBytes, keptAtMs } = file;
  const saving = state.saving.get(fileId) ?? { phase: 'no' };
  const isBusy = saving.phase === 'busy';
  return (
    <li className={cx('file')}>
      <div className={cx('words')}>
        <p className={cx('name')}>
          <bdi>{name}</bdi>
        </p>
        <p className={cx('quiet')}>
          {words('files.detail', {
            size: formatSize(sizeBytes, locale),
            day: day(keptAtMs),
            time: formatTime(keptAtMs, locale),
          })}
        </p>
        <HandingOutcome
          handing={saving}
          done={words('talk.file.saved')}
          failed={words('talk.file.notSaved')}
        />
      </div>
      <Button
        label={isBusy ? words('talk.file.saving') : words('talk.file.saveNamed', { file: name })}
        isPending={isBusy}
        pendingLabel={words('talk.file.saving')}
        onPress={() => {
          model.save(fileId);
        }}
      >
        {words('talk.file.save')}
      </Button>
    </li>
  );
}
