import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { Store } from './store.ts';

export type ServerState =
  | { readonly phase: 'loading' }
  /** No server chosen yet: ask for its address. */
  | { readonly phase: 'unset'; readonly work: ServerWork }
  /** Chosen, but this machine's key is not enrolled there: ask for the code from the practice's IT. */
  | { readonly phase: 'not-enrolled'; readonly origin: string; readonly work: ServerWork }
  | { readonly phase: 'enrolled'; readonly origin: string; readonly work: ServerWork }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** What is under way on the server screen, and how it went. */
export type ServerWork =
  | { readonly phase: 'idle' }
  | { readonly phase: 'busy' }
  /** `unauthorized`: the code is wrong or used. `connection-lost`, `timeout`: the server does not answer. */
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The practice's server: where it is, and whether it knows this therapist's key. */
export interface ServerModel {
  readonly state: Store<ServerState>;
  load(): void;
  /** Remembers the server's origin, such as `https://rooms.example`. `bad-request` when it is not one. */
  setOrigin(origin: string): void;
  /** Enrols this machine's identity key with a one-time code. */
  enrol(code: string): void;
}
