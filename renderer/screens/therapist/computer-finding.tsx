import type { ReactNode } from 'react';
import type { PostureFinding } from '../../../src/contract/posture-calls.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CheckField } from '../../ui/controls/check-field.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';

/** One thing that was looked at: how it is, what to do about it, and whether sessions depend on it. */
export function ComputerFinding(props: {
  readonly finding: PostureFinding;
  readonly isRequired: boolean;
  readonly onRequired: (isRequired: boolean) => void;
  readonly onAcceptKey: () => void;
}) {
  const words = useWords();
  const { finding, isRequired } = props;
  return (
    <Card title={words(`computer.check.${finding.check}.title`)}>
      <State finding={finding} onAcceptKey={props.onAcceptKey} />
      <CheckField
        label={words('computer.required')}
        detail={words('computer.requiredDetail')}
        isChecked={isRequired}
        onChange={props.onRequired}
      />
    </Card>
  );
}

function State(props: {
  readonly finding: PostureFinding;
  readonly onAcceptKey: () => void;
}): ReactNode {
  const words = useWords();
  const { finding } = props;
  switch (finding.state) {
    case 'ok':
      return (
        <Notice level="quiet" title={words('computer.state.ok')}>
          {words(`computer.check.${finding.check}.ok`)}
        </Notice>
      );
    case 'unknown':
      return (
        <Notice level="quiet" title={words('computer.state.unknown')}>
          {words('computer.unknownText')}
        </Notice>
      );
    case 'not-verified':
      return (
        <Notice level="quiet" title={words('computer.state.not-verified')}>
          {words('computer.notVerifiedText')}
        </Notice>
      );
    case 'advice': {
      const { reason, programs } = finding;
      const isKey = reason === 'other-key' || reason === 'not-vouched';
      return (
        <Notice
          level="know"
          title={words(`computer.advice.${reason}.title`)}
          {...(isKey && {
            actions: <Button onPress={props.onAcceptKey}>{words('computer.acceptKey')}</Button>,
          })}
        >
          {programs.length > 0 && (
            <p>{words('computer.programs', { names: programs.join(', ') })}</p>
          )}
          {words(`computer.advice.${reason}.text`)}
        </Notice>
      );
    }
  }
}
