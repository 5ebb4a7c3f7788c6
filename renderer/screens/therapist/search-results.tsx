import type { SearchResult } from '../../../src/contract/search-calls.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { ListRow, ListView } from '../../ui/list/list-view.tsx';
import { MarkedText } from '../../ui/list/marked-text.tsx';
import { keyOfResult, type FoundState, type SearchModel } from '../../view-models/search-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';

/** What was found, and the way to more of it. */
export function SearchResults(props: {
  readonly search: SearchModel;
  readonly state: FoundState;
  /** The row to go to: the one that was opened, or else the first. */
  readonly rowRef: (row: HTMLElement | null) => void;
  readonly onOpen: (result: SearchResult) => void;
}) {
  const { search, state, rowRef, onOpen } = props;
  const words = useWords();
  const day = useDay();
  const opened = useStore(search.opened);
  const keys = state.results.map(keyOfResult);
  const target = keys.find((key) => key === opened) ?? keys[0];
  const { more } = state;
  return (
    <>
      <ListView label={words('search.results')}>
        {state.results.map((result) => {
          const key = keyOfResult(result);
          const { kind, pseudonym, excerpt } = result;
          const isClient = kind === 'client';
          return (
            <ListRow
              key={key}
              title={isClient ? <MarkedText parts={excerpt} /> : pseudonym}
              detail={words(`search.kind.${kind}`, { day: day(dayOf(result)) })}
              {...(!isClient && { excerpt: <MarkedText parts={excerpt} /> })}
              {...(key === target && { ref: rowRef })}
              onPress={() => {
                onOpen(result);
              }}
            />
          );
        })}
      </ListView>
      {more.phase === 'failed' && <CodeNotice code={more.code} level="know" />}
      {more.phase !== 'none' && (
        <div>
          <Button
            isPending={more.phase === 'loading'}
            pendingLabel={words('common.loading')}
            onPress={() => {
              search.loadMore();
            }}
          >
            {words('search.more')}
          </Button>
        </div>
      )}
    </>
  );
}

/** The day by which it is known: a note's is that of its session, however often it was saved since. */
function dayOf(result: SearchResult): number {
  return result.kind === 'note' ? result.createdAtMs : result.atMs;
}
