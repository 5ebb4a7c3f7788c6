import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { ListSkeleton } from '../../ui/feedback/loading.tsx';
import { Page } from '../../ui/layout/page.tsx';
import type { TherapistModels } from '../../view-models/models.ts';
import type { VaultSecurityState } from '../../view-models/vault-security-model.ts';
import { FailedPanel } from '../shared/failed-panel.tsx';
import { useStore } from '../shared/use-store.ts';
import { BackupsCard } from './backups-card.tsx';
import { DestroyedRecordsCard } from './destroyed-records-card.tsx';
import { MendedNotice } from './mended-notice.tsx';
import { RenewalCard } from './renewal-card.tsx';
import { VaultFileCard } from './vault-file-card.tsx';
import { DamageNotice, VerificationCard } from './verification-card.tsx';
import { WaysCard } from './ways-card.tsx';

/** Everything about how the vault is kept: its file, the ways into it, backups, verification. */
export function VaultSecurityScreen(props: {
  readonly models: TherapistModels;
  readonly onBack: () => void;
}) {
  const { models } = props;
  const words = useWords();
  const model = models.vaultSecurity;
  const state = useStore(model.state);
  // Whoever changes a way wants to see that the keychain does as it is told.
  const ways = useStore(models.vaultWays.ways);
  useEffect(() => {
    model.load();
  }, [model, ways]);
  return (
    <Page
      title={words('vaultSecurity.title')}
      detail={words('vaultSecurity.text')}
      back={{ label: words('therapist.settings.title'), onPress: props.onBack }}
    >
      {state.phase === 'loading' && <ListSkeleton label={words('common.loading')} />}
      {state.phase === 'failed' && (
        <FailedPanel
          code={state.code}
          onAgain={() => {
            model.load();
          }}
        />
      )}
      {state.phase === 'ready' && <Cards models={models} state={state} />}
    </Page>
  );
}

function Cards(props: {
  readonly models: TherapistModels;
  readonly state: Extract<VaultSecurityState, { phase: 'ready' }>;
}) {
  const { models, state } = props;
  const { security, keychain, verifying } = state;
  const ways = useStore(models.vaultWays.ways);
  const renewal = useStore(models.renewal.state);
  const [computerModel] = useState(() => models.openComputer());
  const computer = useStore(computerModel.state);
  useEffect(() => {
    computerModel.load();
  }, [computerModel]);
  return (
    <>
      <MendedNotice vault={models.vault} />
      <DamageNotice verified={security.verified} verifying={verifying} />
      <WaysCard
        model={models.vaultWays}
        keychain={{ name: security.keychain, state: keychain }}
        isFixed={renewal.phase === 'working'}
      />
      {ways && <RenewalCard model={models.renewal} ways={ways} />}
      <BackupsCard model={models.backups} />
      <VerificationCard
        model={models.vaultSecurity}
        verified={security.verified}
        verifying={verifying}
      />
      <DestroyedRecordsCard open={() => models.openDestroyedRecords()} />
      <VaultFileCard cipher={security.cipher} disk={security.disk} computer={computer} />
    </>
  );
}
