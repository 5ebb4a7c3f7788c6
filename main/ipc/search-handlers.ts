import type { SearchHandlers } from '../../src/contract/search-calls.ts';
import type { SearchService } from '../services/search-service.ts';

/** The call that finds what is written. */
export function searchHandlers(search: SearchService): SearchHandlers {
  return { 'search.find': ({ query, page }) => search.find(query, page) };
}
