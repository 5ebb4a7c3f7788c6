import { useState } from 'react';
import type { VaultWays } from '../../../src/contract/ipc.ts';
import { isKeychainAlone, mayRemoveWay, vaultWays } from '../../../src/domain/vault-ways.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Facts } from '../../ui/layout/facts.tsx';
import type { VaultWaysModel } from '../../view-models/vault-ways-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';
import { KeychainChoice, KeychainNotice } from './keychain-way.tsx';
import styles from './other-ways.module.css';
import { PassphraseDialog } from './passphrase-dialog.tsx';
import type { ShownKeychain } from './shown-keychain.ts';

/** What opens the vault: each way with its state, and adding, changing and removing it. */
export function WaysCard(props: {
  readonly model: VaultWaysModel;
  readonly keychain: ShownKeychain;
  /** The vault's key is being renewed, and every way with it: none can be changed now. */
  readonly isFixed: boolean;
}) {
  const words = useWords();
  const ways = useStore(props.model.ways);
  return (
    <Card title={words('vaultSecurity.ways.title')} text={words('vaultSecurity.ways.text')}>
      {ways && <Ways {...props} ways={ways} />}
    </Card>
  );
}

function Ways(props: {
  readonly model: VaultWaysModel;
  readonly keychain: ShownKeychain;
  readonly isFixed: boolean;
  readonly ways: VaultWays;
}) {
  const { model, keychain, isFixed, ways } = props;
  const words = useWords();
  return (
    <>
      {isKeychainAlone(vaultWays.filter((way) => Boolean(ways[way]))) && (
        <Notice level="know" title={words('therapist.ways.keychainOnly.title')}>
          {words('therapist.ways.keychainOnly.text')}
        </Notice>
      )}
      <KeychainNotice state={keychain.state} />
      <WayFacts keychain={keychain} ways={ways} />
      {!isFixed && <Choices model={model} keychain={keychain} ways={ways} />}
    </>
  );
}

function Choices(props: {
  readonly model: VaultWaysModel;
  readonly keychain: ShownKeychain;
  readonly ways: VaultWays;
}) {
  const { model, keychain, ways } = props;
  const words = useWords();
  const changing = useStore(model.changing);
  const [isOpen, setOpen] = useState(false);
  const kinds = vaultWays.filter((way) => Boolean(ways[way]));
  return (
    <>
      {changing.phase === 'failed' && !isOpen && <CodeNotice code={changing.code} />}
      <div className={styles['choices']}>
        <Button
          variant={ways.recovery ? 'quiet' : 'primary'}
          onPress={() => {
            model.makeKit();
          }}
        >
          {words(ways.recovery ? 'therapist.ways.newKit' : 'therapist.ways.makeKit')}
        </Button>
        <Button
          onPress={() => {
            model.clearFailures();
            setOpen(true);
          }}
        >
          {words(
            ways.passphrase ? 'therapist.ways.changePassphrase' : 'therapist.ways.setPassphrase',
          )}
        </Button>
        {mayRemoveWay(kinds, 'passphrase') && (
          <Button
            variant="plain"
            onPress={() => {
              model.removePassphrase();
            }}
          >
            {words('therapist.ways.removePassphrase')}
          </Button>
        )}
        <KeychainChoice
          model={model}
          state={keychain.state}
          mayStop={mayRemoveWay(kinds, 'keychain')}
        />
      </div>
      {isOpen && (
        <PassphraseDialog
          model={model}
          onClose={() => {
            model.clearFailures();
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

function WayFacts(props: { readonly keychain: ShownKeychain; readonly ways: VaultWays }) {
  const { keychain, ways } = props;
  const words = useWords();
  const day = useDay();
  const { recovery } = ways;
  return (
    <Facts
      rows={[
        {
          what: words('vaultSecurity.ways.keychain'),
          is: words(`vaultSecurity.ways.state.${keychain.state}`, { name: keychain.name }),
        },
        {
          what: words('therapist.ways.facts.passphrase'),
          is: words(ways.passphrase ? 'therapist.ways.facts.set' : 'therapist.ways.facts.none'),
        },
        {
          what: words('therapist.ways.facts.recovery'),
          is: recovery
            ? words('therapist.ways.facts.kit', {
                number: recovery.kitNumber,
                day: day(recovery.madeAtMs),
              })
            : words('therapist.ways.facts.none'),
        },
      ]}
    />
  );
}
