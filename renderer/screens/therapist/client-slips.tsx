import { useEffect, useState } from 'react';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { ListRow, ListView } from '../../ui/list/list-view.tsx';
import type { SlipsModel } from '../../view-models/slips-model.ts';
import { SlipSummary } from '../shared/slip-summary.tsx';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';

/** The signed records of a client's sessions; nothing where there are none. */
export function ClientSlips(props: { readonly open: () => SlipsModel }) {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const [model] = useState(props.open);
  useEffect(() => {
    model.load();
  }, [model]);
  const state = useStore(model.state);
  if (state.phase === 'failed') return <Notice level="know">{words('slip.list.failed')}</Notice>;
  if (state.phase === 'loading' || state.slips.length === 0) return null;
  const checked = [...state.checked];
  return (
    <Card title={words('slip.list.title')}>
      <ListView label={words('slip.list.title')}>
        {state.slips.map(({ slipId, keptAtMs }) => (
          <ListRow
            key={slipId}
            title={words('slip.list.one', {
              day: day(keptAtMs),
              time: formatTime(keptAtMs, locale),
            })}
            detail={words('slip.list.check')}
            onPress={() => {
              model.check(slipId);
            }}
          />
        ))}
      </ListView>
      {checked.map(([slipId, found]) =>
        found ? (
          <SlipSummary key={slipId} slip={found} isNews />
        ) : (
          <Notice key={slipId} level="stop" isNews>
            {words('slip.check.invalid')}
          </Notice>
        ),
      )}
    </Card>
  );
}
