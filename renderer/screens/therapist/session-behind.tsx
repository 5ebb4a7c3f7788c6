import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { nothingTold, type AsideState } from '../../view-models/aside-model.ts';
import type { HostSessionModel } from '../../view-models/host-session-model.ts';
import { createStore, type Store } from '../../view-models/store.ts';
import { useStore } from '../shared/use-store.ts';

const nobodyTold: Store<AsideState> = createStore(nothingTold);

/**
 * A session goes on without picture and sound behind the locked window, or something told in it was not read. Nothing here says
 * with whom.
 */
export function SessionBehind({ session }: { readonly session: HostSessionModel }) {
  const words = useWords();
  const state = useStore(session.state);
  const { others } = useStore(session.call.talk?.aside.state ?? nobodyTold);
  return (
    <>
      {/* Whoever told something reads "Saved". To others who see this window a call for help looks like an interruption. */}
      {others.length > 0 && (
        <Notice level="stop" isNews>
          {words('session.behindLock.aside')}
        </Notice>
      )}
      {state.phase === 'open' && (
        <Notice level="know" title={words('session.behindLock.title')}>
          {words('session.behindLock.text')}
          {state.waiting.length > 0 && ` ${words('session.behindLock.waiting')}`}
        </Notice>
      )}
    </>
  );
}
