import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import type { VaultModel } from '../../view-models/vault-model.ts';
import { useStore } from '../shared/use-store.ts';

/** Says that a copy of the header was damaged and is whole again, once the vault is open. */
export function MendedNotice({ vault }: { readonly vault: VaultModel }) {
  const words = useWords();
  const state = useStore(vault.state);
  const [isRead, setRead] = useState(false);
  if (state.phase !== 'open' || !state.mended || isRead) return null;
  return (
    <Notice
      level="know"
      title={words('vaultSecurity.mended.title')}
      onDismiss={() => {
        setRead(true);
      }}
    >
      {words('vaultSecurity.mended.text')}
    </Notice>
  );
}
