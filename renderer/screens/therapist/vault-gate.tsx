import { useEffect, type ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { HostSessionModel } from '../../view-models/host-session-model.ts';
import type { TherapistModels } from '../../view-models/models.ts';
import type { RescueModel } from '../../view-models/rescue-model.ts';
import type { RestoreModel } from '../../view-models/restore-model.ts';
import type { VaultModel, VaultProblem, VaultState } from '../../view-models/vault-model.ts';
import type { VaultWaysModel } from '../../view-models/vault-ways-model.ts';
import { CodePanel } from '../shared/code-panel.tsx';
import { useStore } from '../shared/use-store.ts';
import { AsideCard } from './aside-card.tsx';
import { FailedPage } from './failed-page.tsx';
import { LockedPage } from './locked-page.tsx';
import { OtherWays } from './other-ways.tsx';
import { RescuePage } from './rescue-page.tsx';
import { RestorePage } from './restore-page.tsx';

interface GateProps {
  readonly vault: VaultModel;
  readonly ways: VaultWaysModel;
  readonly restore: RestoreModel;
  readonly rescue: RescueModel;
  readonly exportOf: TherapistModels['exportOf'];
  /** It may run while the vault is shut. */
  readonly session: HostSessionModel;
  readonly state: Exclude<VaultState, { phase: 'open' }>;
  readonly banner: ReactNode;
}

/** What there is instead of the therapist's screens while the vault is not open. Deleting is never offered. */
export function VaultGate(props: GateProps) {
  const { vault, ways, restore, rescue, session, state, banner } = props;
  const words = useWords();
  const detour = useDetour(props);
  if (detour) return detour;
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
          rescue={rescue}
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

/** What is looked at, or made, in the place of a vault that does not open; null where nobody wants that. */
function useDetour({
  ways,
  restore,
  rescue,
  exportOf,
  state,
  banner,
}: Pick<GateProps, 'ways' | 'restore' | 'rescue' | 'exportOf' | 'state' | 'banner'>): ReactNode {
  const restoring = useStore(restore.state);
  const rescuing = useStore(rescue.state);
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
  if (rescuing.phase === 'none' || !mayRestore(state.phase)) return null;
  return (
    <RescuePage
      model={rescue}
      ways={ways}
      state={rescuing}
      banner={banner}
      exportOf={exportOf}
      onRestore={() => {
        restore.offer();
      }}
    />
  );
}

/** What keeps the vault shut, and every way out that there is. None of them deletes anything. */
function NeedsHelp(props: {
  readonly vault: VaultModel;
  readonly ways: VaultWaysModel;
  readonly restore: RestoreModel;
  readonly rescue: RescueModel;
  readonly problem: VaultProblem;
  readonly banner: ReactNode;
}) {
  const { vault, ways, restore, rescue, problem, banner } = props;
  const words = useWords();
  const isDamaged = problem === 'vault-damaged';
  const again = (
    <Button
      variant={isDamaged ? 'quiet' : 'primary'}
      onPress={() => {
        vault.open();
      }}
    >
      {words('common.action.tryAgain')}
    </Button>
  );
  return (
    <CalmPage title={words('therapist.vault.help.title')} banner={banner}>
      <CodePanel
        code={problem}
        actions={
          <>
            {!isDamaged && again}
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
              variant={isDamaged ? 'primary' : 'quiet'}
              onPress={() => {
                restore.offer();
              }}
            >
              {words('backups.restore.offer')}
            </Button>
            {isDamaged && (
              <>
                <Button
                  onPress={() => {
                    rescue.offer();
                  }}
                >
                  {words('rescue.offer')}
                </Button>
                {again}
              </>
            )}
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
  const { restore } = props;
  useEffect(() => {
    restore.look();
  }, [restore]);
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
                restore.offer();
              }}
            >
              {words('backups.restore.offer')}
            </Button>
          )}
        </>
      }
    >
      <AsideCard model={restore} text={words('backups.restore.aside.none')} />
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
