import type { TFunction } from 'i18next';
import type { Posture, PostureFinding } from '../../../src/contract/posture-calls.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CheckField } from '../../ui/controls/check-field.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { okWords } from './computer-words.ts';

/** One thing that was looked at: how it is, what to do about it, and whether sessions depend on it. */
export function ComputerFinding(props: {
  readonly finding: PostureFinding;
  readonly system: Posture['system'];
  readonly isRequired: boolean;
  readonly onRequired: (isRequired: boolean) => void;
  readonly onAcceptKey: () => void;
}) {
  const words = useWords();
  const { finding, system } = props;
  const untold = untoldWords(finding, words);
  return (
    <Card
      title={words(`computer.check.${finding.check}.title`)}
      {...(untold !== null && { text: untold })}
    >
      {finding.state === 'ok' && (
        <Notice level="quiet" title={words('computer.state.ok')}>
          {okWords(finding.check, system, words)}
        </Notice>
      )}
      {finding.state === 'advice' && <Advice finding={finding} onAcceptKey={props.onAcceptKey} />}
      <CheckField
        label={words('computer.required')}
        isChecked={props.isRequired}
        onChange={props.onRequired}
      />
    </Card>
  );
}

/** Without any drawing: a tick would say that it is well, and there is nothing to warn of. */
function untoldWords({ state }: PostureFinding, words: TFunction): string | null {
  switch (state) {
    case 'unknown':
      return `${words('computer.state.unknown')}. ${words('computer.unknownText')}`;
    case 'not-verified':
      return `${words('computer.state.not-verified')}. ${words('computer.notVerifiedText')}`;
    case 'ok':
    case 'advice':
      return null;
  }
}

function Advice(props: {
  readonly finding: Extract<PostureFinding, { state: 'advice' }>;
  readonly onAcceptKey: () => void;
}) {
  const words = useWords();
  const { reason, programs } = props.finding;
  const isKey = reason === 'other-key' || reason === 'not-vouched';
  return (
    <Notice
      level="know"
      title={words(`computer.advice.${reason}.title`)}
      {...(isKey && {
        actions: <Button onPress={props.onAcceptKey}>{words('computer.acceptKey')}</Button>,
      })}
    >
      {programs.length > 0 && <p>{words('computer.programs', { names: programs.join(', ') })}</p>}
      {words(`computer.advice.${reason}.text`)}
    </Notice>
  );
}
