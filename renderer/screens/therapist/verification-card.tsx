import type { VaultSecurity } from '../../../src/contract/vault-security-calls.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Facts } from '../../ui/layout/facts.tsx';
import type { Verifying, VaultSecurityModel } from '../../view-models/vault-security-model.ts';
import { useCodeActions } from '../shared/code-actions.tsx';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useDay } from '../shared/use-day.ts';
import { WorkProgress } from './work-progress.tsx';

type Verified = VaultSecurity['verified'];

/** Whether everything in the vault is as it was written: when that was looked at last, and looking now. */
export function VerificationCard(props: {
  readonly model: VaultSecurityModel;
  readonly verified: Verified;
  readonly verifying: Verifying;
}) {
  const { model, verified, verifying } = props;
  const words = useWords();
  return (
    <Card
      title={words('vaultSecurity.verification.title')}
      text={words('vaultSecurity.verification.text')}
    >
      <Outcome verifying={verifying} />
      <Last verified={verified} />
      {verifying.phase === 'working' ? (
        <WorkProgress
          label={words('vaultSecurity.verification.working')}
          done={verifying.done}
          onCancel={() => {
            model.cancelVerifying();
          }}
        />
      ) : (
        <div>
          <Button
            onPress={() => {
              model.verify();
            }}
          >
            {words('vaultSecurity.verification.run')}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Last({ verified }: { readonly verified: Verified }) {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const is =
    verified === null
      ? words('vaultSecurity.verification.never')
      : words(
          verified.isRight
            ? 'vaultSecurity.verification.right'
            : 'vaultSecurity.verification.wrong',
          { day: day(verified.atMs), time: formatTime(verified.atMs, locale) },
        );
  return <Facts rows={[{ what: words('vaultSecurity.verification.last'), is }]} />;
}

/** Before everything else on the screen, because nothing else matters as much. */
export function DamageNotice(props: {
  readonly verified: Verified;
  readonly verifying: Verifying;
}) {
  const { verified, verifying } = props;
  const words = useWords();
  const found = isDamaged(verifying);
  const ways = useCodeActions('vault-damaged');
  if (!found && verified?.isRight !== false) return null;
  return (
    <Notice
      level="stop"
      isNews={found}
      title={words('vaultSecurity.verification.damaged.title')}
      actions={ways}
    >
      {words('vaultSecurity.verification.damaged.text')}
    </Notice>
  );
}

function Outcome({ verifying }: { readonly verifying: Verifying }) {
  const words = useWords();
  if (verifying.phase === 'failed' && !isDamaged(verifying)) {
    return <CodeNotice code={verifying.code} />;
  }
  if (verifying.phase !== 'done') return null;
  return (
    <Notice level="quiet" isNews>
      {words('vaultSecurity.verification.done')}
    </Notice>
  );
}

function isDamaged(verifying: Verifying): boolean {
  return verifying.phase === 'failed' && verifying.code === 'vault-damaged';
}
