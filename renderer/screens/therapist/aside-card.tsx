import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Card } from '../../ui/layout/card.tsx';
import { ListRow, ListView } from '../../ui/list/list-view.tsx';
import type { RestoreModel } from '../../view-models/restore-model.ts';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';

/** Vaults that were put aside: each can be taken back. Nothing where there is none. */
export function AsideCard(props: {
  readonly model: Pick<RestoreModel, 'aside' | 'takeBack'>;
  readonly text: string;
}) {
  const { model, text } = props;
  const words = useWords();
  const day = useDay();
  const locale = useLocale();
  const aside = useStore(model.aside);
  if (aside.length === 0) return null;
  return (
    <Card title={words('backups.restore.aside.list')} text={text}>
      <ListView label={words('backups.restore.aside.list')}>
        {aside.map(({ name, setAsideAtMs }) => (
          <ListRow
            key={name}
            title={words('backups.restore.aside.one', {
              day: day(setAsideAtMs),
              time: formatTime(setAsideAtMs, locale),
            })}
            detail={words('backups.restore.aside.take')}
            onPress={() => {
              model.takeBack(name);
            }}
          />
        ))}
      </ListView>
    </Card>
  );
}
