import { useState } from 'react';
import type { Client, ClientRetention } from '../../../src/contract/client-calls.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { TreatmentChange, TreatmentModel } from '../../view-models/treatment-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';
import { DestroyDialog, DestroyedDialog } from './destroy-dialog.tsx';
import { EndTreatmentDialog } from './end-treatment-dialog.tsx';
import styles from './treatment-card.module.css';

const cx = classesOf(styles);

interface TreatmentCardProps {
  readonly client: Client;
  readonly open: () => TreatmentModel;
  /** The client is not there any more. */
  readonly onDestroyed: () => void;
}

/** The end of a treatment, how long its record is kept, and the way to destroy it. */
export function TreatmentCard({ client, open, onDestroyed }: TreatmentCardProps) {
  const words = useWords();
  const [model] = useState(open);
  const state = useStore(model.state);
  if (state.phase === 'loading') return null;
  if (state.phase === 'failed') return <Unread model={model} />;
  return (
    <Card title={words('treatment.title')} text={words('treatment.rule')}>
      {state.phase === 'destroyed' ? (
        <DestroyedDialog
          model={model}
          isBackupAway={state.isBackupAway}
          saving={state.saving}
          onClose={onDestroyed}
        />
      ) : (
        <Treatment
          client={client}
          model={model}
          retention={state.retention}
          change={state.change}
        />
      )}
    </Card>
  );
}

function Unread({ model }: { readonly model: TreatmentModel }) {
  const words = useWords();
  return (
    <Notice
      level="know"
      actions={
        <Button
          onPress={() => {
            model.load();
          }}
        >
          {words('common.action.tryAgain')}
        </Button>
      }
    >
      {words('treatment.failed')}
    </Notice>
  );
}

function Treatment(props: {
  readonly client: Client;
  readonly model: TreatmentModel;
  readonly retention: ClientRetention;
  readonly change: TreatmentChange;
}) {
  const { client, model, retention, change } = props;
  const words = useWords();
  const [asking, setAsking] = useState<'end' | 'destroy' | null>(null);
  const close = (): void => {
    model.clearFailure();
    setAsking(null);
  };
  const hasEnded = retention.endedAtMs !== null;
  return (
    <>
      <Standing retention={retention} />
      <div className={cx('deeds')}>
        <Button
          onPress={() => {
            setAsking('end');
          }}
        >
          {words(hasEnded ? 'treatment.end.correct' : 'treatment.end.open')}
        </Button>
        {hasEnded && (
          <Button
            isPending={asking === null && change.phase === 'busy'}
            pendingLabel={words('common.action.working')}
            onPress={() => {
              void model.resume();
            }}
          >
            {words('treatment.resume')}
          </Button>
        )}
        <Button
          variant="plain"
          onPress={() => {
            setAsking('destroy');
          }}
        >
          {words('treatment.destroy.open')}
        </Button>
      </div>
      {asking === null && change.phase === 'failed' && <CodeNotice code={change.code} />}
      {asking === 'end' && (
        <EndTreatmentDialog
          model={model}
          year={retention.adultInYear}
          change={change}
          onClose={close}
        />
      )}
      {asking === 'destroy' && (
        <DestroyDialog
          client={client}
          model={model}
          isDue={retention.isDue}
          change={change}
          onClose={close}
        />
      )}
    </>
  );
}

/** Where the treatment stands, in words. */
function Standing({ retention }: { readonly retention: ClientRetention }) {
  const words = useWords();
  const day = useDay();
  const { endedAtMs, retainUntilMs, adultInYear, isDue } = retention;
  if (endedAtMs === null || retainUntilMs === null) return <p>{words('treatment.ongoing')}</p>;
  const days = { day: day(endedAtMs), until: day(retainUntilMs) };
  const minor =
    adultInYear === null ? '' : ` ${words('treatment.minor', { year: String(adultInYear) })}`;
  if (isDue) {
    return <Notice level="know">{`${words('treatment.due', days)}${minor}`}</Notice>;
  }
  return <p>{`${words('treatment.ended', days)}${minor}`}</p>;
}
