import type { EndReason } from '../../src/contract/signaling.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { CallModel } from './call-model.ts';
import type { Store } from './store.ts';

export type GuestState =
  /** Reading the link; a moment only. */
  | { readonly phase: 'reading-link' }
  /** Not a link that can be used: ask for a new one. */
  | { readonly phase: 'invalid'; readonly code: 'invite-invalid' | 'update-required' }
  /** Camera and microphone, then `join`. `failed` is why the last attempt to join did not work. */
  | { readonly phase: 'device-check'; readonly failed: ErrorCode | null }
  | { readonly phase: 'joining' }
  /** In the waiting room. `reconnecting`: the connection dropped and is coming back by itself. */
  | { readonly phase: 'waiting'; readonly connection: 'connected' | 'reconnecting' }
  /** In the session; see `GuestModel.call`. */
  | { readonly phase: 'in-call' }
  /** It is over. `left`: by one's own wish. */
  | { readonly phase: 'closed'; readonly reason: EndReason | 'left' }
  /** It cannot go on. `retryable`: offer `retry`; otherwise ask for a new link. */
  | { readonly phase: 'failed'; readonly code: ErrorCode; readonly retryable: boolean };

/** The guest's way from the link to goodbye. */
export interface GuestModel {
  readonly state: Store<GuestState>;
  /** The call inside the session. */
  readonly call: CallModel;
  /** From the device check into the waiting room. */
  join(): void;
  /** Leaves the waiting room or the call for good. */
  leave(): void;
  /** After a retryable failure. */
  retry(): void;
}
