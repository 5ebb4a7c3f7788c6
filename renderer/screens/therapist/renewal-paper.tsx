import type { ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Loading } from '../../ui/feedback/loading.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { RenewalModel, RenewalState } from '../../view-models/renewal-model.ts';
import { KitPage } from './recovery-kit.tsx';

/** The recovery key that comes with another key of the vault. Nothing changes before it is on paper. */
export function RenewalPaper(props: {
  readonly model: RenewalModel;
  readonly state: Extract<RenewalState, { phase: 'making' | 'paper' }>;
  readonly banner: ReactNode;
}) {
  const { model, state, banner } = props;
  const words = useWords();
  if (state.phase === 'making') {
    return (
      <CalmPage banner={banner}>
        <Loading isTitle label={words('therapist.kit.making')} />
      </CalmPage>
    );
  }
  return (
    <KitPage
      title={words('vaultSecurity.renewal.paper.title')}
      text={words('vaultSecurity.renewal.paper.text')}
      kit={state.paper}
      keeping={{ phase: 'idle' }}
      proof={words('vaultSecurity.renewal.paper.proof')}
      keep={words('vaultSecurity.renewal.paper.done')}
      banner={banner}
      onKeep={() => {
        model.renew();
      }}
      onNotNow={() => {
        model.cancel();
      }}
    />
  );
}
