import type { ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { HostSessionModel } from '../../view-models/host-session-model.ts';
import type { RestoreModel } from '../../view-models/restore-model.ts';
import type { VaultModel, VaultProblem, VaultState } from '../../view-models/vault-model.ts';
import type { VaultWaysModel } from '../../view-models/vault-ways-model.ts';
import { CodePanel } from '../shared/code-panel.tsx';
import { useStore } from '../shared/use-store.ts';
import { FailedPage } from './failed-page.tsx';
import { LockedPage } from './locked-page.tsx';
import { OtherWays } from './other-ways.tsx';
import { RestorePage } from './restore-page.tsx';

/** What there is instead of the therapist's screens while the vault is not open. Deleting is never offered. */
export function VaultGate(props: {
  readonly vault: VaultModel;
  readonly ways: VaultWaysModel;
  readonly restore: RestoreModel;
  /** It may run while the vault is shut. */
  readonly session: HostSessionModel;
  readonly state: Exclude<VaultState, { phase: 'open' }>;
  readonly banner: ReactNode;
}) {
  const { vault, ways, restore, session, state, banner } = props;
  const words = useWords();
  const restoring = useStore(restore.state);
  // A vault that comes into being meanwhile is shown only when its making is over.
  if (restoring.phase === 'working' || (restoring.phase !== 'none' && mayRestore(state.phase))) {
    return (
      <RestorePage
        model={restore}
        state={restoring}
        banner={banner}
        setsAside={state.phase !== 'absent'}
      />
    );
  }
  switch (state.phase) {
    case 'checking':
      return (
        <CalmPage banner={banner}>
          <Loading isTitle label={words('therapist.starting')} />
        </CalmPage>
      );
    case 'absent':
    case 'creating':
      return (
        <FirstRun
          vault={vault}
          restore={restore}
          isCreating={state.phase === 'creating'}
          banner={banner}
        />
      );
    case 'locked':
    case 'opening':
    case 'locking':
      return (
        <LockedPage
          vault={vault}
          ways={ways}
          session={session}
          state={state}
          banner={banner}
          onRestore={() => {
            restore.offer();
          }}
        />
      );
    case 'needs-help':
      return (
        <NeedsHelp
          vault={vault}
          ways={ways}
          restore={restore}
          problem={state.problem}
          banner={banner}
        />
      );
    case 'failed':
      return (
        <FailedPage
          code={state.code}
          banner={banner}
          onTryAgain={() => {
            vault.check();
          }}
        />
      );
  }
}

/** What keeps the vault shut, and every way out that there is. None of them deletes anything. */
function NeedsHelp(props: {
  readonly vault: VaultModel;
  readonly ways: VaultWaysModel;
  readonly restore: RestoreModel;
  readonly problem: VaultProblem;
  readonly banner: ReactNode;
}) {
  const { vault, ways, restore, problem, banner } = props;
  const words = useWords();
  return (
    <CalmPage title={words('therapist.vault.help.title')} banner={banner}>
      <CodePanel
        code={problem}
        actions={
          <>
            <Button
              variant="primary"
              onPress={() => {
                vault.open();
              }}
            >
              {words('common.action.tryAgain')}
            </Button>
            {problem === 'vault-rolled-back' && (
              <Button
                onPress={() => {
                  ways.acceptOlder();
                }}
              >
                {words('therapist.vault.help.goOn')}
              </Button>
            )}
            <Button
              onPress={() => {
                restore.offer();
              }}
            >
              {words('backups.restore.offer')}
            </Button>
          </>
        }
      />
      {isOfKeychain(problem) && <OtherWays model={ways} />}
    </CalmPage>
  );
}

function FirstRun(props: {
  readonly vault: VaultModel;
  readonly restore: RestoreModel;
  readonly isCreating: boolean;
  readonly banner: ReactNode;
}) {
  const words = useWords();
  return (
    <CalmPage
      title={words('therapist.vault.absent.title')}
      text={words('therapist.vault.absent.text')}
      banner={props.banner}
      actions={
        <>
          <Button
            variant="primary"
            size="large"
            isPending={props.isCreating}
            pendingLabel={words('therapist.vault.absent.creating')}
            onPress={() => {
              props.vault.create();
            }}
          >
            {words('therapist.vault.absent.create')}
          </Button>
          {!props.isCreating && (
            <Button
              size="large"
              onPress={() => {
                props.restore.offer();
              }}
            >
              {words('backups.restore.offer')}
            </Button>
          )}
        </>
      }
    >
      <Notice level="know">{words('therapist.vault.absent.backup')}</Notice>
    </CalmPage>
  );
}

/** Whether another vault may take the place of what there is: nothing of it is open, or about to be. */
function mayRestore(phase: VaultState['phase']): boolean {
  return phase === 'absent' || phase === 'locked' || phase === 'needs-help';
}

/** Whether another way than the keychain would open the vault. */
function isOfKeychain(problem: VaultProblem): boolean {
  return problem.startsWith('keychain-');
}
