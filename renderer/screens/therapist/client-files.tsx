import { useEffect, useState } from 'react';
import { formatSize } from '../../i18n/format-size.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import type { FilesModel } from '../../view-models/files-model.ts';
import { FileList, FileRow } from '../shared/file-row.tsx';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';

/** The files that are kept with a client; nothing where there are none. They leave the vault only where somebody says. */
export function ClientFiles(props: { readonly open: () => FilesModel }) {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const [model] = useState(props.open);
  useEffect(() => {
    model.load();
  }, [model]);
  const state = useStore(model.state);
  if (state.phase === 'failed') return <Notice level="know">{words('files.failed')}</Notice>;
  if (state.phase === 'loading' || state.files.length === 0) return null;
  return (
    <Card title={words('files.title')} text={words('files.text')}>
      <FileList label={words('files.title')}>
        {state.files.map(({ fileId, name, sizeBytes, keptAtMs }) => (
          <FileRow
            key={fileId}
            name={name}
            detail={words('files.detail', {
              size: formatSize(sizeBytes, locale),
              day: day(keptAtMs),
              time: formatTime(keptAtMs, locale),
            })}
            saving={state.saving.get(fileId) ?? { phase: 'no' }}
            saved={words('talk.file.saved')}
            onSave={() => {
              model.save(fileId);
            }}
          />
        ))}
      </FileList>
    </Card>
  );
}
