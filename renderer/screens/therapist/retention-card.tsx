import { useEffect, useState } from 'react';
import { retentionHints } from '../../../src/domain/retention-hints.ts';
import type { RetentionRules } from '../../../src/domain/retention.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Select } from '../../ui/controls/select.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Facts } from '../../ui/layout/facts.tsx';
import type { RetentionRulesModel } from '../../view-models/retention-rules-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { FailedNotice } from '../shared/failed-notice.tsx';
import { useStore } from '../shared/use-store.ts';

const offeredYears = [3, 5, 6, 7, 8, 10, 12, 15, 20, 30];
const offeredAges = [18, 21, 24, 25, 26, 28, 30];

/** How long records are kept in this practice. It proposes; nothing is destroyed by it. */
export function RetentionCard({ open }: { readonly open: () => RetentionRulesModel }) {
  const words = useWords();
  const [model] = useState(open);
  useEffect(() => {
    model.load();
  }, [model]);
  const state = useStore(model.state);
  return (
    <Card title={words('retention.title')} text={words('retention.text')}>
      {state.phase === 'loading' && <Loading label={words('common.loading')} />}
      {state.phase === 'failed' && (
        <FailedNotice
          code={state.code}
          onAgain={() => {
            model.load();
          }}
        />
      )}
      {state.phase === 'ready' && (
        <>
          {state.failed !== null && <CodeNotice code={state.failed} />}
          <Choices
            rules={state.rules}
            onChange={(rules) => {
              model.set(rules);
            }}
          />
          <p>{words('retention.hints')}</p>
          <Facts
            isSmall
            rows={retentionHints.map(({ place, years, minorUntilAge }) => ({
              what: words(`retention.place.${place}`),
              is:
                minorUntilAge === 18
                  ? words('retention.hint', { years })
                  : words('retention.hintMinor', { years, age: minorUntilAge }),
            }))}
          />
        </>
      )}
    </Card>
  );
}

function Choices(props: {
  readonly rules: RetentionRules;
  readonly onChange: (rules: RetentionRules) => void;
}) {
  const { rules, onChange } = props;
  const words = useWords();
  return (
    <>
      <Select
        label={words('retention.years.label')}
        choices={choicesOf(offeredYears, rules.years, (years) =>
          years === 1 ? words('retention.years.one') : words('retention.years.many', { years }),
        )}
        value={String(rules.years)}
        placeholder=""
        onChange={(years) => {
          onChange({ ...rules, years: Number(years) });
        }}
      />
      <Select
        label={words('retention.age.label')}
        choices={choicesOf(offeredAges, rules.minorUntilAge, (age) =>
          words('retention.age.old', { age }),
        )}
        value={String(rules.minorUntilAge)}
        placeholder=""
        onChange={(age) => {
          onChange({ ...rules, minorUntilAge: Number(age) });
        }}
      />
    </>
  );
}

/** A number that was set elsewhere is shown as it is. */
function choicesOf(
  offered: readonly number[],
  chosen: number,
  label: (one: number) => string,
): { value: string; label: string }[] {
  return [...new Set([...offered, chosen])]
    .sort((a, b) => a - b)
    .map((one) => ({ value: String(one), label: label(one) }));
}
