import { useState, type ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { ExportModel } from '../../view-models/export-model.ts';
import type { RescueModel, RescueState } from '../../view-models/rescue-model.ts';
import type { VaultWaysModel } from '../../view-models/vault-ways-model.ts';
import type { UnlockRequest } from '../../../src/contract/unlock-request.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useStore } from '../shared/use-store.ts';
import { OtherWays } from './other-ways.tsx';
import { RescueClient } from './rescue-client.tsx';
import { RescueFound } from './rescue-found.tsx';
import { WorkProgress } from './work-progress.tsx';

interface RescueProps {
  readonly model: RescueModel;
  readonly ways: VaultWaysModel;
  readonly banner: ReactNode;
  readonly exportOf: (clientId: ClientId) => ExportModel;
  readonly onRestore: () => void;
}

/** Looking at what can still be read of a damaged vault: a way in, reading it, and what was found. */
export function RescuePage(
  props: RescueProps & { readonly state: Exclude<RescueState, { phase: 'none' }> },
) {
  const { model, ways, state, banner } = props;
  const words = useWords();
  switch (state.phase) {
    case 'asking':
      return <Asking model={model} ways={ways} banner={banner} />;
    case 'working':
      return (
        <CalmPage title={words('rescue.title')} banner={banner}>
          <WorkProgress
            label={words('rescue.working')}
            done={state.done}
            onCancel={() => {
              model.cancel();
            }}
          />
        </CalmPage>
      );
    case 'found':
      return <Found {...props} state={state} />;
  }
}

function Asking({ model, ways, banner }: Pick<RescueProps, 'model' | 'ways' | 'banner'>) {
  const words = useWords();
  const unlocking = useStore(model.unlocking);
  const known = useStore(ways.ways);
  const typed = {
    ways: ways.ways,
    unlocking: model.unlocking,
    unlock: (request: UnlockRequest) => {
      model.begin(request);
    },
    clearFailures: () => {
      model.clearFailures();
    },
  };
  const byKeychain = (
    <>
      {unlocking.phase === 'failed' && <KeychainFailed code={unlocking.code} />}
      <div>
        <Button
          variant="primary"
          isPending={unlocking.phase === 'busy'}
          pendingLabel={words('common.action.working')}
          onPress={() => {
            model.begin({ way: 'keychain' });
          }}
        >
          {words('rescue.begin')}
        </Button>
      </div>
    </>
  );
  return (
    <CalmPage
      title={words('rescue.title')}
      text={words('rescue.text')}
      banner={banner}
      actions={
        <Button
          onPress={() => {
            model.end();
          }}
        >
          {words('common.action.cancel')}
        </Button>
      }
    >
      {known?.keychain === false ? (
        <OtherWays model={typed} />
      ) : (
        <OtherWays model={typed} usual={byKeychain} />
      )}
    </CalmPage>
  );
}

/** Nothing is put into a keychain by looking, which is what is promised elsewhere of one that has no key, or another. */
function KeychainFailed({ code }: { readonly code: ErrorCode }) {
  const words = useWords();
  if (code !== 'keychain-missing' && code !== 'keychain-changed') return <CodeNotice code={code} />;
  return (
    <Notice level="know" isNews title={words(`errors.${code}.what`)}>
      {words('rescue.byOther')}
    </Notice>
  );
}

function Found(props: RescueProps & { readonly state: Extract<RescueState, { phase: 'found' }> }) {
  const { model, state, banner, exportOf, onRestore } = props;
  const { report } = state;
  const [chosen, setChosen] = useState<ClientId | null>(null);
  const client = report.clients.find(({ clientId }) => clientId === chosen);
  return client ? (
    <RescueClient
      key={client.clientId}
      client={client}
      exportOf={exportOf}
      notesOf={(clientId) => model.notesOf(clientId)}
      banner={banner}
      onBack={() => {
        setChosen(null);
      }}
    />
  ) : (
    <RescueFound
      report={report}
      banner={banner}
      onChoose={setChosen}
      onRestore={onRestore}
      onEnd={() => {
        model.end();
      }}
    />
  );
}
