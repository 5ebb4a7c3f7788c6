import { useWords } from '../../i18n/use-words.ts';
import { TopStrip } from '../../ui/feedback/top-strip.tsx';
import type { FarewellState } from '../../view-models/host-session-model.ts';
import type { Store } from '../../view-models/store.ts';
import { useStore } from '../shared/use-store.ts';

/** That the server does not know of a session's end, for who has gone on: across the top, as long as there is something to be said. */
export function FarewellStrip(props: { readonly farewell: Store<FarewellState> }) {
  const words = useWords();
  const farewell = useStore(props.farewell);
  return (
    <output>
      {farewell !== 'told' && (
        <TopStrip icon="offline" text={words(`session.wrapUp.farewell.${farewell}`)} />
      )}
    </output>
  );
}
