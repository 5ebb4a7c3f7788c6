import { useState } from 'react';
import type { ClientRetention } from '../../../src/contract/client-calls.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { TreatmentChange, TreatmentModel } from '../../view-models/treatment-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';
import { EndTreatmentDialog } from './end-treatment-dialog.tsx';
import styles from './treatment-card.module.css';

const cx = classesOf(styles);

interface TreatmentCardProps {
  readonly open: () => TreatmentModel;
  /** The record is to be destroyed. `isDue`: nothing has to be kept any more. */
  readonly onDestroy: (isDue: boolean) => void;
}

/** The end of a treatment, how long its record is kept, and the way to destroy it. */
export function TreatmentCard({ open, onDestroy }: TreatmentCardProps) {
  const words = useWords();
  const [model] = useState(open);
  const state = useStore(model.state);
  if (state.phase === 'loading') return null;
  if (state.phase === 'failed') return <Unread model={model} />;
  return (
    <Card title={words('treatment.title')} text={words('treatment.rule')}>
      <Treatment
        model={model}
        retention={state.retention}
        change={state.change}
        onDestroy={onDestroy}
      />
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
  readonly model: TreatmentModel;
  readonly retention: ClientRetention;
  readonly change: TreatmentChange;
  readonly onDestroy: (isDue: boolean) => void;
}) {
  const { model, retention, change, onDestroy } = props;
  const words = useWords();
  const [isEnding, setEnding] = useState(false);
  const hasEnded = retention.endedAtMs !== null;
  return (
    <>
      <Standing retention={retention} />
      <div className={cx('deeds')}>
        <Button
          onPress={() => {
            setEnding(true);
          }}
        >
          {words(hasEnded ? 'treatment.end.correct' : 'treatment.end.open')}
        </Button>
        {hasEnded && (
          <Button
            isPending={!isEnding && change.phase === 'busy'}
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
            onDestroy(retention.isDue);
          }}
        >
          {words('treatment.destroy.open')}
        </Button>
      </div>
      {!isEnding && change.phase === 'failed' && <CodeNotice code={change.code} />}
      {isEnding && (
        <EndTreatmentDialog
          model={model}
          year={retention.adultInYear}
          change={change}
          onClose={() => {
            model.clearFailure();
            setEnding(false);
          }}
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
