import type { ClientId, NoteId } from '../../../src/contract/ids.ts';

/** Where the therapist is, outside of a session. */
export type Route =
  /** `find`: the person asked to search. */
  | { readonly screen: 'clients'; readonly find: boolean }
  | { readonly screen: 'client'; readonly clientId: ClientId }
  | {
      readonly screen: 'note';
      readonly clientId: ClientId;
      readonly noteId: NoteId;
      readonly createdAtMs: number;
    }
  /** Exporting a client's record. */
  | { readonly screen: 'export'; readonly clientId: ClientId }
  | { readonly screen: 'settings' }
  | { readonly screen: 'vault-security' }
  | { readonly screen: 'access-log' };

export type Go = (to: Route) => void;
