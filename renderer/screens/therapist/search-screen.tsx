import { useEffect, useRef } from 'react';
import { searchCharacters, type SearchResult } from '../../../src/contract/search-calls.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { SearchField } from '../../ui/controls/search-field.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { Page } from '../../ui/layout/page.tsx';
import type { SearchModel, SearchState } from '../../view-models/search-model.ts';
import { CodePanel } from '../shared/code-panel.tsx';
import { useAskedFocus } from '../shared/use-asked-focus.ts';
import { useKeys } from '../shared/use-keys.ts';
import { useStore } from '../shared/use-store.ts';
import type { Go, Route } from './route.ts';
import { SearchResults } from './search-results.tsx';

/** Looks through the whole vault. Whoever comes back from a result finds everything as it was. */
export function SearchScreen(props: {
  readonly search: SearchModel;
  /** The person comes back from a result. */
  readonly isBack: boolean;
  readonly go: Go;
}) {
  const { search, isBack, go } = props;
  const words = useWords();
  const typed = useStore(search.typed);
  const state = useStore(search.state);
  const field = useRef<HTMLInputElement>(null);
  const toRow = useAskedFocus();
  useEffect(() => {
    if (isBack && search.opened.get() !== null) toRow.ask();
    else toField(field.current);
  }, [search, isBack, toRow]);
  useKeys({
    find: () => {
      toField(field.current);
    },
  });
  return (
    <Page title={words('search.title')}>
      <SearchField
        label={words('search.label')}
        hint={words('search.hint')}
        value={typed}
        inputRef={field}
        onChange={(text) => {
          search.type(text);
        }}
        onSubmit={() => {
          if (state.phase === 'found' && state.results.length > 0) toRow.ask();
        }}
      />
      <SearchStatus state={state} />
      <SearchBody
        search={search}
        state={state}
        rowRef={toRow.ref}
        onOpen={(result) => {
          search.open(result);
          go(routeTo(result));
        }}
      />
    </Page>
  );
}

/** To be typed over: what was looked for is rarely looked for again. */
function toField(field: HTMLInputElement | null): void {
  field?.focus();
  field?.select();
}

/** Always in the page, so that it is read aloud when it changes. */
function SearchStatus({ state }: { readonly state: SearchState }) {
  const words = useWords();
  if (state.phase === 'searching') return <StatusLine>{words('search.searching')}</StatusLine>;
  if (state.phase !== 'found') return <StatusLine isQuiet>{null}</StatusLine>;
  const number = state.results.length;
  if (number === 0) return <StatusLine isQuiet>{words('search.none.title')}</StatusLine>;
  if (state.more.phase !== 'none') {
    return <StatusLine>{words('search.firstResults', { number })}</StatusLine>;
  }
  return (
    <StatusLine>
      {number === 1 ? words('search.oneResult') : words('search.manyResults', { number })}
    </StatusLine>
  );
}

function SearchBody(props: {
  readonly search: SearchModel;
  readonly state: SearchState;
  readonly rowRef: (row: HTMLElement | null) => void;
  readonly onOpen: (result: SearchResult) => void;
}) {
  const { search, state } = props;
  const words = useWords();
  const again = (
    <Button
      onPress={() => {
        search.again();
      }}
    >
      {words('search.building.again')}
    </Button>
  );
  switch (state.phase) {
    case 'searching':
      return null;
    case 'empty':
      return (
        <EmptyState
          icon="search"
          title={words('search.where.title')}
          text={words('search.where.text')}
        />
      );
    case 'too-long':
      return (
        <Notice level="know" title={words('search.tooLong.title')} isNews>
          {words('search.tooLong.text', { number: searchCharacters })}
        </Notice>
      );
    case 'failed':
      return <CodePanel code={state.code} actions={again} />;
    case 'found':
      return (
        <>
          {!state.isComplete && (
            <Notice level="know" isNews actions={again}>
              {words('search.building.text')}
            </Notice>
          )}
          {state.results.length === 0 ? (
            <EmptyState
              icon="search"
              title={words('search.none.title')}
              text={words('search.none.text')}
            />
          ) : (
            <SearchResults {...props} state={state} />
          )}
        </>
      );
  }
}

/** The place of a result: a file is on its client's page. */
function routeTo(result: SearchResult): Route {
  const { clientId } = result;
  switch (result.kind) {
    case 'client':
    case 'file':
      return { screen: 'client', clientId, isFound: true };
    case 'note':
    case 'amendment': {
      const { noteId, createdAtMs, place: range } = result;
      const amendment = result.kind === 'amendment' ? result.number : null;
      return { screen: 'note', clientId, noteId, createdAtMs, found: { amendment, range } };
    }
  }
}
