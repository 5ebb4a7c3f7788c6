import type { NoteSummary } from '../../src/contract/ipc.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { Store } from './store.ts';

export type NotesState =
  | { readonly phase: 'loading' }
  /** Newest first. Empty: show the empty state. */
  | { readonly phase: 'ready'; readonly notes: readonly NoteSummary[] }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The notes of one client. */
export interface NotesModel {
  readonly state: Store<NotesState>;
  /** Reads the list (again). A list that is already shown stays until the new one is there. */
  load(): void;
}
