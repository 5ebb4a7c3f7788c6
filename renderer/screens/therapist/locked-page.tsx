import type { ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { HostSessionModel } from '../../view-models/host-session-model.ts';
import type { VaultModel, VaultState } from '../../view-models/vault-model.ts';
import type { VaultWaysModel } from '../../view-models/vault-ways-model.ts';
import { useStore } from '../shared/use-store.ts';
import { OtherWays } from './other-ways.tsx';
import { SessionBehind } from './session-behind.tsx';

type LockedState = Extract<VaultState, { phase: 'locked' | 'opening' | 'locking' }>;

/** What there is of the app while the vault is locked: why, what goes on meanwhile, and the ways back in. */
export function LockedPage(props: {
  readonly vault: VaultModel;
  readonly ways: VaultWaysModel;
  readonly session: HostSessionModel;
  readonly state: LockedState;
  readonly banner: ReactNode;
  readonly onRestore: () => void;
}) {
  const { vault, ways, session, state, banner } = props;
  const running = useStore(session.state);
  const words = useWords();
  const text = useLockedText(state);
  const unlock = (
    <div>
      <Button
        variant="primary"
        size="large"
        isPending={state.phase !== 'locked'}
        pendingLabel={words(
          state.phase === 'locking'
            ? 'therapist.vault.locked.locking'
            : 'therapist.vault.locked.opening',
        )}
        onPress={() => {
          vault.open();
        }}
      >
        {words('therapist.vault.locked.open')}
      </Button>
    </div>
  );
  return (
    <CalmPage title={words('therapist.vault.locked.title')} text={text} banner={banner}>
      {state.phase === 'locked' && state.holdsUnsaved && (
        <Notice level="stop" isNews title={words('therapist.vault.locked.unsaved.title')}>
          {words('therapist.vault.locked.unsaved.text')}
        </Notice>
      )}
      <SessionBehind session={session} />
      {state.phase === 'locked' ? <OtherWays model={ways} usual={unlock} /> : unlock}
      {/* Words that wait to be saved, and a session, belong to this vault. */}
      {state.phase === 'locked' && !state.holdsUnsaved && running.phase !== 'open' && (
        <div>
          <Button variant="plain" onPress={props.onRestore}>
            {words('backups.restore.offer')}
          </Button>
        </div>
      )}
    </CalmPage>
  );
}

/** Why it is locked, where it locked by itself. */
function useLockedText(state: LockedState): string {
  const words = useWords();
  const safe = words('therapist.vault.locked.text');
  const why = state.phase === 'locked' ? state.why : undefined;
  if (!why) return safe;
  if (why.kind !== 'idle') return `${words(`therapist.vault.locked.why.${why.kind}`)} ${safe}`;
  const { minutes } = why;
  const idle =
    minutes === 1
      ? words('therapist.vault.locked.why.idleOnce')
      : words('therapist.vault.locked.why.idle', { minutes });
  return `${idle} ${safe}`;
}
