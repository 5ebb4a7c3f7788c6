import type { Clock, Log } from '../../src/base/ports.ts';
import { ids } from '../../src/contract/ids.ts';
import {
  lastSearchPage,
  searchResultsPerPage,
  type SearchResult,
  type SearchResults,
} from '../../src/contract/search-calls.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import type { SearchHit } from '../vault/search/search-index.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { VaultService } from './vault-service.ts';

/** Finds what is written in the vault, and has the index of it built. */
export interface SearchService {
  /** One page of what is found, from 0. @throws AppError vault-locked */
  find(query: string, page: number): SearchResults;
  /** The index is not what it should be: it is built anew, while everything else goes on. @throws AppError vault-locked */
  rebuild(): void;
}

export interface SearchServiceOptions {
  readonly vault: VaultService;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly log: Log;
}

/** Builds on whatever is missing of the index each time that the vault was opened, in small steps. */
export function createSearchService(options: SearchServiceOptions): SearchService {
  const { vault, audit, log } = options;
  let building: OpenVault | null = null;
  const start = (): void => {
    const opened = vault.use();
    // Whoever builds already goes on with what is new.
    if (building === opened) return;
    building = opened;
    void build(options, opened)
      .catch((error: unknown) => {
        log.warn('search-not-built', { code: AppError.from(error).code });
      })
      .finally(() => {
        if (building === opened) building = null;
      });
  };
  const rebuild = (): void => {
    vault.use().search.reset();
    start();
  };
  vault.events.on('opened', start);
  // There is none in a file that was just made.
  vault.events.on('rekeyed', start);
  return {
    find: (query, page) => {
      const { search } = vault.use();
      audit.reading('searched', 'search', () => null);
      const paging = { offset: page * searchResultsPerPage, most: searchResultsPerPage };
      try {
        const { hits, hasMore } = search.find(query, paging);
        const isComplete = search.isComplete();
        // A write may have found it damaged, and marked it.
        if (!isComplete) start();
        return {
          results: hits.map(resultOf),
          hasMore: hasMore && page < lastSearchPage,
          isComplete,
        };
      } catch (thrown) {
        const error = AppError.from(thrown);
        if (error.code !== 'vault-damaged') throw error;
        log.warn('search-damaged');
        rebuild();
        return { results: [], hasMore: false, isComplete: false };
      }
    },
    rebuild,
  };
}

/** While somebody is in a session: a step now and then takes longer than a call should wait. */
const pauseInSessionMs = 250;

/** Others have their turn after each step. Ends with the vault. */
async function build({ vault, clock }: SearchServiceOptions, opened: OpenVault): Promise<void> {
  const pause = async (ms = 0): Promise<void> =>
    new Promise((resolve) => {
      clock.after(ms, resolve);
    });
  // Nothing is done before whoever opens the vault has been told that it is open.
  await pause();
  while (vault.status.state === 'open' && vault.use() === opened) {
    if (!opened.search.buildOn()) return;
    await pause(opened.sessions.running() ? pauseInSessionMs : 0);
  }
}

function resultOf({
  kind,
  ref,
  number,
  clientId,
  pseudonym,
  atMs,
  begunAtMs: createdAtMs,
  excerpt,
  place,
}: SearchHit): SearchResult {
  const found = { clientId, pseudonym, atMs, excerpt: [...excerpt] };
  switch (kind) {
    case 'client':
      return { kind, ...found };
    case 'file':
      return { kind, fileId: ids.file.parse(ref), ...found };
    case 'note':
      return { kind, noteId: ids.note.parse(ref), createdAtMs, place, ...found };
    case 'amendment':
      return { kind, noteId: ids.note.parse(ref), number, createdAtMs, place, ...found };
  }
}
