import { useWords } from '../../i18n/use-words.ts';
import { Loading } from '../../ui/feedback/loading.tsx';
import { PreviewBanner } from '../../ui/feedback/preview-banner.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { TherapistModels } from '../../view-models/models.ts';
import { SessionScreen } from '../session/session-screen.tsx';
import { CodePanel } from '../shared/code-panel.tsx';
import { useStore } from '../shared/use-store.ts';
import { Home } from './home.tsx';
import { RecoveryKit } from './recovery-kit.tsx';
import type { Route } from './route.ts';
import { VaultGate } from './vault-gate.tsx';

/**
 * Which of the therapist's screens is shown: first whether this page and its main side fit together, then a session
 * that runs (it stays on the screen even if the vault locks, because microphone and camera are on), then the vault,
 * then everything else.
 */
export function TherapistApp(props: { readonly models: TherapistModels; readonly start?: Route }) {
  const { models } = props;
  const words = useWords();
  const app = useStore(models.app);
  const vault = useStore(models.vault.state);
  const kit = useStore(models.vaultWays.kit);
  const session = useStore(models.session.state);
  const status = app.phase === 'ready' ? app.status : null;
  const banner = status?.host === 'preview' ? <PreviewBanner /> : null;
  if (app.phase === 'failed') {
    return (
      <CalmPage>
        <CodePanel code={app.code} headingLevel={1} />
      </CalmPage>
    );
  }
  const isRunning = session.phase !== 'checking' && session.phase !== 'idle';
  if (isRunning) return <SessionScreen models={models} state={session} banner={banner} />;
  if (vault.phase !== 'open')
    return <VaultGate vault={models.vault} ways={models.vaultWays} state={vault} banner={banner} />;
  if (kit.phase !== 'none') {
    return <RecoveryKit model={models.vaultWays} state={kit} banner={banner} />;
  }
  if (session.phase === 'checking') {
    return (
      <CalmPage banner={banner}>
        <Loading isTitle label={words('session.checking')} />
      </CalmPage>
    );
  }
  return (
    <Home
      models={models}
      status={status}
      banner={banner}
      {...(props.start ? { start: props.start } : {})}
    />
  );
}
