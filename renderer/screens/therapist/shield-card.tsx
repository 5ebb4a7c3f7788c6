import type { CaptureCapability, CaptureStanding } from '../../../src/contract/capture-schema.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Select } from '../../ui/controls/select.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Facts } from '../../ui/layout/facts.tsx';
import type { OwnShieldModel } from '../../view-models/own-shield-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useStore } from '../shared/use-store.ts';

const rules = ['warn', 'audio-only', 'refuse'] as const;

/** The rows of the table, each with the capability of the computers that it is about. */
const systems = [
  ['windows', 'hides'],
  ['faulty', 'faulty'],
  ['windowsOld', 'black'],
  ['macos', 'partly'],
  ['macosOld', null],
  ['linux', 'none'],
  ['camera', null],
] as const satisfies readonly (readonly [string, CaptureCapability | null])[];

/** What was tried with this window, what systems do, and what is wanted where others' windows are not hidden. */
export function ShieldCard({ model }: { readonly model: OwnShieldModel }) {
  const words = useWords();
  const standing = useStore(model.standing);
  const trial = useStore(model.trial);
  return (
    <Card title={words('shieldSettings.title')} text={words('shieldSettings.text')}>
      {standing && <Found standing={standing} />}
      {trial.phase === 'failed' &&
        (trial.code === 'conflict' ? (
          <Notice level="know" isNews>
            {words('shieldSettings.inSession')}
          </Notice>
        ) : (
          <CodeNotice code={trial.code} />
        ))}
      {standing?.why !== 'no-app' && (
        <div>
          <Button
            isPending={trial.phase === 'trying'}
            pendingLabel={words('shieldSettings.trying')}
            onPress={() => {
              model.test();
            }}
          >
            {words('shieldSettings.test')}
          </Button>
        </div>
      )}
      <RuleChoice model={model} />
      <p>{words('shieldSettings.table')}</p>
      <Facts
        isSmall
        rows={systems.map(([system, capability]) => {
          const name = words(`shieldSettings.system.${system}`);
          const isHere = standing !== null && standing.capability === capability;
          return {
            what: isHere ? words('shieldSettings.here', { system: name }) : name,
            is: words(`shieldSettings.does.${system}`),
          };
        })}
      />
    </Card>
  );
}

function Found({ standing }: { readonly standing: CaptureStanding }) {
  const words = useWords();
  const { verdict, why } = standing;
  if (verdict === 'hidden') return <Notice level="quiet">{words('shieldSettings.hidden')}</Notice>;
  if (verdict === 'unknown') {
    return (
      <Notice level="know" title={words('shield.unknown.title')}>
        {why !== null && words(`shield.unknown.${why}`)}
      </Notice>
    );
  }
  return (
    <Notice
      level={verdict === 'visible' ? 'stop' : 'know'}
      title={words(`shield.${verdict}.title`)}
    >
      {words(`shield.${verdict}.text`)}
    </Notice>
  );
}

function RuleChoice({ model }: { readonly model: OwnShieldModel }) {
  const words = useWords();
  const rule = useStore(model.rule);
  const failed = useStore(model.failed);
  return (
    <>
      {failed !== null && <CodeNotice code={failed} />}
      <Select
        label={words('shieldSettings.rule.label')}
        icon="camera"
        choices={rules.map((value) => ({ value, label: words(`shieldSettings.rule.${value}`) }))}
        value={rule}
        placeholder={words('shieldSettings.rule.choose')}
        onChange={(value) => {
          const chosen = rules.find((one) => one === value);
          if (chosen) model.setRule(chosen);
        }}
      />
      <p>{words('shieldSettings.rule.text')}</p>
    </>
  );
}
