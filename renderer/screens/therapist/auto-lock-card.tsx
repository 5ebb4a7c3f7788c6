import { useWords } from '../../i18n/use-words.ts';
import { Select } from '../../ui/controls/select.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import { Card } from '../../ui/layout/card.tsx';
import type { AutoLockModel } from '../../view-models/auto-lock-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { FailedPanel } from '../shared/failed-panel.tsx';
import { useStore } from '../shared/use-store.ts';

const offered = [1, 2, 5, 10, 15, 30, 60];

/** When the vault locks by itself. */
export function AutoLockCard({ model }: { readonly model: AutoLockModel }) {
  const words = useWords();
  const setting = useStore(model.setting);
  return (
    <Card title={words('therapist.autoLock.title')} text={words('therapist.autoLock.text')}>
      {setting.phase === 'loading' && <Loading label={words('common.loading')} />}
      {setting.phase === 'failed' && (
        <FailedPanel
          code={setting.code}
          onAgain={() => {
            model.load();
          }}
        />
      )}
      {setting.phase === 'ready' && (
        <>
          {setting.failed !== null && <CodeNotice code={setting.failed} />}
          <Select
            label={words('therapist.autoLock.label')}
            icon="lock"
            // A number that was set elsewhere is shown as it is.
            choices={[...new Set([...offered, setting.minutes])]
              .sort((a, b) => a - b)
              .map((minutes) => ({
                value: String(minutes),
                label:
                  minutes === 1
                    ? words('therapist.autoLock.minute')
                    : words('therapist.autoLock.minutes', { number: minutes }),
              }))}
            value={String(setting.minutes)}
            placeholder={words('therapist.autoLock.choose')}
            onChange={(value) => {
              model.setMinutes(Number(value));
            }}
          />
        </>
      )}
    </Card>
  );
}
