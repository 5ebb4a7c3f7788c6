import { useState, type ReactNode } from 'react';
import type { AppStatus } from '../../../src/contract/app-status.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading } from '../../ui/feedback/loading.tsx';
import { PreviewBanner } from '../../ui/feedback/preview-banner.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { TherapistModels } from '../../view-models/models.ts';
import { SessionScreen } from '../session/session-screen.tsx';
import { OwnShieldNotice } from '../shield/own-shield-notice.tsx';
import { CodeActions } from '../shared/code-actions.tsx';
import { CodePanel } from '../shared/code-panel.tsx';
import { useStore } from '../shared/use-store.ts';
import { useKeys } from '../shared/use-keys.ts';
import { DamageWays } from './damage-ways.tsx';
import { DestructionDialog } from './destruction-dialog.tsx';
import { Home } from './home.tsx';
import { LockSoonNotice } from './lock-soon-notice.tsx';
import { RecoveryKit } from './recovery-kit.tsx';
import { RenewalPaper } from './renewal-paper.tsx';
import type { Go, Route } from './route.ts';
import { UnsavedDialog } from './unsaved-dialog.tsx';
import { VaultGate } from './vault-gate.tsx';

/**
 * Which of the therapist's screens is shown: first whether this page and its main side fit together, then whether the
 * vault is open (a session that runs goes on behind a locked one, unseen and unheard), then the session, then the rest.
 */
export function TherapistApp(props: { readonly models: TherapistModels; readonly start?: Route }) {
  const { models } = props;
  const app = useStore(models.app);
  const vault = useStore(models.vault.state);
  // Kept here, so that whoever unlocks is where they were.
  const [route, setRoute] = useState<Route>(props.start ?? { screen: 'clients' });
  const status = app.phase === 'ready' ? app.status : null;
  const banner = (
    <>
      {status?.host === 'preview' && <PreviewBanner />}
      <OwnShieldNotice capture={models.shield.standing} />
    </>
  );
  if (app.phase === 'failed') {
    return (
      <CalmPage>
        <CodePanel code={app.code} headingLevel={1} />
      </CalmPage>
    );
  }
  if (vault.phase !== 'open') {
    return (
      <VaultGate
        vault={models.vault}
        ways={models.vaultWays}
        restore={models.restore}
        rescue={models.rescue}
        exportOf={(clientId) => models.exportOf(clientId)}
        session={models.session}
        state={vault}
        banner={banner}
      />
    );
  }
  return <OpenApp models={models} status={status} above={banner} route={route} go={setRoute} />;
}

/** The screens behind the vault. Locking has its key on each of them. */
function OpenApp(props: {
  readonly models: TherapistModels;
  readonly status: AppStatus | null;
  readonly above: ReactNode;
  readonly route: Route;
  readonly go: Go;
}) {
  const { models } = props;
  const lock = (): void => {
    models.vault.lock();
  };
  useKeys({ lock });
  const soonAtMs = useStore(models.autoLock.soonAtMs);
  const banner =
    soonAtMs === null ? (
      props.above
    ) : (
      <>
        {props.above}
        <LockSoonNotice />
      </>
    );
  return (
    <CodeActions
      value={(code) => (code === 'vault-damaged' ? <DamageWays models={models} /> : undefined)}
    >
      <OpenScreen {...props} banner={banner} />
      <DestructionDialog model={models.destruction} onLock={lock} />
      <UnsavedDialog vault={models.vault} />
    </CodeActions>
  );
}

function OpenScreen(props: {
  readonly models: TherapistModels;
  readonly status: AppStatus | null;
  readonly banner: ReactNode;
  readonly route: Route;
  readonly go: Go;
}) {
  const { models, status, banner } = props;
  const words = useWords();
  const kit = useStore(models.vaultWays.kit);
  const renewal = useStore(models.renewal.state);
  const session = useStore(models.session.state);
  const isRunning = session.phase !== 'checking' && session.phase !== 'idle';
  if (isRunning) return <SessionScreen models={models} state={session} banner={banner} />;
  if (kit.phase !== 'none') {
    return <RecoveryKit model={models.vaultWays} state={kit} banner={banner} />;
  }
  if (renewal.phase === 'making' || renewal.phase === 'paper') {
    return <RenewalPaper model={models.renewal} state={renewal} banner={banner} />;
  }
  if (session.phase === 'checking') {
    return (
      <CalmPage banner={banner}>
        <Loading isTitle label={words('session.checking')} />
      </CalmPage>
    );
  }
  return <Home models={models} status={status} banner={banner} route={props.route} go={props.go} />;
}
