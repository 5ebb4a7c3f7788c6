import { useState } from 'react';
import type { VaultWays } from '../../../src/contract/ipc.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import type { RenewalModel, RenewalState } from '../../view-models/renewal-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useStore } from '../shared/use-store.ts';
import { RenewalDialog } from './renewal-dialog.tsx';
import { WorkProgress } from './work-progress.tsx';

/** Giving the vault another key: when one does that, and how far it is. */
export function RenewalCard(props: { readonly model: RenewalModel; readonly ways: VaultWays }) {
  const { model, ways } = props;
  const words = useWords();
  const state = useStore(model.state);
  const [isAsking, setAsking] = useState(false);
  return (
    <Card title={words('vaultSecurity.renewal.title')} text={words('vaultSecurity.renewal.text')}>
      <Outcome state={state} />
      {state.phase === 'working' ? (
        <WorkProgress
          label={words('vaultSecurity.renewal.working')}
          done={state.done}
          onCancel={() => {
            model.cancel();
          }}
        />
      ) : (
        <div>
          <Button
            onPress={() => {
              model.dismiss();
              setAsking(true);
            }}
          >
            {words('vaultSecurity.renewal.open')}
          </Button>
        </div>
      )}
      {isAsking && (
        <RenewalDialog
          hasPassphrase={ways.passphrase}
          onBegin={(passphrase) => {
            model.begin(passphrase);
          }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </Card>
  );
}

/** What came of the last one; of a paper that opens nothing it is said which. */
function Outcome({ state }: { readonly state: RenewalState }) {
  const words = useWords();
  switch (state.phase) {
    case 'done':
      return (
        <Notice level="quiet" isNews title={words('vaultSecurity.renewal.done.title')}>
          {words('vaultSecurity.renewal.done.text', { number: state.kitNumber })}
        </Notice>
      );
    case 'cancelled':
      return <Unchanged kitNumber={state.kitNumber} />;
    case 'failed':
      return (
        <>
          {state.code === 'conflict' ? <Refused /> : <CodeNotice code={state.code} />}
          {state.kitNumber !== null && <Unchanged kitNumber={state.kitNumber} />}
        </>
      );
    case 'idle':
    case 'making':
    case 'paper':
    case 'working':
      return null;
  }
}

function Refused() {
  const words = useWords();
  return (
    <Notice level="know" isNews title={words('vaultSecurity.renewal.refused.title')}>
      {words('vaultSecurity.renewal.refused.text')}
    </Notice>
  );
}

function Unchanged({ kitNumber }: { readonly kitNumber: string }) {
  const words = useWords();
  return (
    <Notice level="know" isNews title={words('vaultSecurity.renewal.unchanged.title')}>
      {words('vaultSecurity.renewal.unchanged.text', { number: kitNumber })}
    </Notice>
  );
}
