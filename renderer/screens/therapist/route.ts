import type { ClientId, NoteId } from '../../../src/contract/ids.ts';
import type { FoundPlace } from '../note/found-place.ts';

/** Where the therapist is, outside of a session. */
export type Route =
  | { readonly screen: 'clients' }
  /** Looking through the whole vault. `isBack`: from something that was found. */
  | { readonly screen: 'search'; readonly isBack?: boolean }
  /** `isFound`: from the results of a search, to which the way back leads. */
  | { readonly screen: 'client'; readonly clientId: ClientId; readonly isFound?: boolean }
  | {
      readonly screen: 'note';
      readonly clientId: ClientId;
      readonly noteId: NoteId;
      readonly createdAtMs: number;
      /** Nobody may have written in it yet. */
      readonly isNew?: boolean;
      /** Where in it a search found something; the way back leads to the results. */
      readonly found?: FoundPlace;
    }
  /** Exporting a client's record. */
  | { readonly screen: 'export'; readonly clientId: ClientId }
  | { readonly screen: 'settings' }
  | { readonly screen: 'vault-security' }
  | { readonly screen: 'access-log' }
  /** What is known of this computer. */
  | { readonly screen: 'computer' };

export type Go = (to: Route) => void;
