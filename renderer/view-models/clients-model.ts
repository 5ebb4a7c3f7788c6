import type { Client } from '../../src/contract/ipc.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { Store } from './store.ts';

export type ClientsState =
  | { readonly phase: 'loading' }
  | {
      readonly phase: 'ready';
      /** Most recently seen first. Empty: show the empty state. */
      readonly clients: readonly Client[];
      readonly creation: ClientCreation;
    }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** How the making of a new client stands. */
export type ClientCreation =
  | { readonly phase: 'idle' }
  | { readonly phase: 'creating' }
  /** `bad-request`: not a usable pseudonym. `conflict`: it is taken. */
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The list of clients, by pseudonym. */
export interface ClientsModel {
  readonly state: Store<ClientsState>;
  /** Reads the list (again). A list that is already shown stays until the new one is there. */
  load(): void;
  /** Resolves with the new client, or with null when it failed; the reason is in `creation`. */
  create(pseudonym: string): Promise<Client | null>;
  /** Takes a failed creation's message away, for instance when the person types again. */
  clearCreationFailure(): void;
}
