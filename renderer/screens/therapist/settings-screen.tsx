import type { AppStatus } from '../../../src/contract/app-status.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Facts } from '../../ui/layout/facts.tsx';
import { Page } from '../../ui/layout/page.tsx';
import type { TherapistModels } from '../../view-models/models.ts';
import { KeysCard } from '../shared/keys-card.tsx';
import { AccessLogCard } from './access-log-card.tsx';
import { AutoLockCard } from './auto-lock-card.tsx';
import { ComputerCard } from './computer-card.tsx';
import { CheckSlipCard } from './check-slip-card.tsx';
import { RetentionCard } from './retention-card.tsx';
import { ServerCard } from './server-card.tsx';
import { ShieldCard } from './shield-card.tsx';
import { VaultCard } from './vault-card.tsx';

/** Server, vault, keys, and what this program is. */
export function SettingsScreen(props: {
  readonly models: TherapistModels;
  readonly status: AppStatus | null;
  readonly onAccessLog: () => void;
  readonly onVaultSecurity: () => void;
  readonly onComputer: () => void;
}) {
  const words = useWords();
  const { models, status } = props;
  return (
    <Page title={words('therapist.settings.title')}>
      <ServerCard server={models.server} />
      <VaultCard vault={models.vault} onOpen={props.onVaultSecurity} />
      {/* The preview knows nothing of the computer's use. */}
      {status?.host === 'electron' && <AutoLockCard model={models.autoLock} />}
      <ComputerCard onOpen={props.onComputer} />
      <ShieldCard model={models.shield} />
      <RetentionCard open={() => models.openRetentionRules()} />
      <AccessLogCard onOpen={props.onAccessLog} />
      <CheckSlipCard />
      <KeysCard />
      {status && <AboutCard status={status} />}
    </Page>
  );
}

function AboutCard(props: { readonly status: AppStatus }) {
  const words = useWords();
  const { status } = props;
  return (
    <Card title={words('therapist.settings.about.title')}>
      <Facts
        rows={[
          { what: words('therapist.settings.about.version'), is: status.versions.app },
          {
            what: words('therapist.settings.about.host'),
            is: words(`therapist.settings.about.hosts.${status.host}`),
          },
        ]}
      />
      {status.host === 'preview' && (
        <Notice level="know">{words('therapist.settings.about.capture')}</Notice>
      )}
    </Card>
  );
}
