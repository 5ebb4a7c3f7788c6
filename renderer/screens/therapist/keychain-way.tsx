import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { VaultWaysModel } from '../../view-models/vault-ways-model.ts';
import type { ShownKeychain } from './shown-keychain.ts';

type State = ShownKeychain['state'];

/** What is the matter with the keychain, where something is. */
export function KeychainNotice({ state }: { readonly state: State }) {
  const words = useWords();
  const what = isLost(state)
    ? 'lost'
    : state === 'unavailable' || state === 'refused'
      ? 'away'
      : null;
  if (what === null) return null;
  return (
    <Notice level="know" title={words(`vaultSecurity.ways.${what}.title`)}>
      {words(`vaultSecurity.ways.${what}.text`)}
    </Notice>
  );
}

/** Using the keychain, or no longer. One that does not answer is left as it is. */
export function KeychainChoice(props: {
  readonly model: VaultWaysModel;
  readonly state: State;
  /** Other ways would be left. */
  readonly mayStop: boolean;
}) {
  const { model, state, mayStop } = props;
  const words = useWords();
  const [isAsking, setAsking] = useState(false);
  if (state === 'none' || isLost(state)) {
    return (
      <Button
        onPress={() => {
          model.useKeychain();
        }}
      >
        {words('vaultSecurity.ways.useKeychain')}
      </Button>
    );
  }
  if (state !== 'works' || !mayStop) return null;
  const close = (): void => {
    setAsking(false);
  };
  return (
    <>
      <Button
        variant="plain"
        onPress={() => {
          setAsking(true);
        }}
      >
        {words('vaultSecurity.ways.stopKeychain')}
      </Button>
      <Dialog
        title={words('vaultSecurity.ways.stop.title')}
        text={words('vaultSecurity.ways.stop.text')}
        isOpen={isAsking}
        onClose={close}
        onSubmit={() => {
          close();
          model.stopKeychain();
        }}
        actions={
          <>
            <Button onPress={close}>{words('common.action.cancel')}</Button>
            <Button variant="primary" type="submit">
              {words('vaultSecurity.ways.stop.confirm')}
            </Button>
          </>
        }
      />
    </>
  );
}

function isLost(state: State): boolean {
  return state === 'missing' || state === 'changed';
}
