import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Card } from '../../ui/layout/card.tsx';
import type { VaultModel } from '../../view-models/vault-model.ts';
import styles from './other-ways.module.css';

/** The vault is open: locking it, and the way to how well it is kept. */
export function VaultCard(props: { readonly vault: VaultModel; readonly onOpen: () => void }) {
  const words = useWords();
  return (
    <Card
      title={words('therapist.settings.vault.title')}
      text={words('therapist.settings.vault.text')}
    >
      <div className={styles['choices']}>
        <Button onPress={props.onOpen}>{words('vaultSecurity.open')}</Button>
        <Button
          icon="lock"
          onPress={() => {
            props.vault.lock();
          }}
        >
          {words('therapist.settings.vault.lock')}
        </Button>
      </div>
    </Card>
  );
}
