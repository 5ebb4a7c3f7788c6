import { useEffect, useState } from 'react';
import type { DestroyedRecord } from '../../../src/contract/client-calls.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Card } from '../../ui/layout/card.tsx';
import type { DestroyedRecordsModel } from '../../view-models/destroyed-records-model.ts';
import { FailedNotice } from '../shared/failed-notice.tsx';
import { FileList, FileRow } from '../shared/file-row.tsx';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';

/** The certificates of the records that were destroyed. */
export function DestroyedRecordsCard(props: { readonly open: () => DestroyedRecordsModel }) {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const [model] = useState(props.open);
  useEffect(() => {
    model.load();
  }, [model]);
  const state = useStore(model.state);
  if (state.phase === 'loading') return null;
  const detailOf = ({ reason, certificate }: DestroyedRecord): string => {
    if (certificate === null) return words('vaultSecurity.destroyed.unfinished');
    if (reason === null) return words('vaultSecurity.destroyed.due');
    return words('vaultSecurity.destroyed.early', { reason });
  };
  return (
    <Card
      title={words('vaultSecurity.destroyed.title')}
      text={words('vaultSecurity.destroyed.text')}
    >
      {state.phase === 'failed' && (
        <FailedNotice
          code={state.code}
          onAgain={() => {
            model.load();
          }}
        />
      )}
      {state.phase === 'ready' && state.destroyed.length === 0 && (
        <p>{words('vaultSecurity.destroyed.none')}</p>
      )}
      {state.phase === 'ready' && state.destroyed.length > 0 && (
        <FileList label={words('vaultSecurity.destroyed.title')}>
          {state.destroyed.map((one) => (
            <FileRow
              key={one.clientId}
              name={words('vaultSecurity.destroyed.one', {
                day: day(one.begunAtMs),
                time: formatTime(one.begunAtMs, locale),
              })}
              detail={detailOf(one)}
              saving={state.saving.get(one.clientId) ?? { phase: 'no' }}
              saved={words('talk.file.saved')}
              {...(one.certificate !== null && {
                onSave: () => {
                  model.save(one.clientId);
                },
              })}
            />
          ))}
        </FileList>
      )}
    </Card>
  );
}
