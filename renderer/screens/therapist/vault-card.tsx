import { useState } from 'react';
import type { VaultWays } from '../../../src/contract/ipc.ts';
import { limits } from '../../../src/contract/limits.ts';
import { isPassphrase } from '../../../src/domain/vault-ways.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Facts } from '../../ui/layout/facts.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { TherapistModels } from '../../view-models/models.ts';
import type { VaultWaysModel } from '../../view-models/vault-ways-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';
import styles from './other-ways.module.css';

/** What the vault is sealed with, and the ways into it. */
export function VaultCard({ models }: { readonly models: TherapistModels }) {
  const words = useWords();
  const vault = useStore(models.vault.state);
  const ways = useStore(models.vaultWays.ways);
  if (vault.phase !== 'open') return null;
  return (
    <Card
      title={words('therapist.settings.vault.title')}
      text={words('therapist.settings.vault.text')}
    >
      <Facts
        rows={[
          { what: words('therapist.settings.vault.cipher'), is: vault.cipher },
          { what: words('therapist.settings.vault.keychain'), is: vault.keychain },
        ]}
      />
      {ways && <Ways model={models.vaultWays} ways={ways} />}
      <div>
        <Button
          icon="lock"
          onPress={() => {
            models.vault.lock();
          }}
        >
          {words('therapist.settings.vault.lock')}
        </Button>
      </div>
    </Card>
  );
}

function Ways({ model, ways }: { readonly model: VaultWaysModel; readonly ways: VaultWays }) {
  const words = useWords();
  const changing = useStore(model.changing);
  const [isOpen, setOpen] = useState(false);
  const day = useDay();
  const { recovery } = ways;
  return (
    <>
      {!recovery && (
        <Notice level="know" title={words('therapist.ways.keychainOnly.title')}>
          {words('therapist.ways.keychainOnly.text')}
        </Notice>
      )}
      {changing.phase === 'failed' && !isOpen && <CodeNotice code={changing.code} />}
      <Facts
        rows={[
          {
            what: words('therapist.ways.facts.recovery'),
            is: recovery
              ? words('therapist.ways.facts.kit', {
                  number: recovery.kitNumber,
                  day: day(recovery.madeAtMs),
                })
              : words('therapist.ways.facts.none'),
          },
          {
            what: words('therapist.ways.facts.passphrase'),
            is: words(ways.passphrase ? 'therapist.ways.facts.set' : 'therapist.ways.facts.none'),
          },
        ]}
      />
      <div className={styles['choices']}>
        <Button
          variant={recovery ? 'quiet' : 'primary'}
          onPress={() => {
            model.makeKit();
          }}
        >
          {words(recovery ? 'therapist.ways.newKit' : 'therapist.ways.makeKit')}
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
        {ways.passphrase && (
          <Button
            variant="plain"
            onPress={() => {
              model.removePassphrase();
            }}
          >
            {words('therapist.ways.removePassphrase')}
          </Button>
        )}
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

function PassphraseDialog(props: { readonly model: VaultWaysModel; readonly onClose: () => void }) {
  const { model, onClose } = props;
  const words = useWords();
  const changing = useStore(model.changing);
  const [typed, setTyped] = useState(['', '']);
  const [error, setError] = useState<'tooShort' | 'differs' | null>(null);
  const [first = '', second = ''] = typed;
  const type = (next: readonly [string, string]): void => {
    model.clearFailures();
    setError(null);
    setTyped([...next]);
  };
  return (
    <Dialog
      title={words('therapist.passphrase.title')}
      text={words('therapist.passphrase.text')}
      isOpen
      onClose={onClose}
      onSubmit={() => {
        if (!isPassphrase(first)) setError('tooShort');
        else if (first !== second) setError('differs');
        else {
          void model.setPassphrase(first).then((isSet) => {
            if (isSet) onClose();
          });
        }
      }}
      actions={
        <>
          <Button onPress={onClose}>{words('common.action.cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            isPending={changing.phase === 'busy'}
            pendingLabel={words('common.action.working')}
          >
            {words('therapist.passphrase.save')}
          </Button>
        </>
      }
    >
      {changing.phase === 'failed' && <CodeNotice code={changing.code} />}
      <TextField
        label={words('therapist.passphrase.label')}
        hint={words('therapist.passphrase.hint')}
        isSecret
        value={first}
        maxLength={limits.passphraseCharacters}
        error={error === 'tooShort' ? words('therapist.passphrase.tooShort') : null}
        takesFocus
        onChange={(value) => {
          type([value, second]);
        }}
      />
      <TextField
        label={words('therapist.passphrase.again')}
        isSecret
        value={second}
        maxLength={limits.passphraseCharacters}
        error={error === 'differs' ? words('therapist.passphrase.differs') : null}
        onChange={(value) => {
          type([first, value]);
        }}
      />
    </Dialog>
  );
}
