import { assertNever } from '../base/assert-never.ts';
import type { EndReason } from '../contract/signaling.ts';
import { AppError } from '../errors/app-error.ts';
import type { ErrorCode } from '../errors/error-codes.ts';

/** Where a guest is on the way from the link to goodbye. */
export type GuestState =
  /** Reading the link; a moment only. */
  | { readonly phase: 'reading-link' }
  /** Not a link that can be used: ask for a new one. */
  | { readonly phase: 'invalid'; readonly code: 'invite-invalid' }
  /** Camera and microphone, then `join`. `failed` is why the last attempt to join did not work. */
  | { readonly phase: 'device-check'; readonly failed: ErrorCode | null }
  | { readonly phase: 'joining' }
  /**
   * In the waiting room. `reconnecting`: the connection dropped and is coming back by itself. `isAgain`: one was in the call, and
   * away until one's place there was given up.
   */
  | {
      readonly phase: 'waiting';
      readonly connection: 'connected' | 'reconnecting';
      readonly isAgain?: boolean;
    }
  /** In the session. */
  | { readonly phase: 'in-call' }
  /** It is over. `left`: by one's own wish. A room that broke is `failed`: it may be opened again. */
  | {
      readonly phase: 'closed';
      readonly reason: Exclude<EndReason, 'media-failed' | 'server-stopping'> | 'left';
    }
  /** It cannot go on by itself. `retryable`: offer `retry`; otherwise ask for a new link. */
  | { readonly phase: 'failed'; readonly code: ErrorCode; readonly retryable: boolean };

export type GuestEvent =
  | { readonly kind: 'link-unusable' }
  | { readonly kind: 'link-read' }
  /** The person wants in, or a reload found a seat. */
  | { readonly kind: 'join' }
  /** Has a seat. `isNew`: in the waiting room; otherwise where one was before, in the call or not. */
  | { readonly kind: 'seated'; readonly isNew: boolean }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'admitted' }
  | { readonly kind: 'room-closed'; readonly reason: EndReason }
  | { readonly kind: 'left' }
  /** The connection is gone, and nothing is done about it any more. */
  | { readonly kind: 'lost'; readonly code: ErrorCode };

/** Codes after which one's seat or one's link is gone: another attempt would end the same way. */
const final: ReadonlySet<ErrorCode> = new Set([
  'invite-invalid',
  'invite-used',
  'invite-expired',
  'place-gone',
  'update-required',
  'browser-unsupported',
  'refused',
  'removed',
  'room-closed',
]);

/** What comes too late for a state, such as a drop after goodbye, changes nothing. */
export function nextGuest(state: GuestState, event: GuestEvent): GuestState {
  switch (event.kind) {
    case 'link-unusable':
      return { phase: 'invalid', code: 'invite-invalid' };
    case 'link-read':
      return { phase: 'device-check', failed: null };
    case 'join':
      return isOver(state) && state.phase !== 'failed' ? state : { phase: 'joining' };
    case 'seated':
      return afterSeat(state, event.isNew);
    case 'dropped':
      // A call says by itself that it is reconnecting.
      return state.phase === 'waiting' ? { ...state, connection: 'reconnecting' } : state;
    case 'admitted':
      return isOver(state) ? state : { phase: 'in-call' };
    case 'room-closed':
      return isOver(state) ? state : afterRoom(event.reason);
    case 'left':
      return { phase: 'closed', reason: 'left' };
    case 'lost':
      return isOver(state) ? state : afterLoss(state, event.code);
    default:
      return assertNever(event, 'nextGuest');
  }
}

/** True when nothing more happens by itself. */
export function isOver(state: GuestState): boolean {
  return state.phase === 'closed' || state.phase === 'failed' || state.phase === 'invalid';
}

function afterSeat(state: GuestState, isNew: boolean): GuestState {
  if (isOver(state) || (state.phase === 'in-call' && !isNew)) return state;
  const isAgain = state.phase === 'in-call' || (state.phase === 'waiting' && state.isAgain);
  return { phase: 'waiting', connection: 'connected', ...(isAgain && { isAgain }) };
}

/** A room that broke may be opened again by the therapist; one that ended will not. */
function afterRoom(reason: EndReason): GuestState {
  switch (reason) {
    case 'media-failed':
      return { phase: 'failed', code: 'media-failed', retryable: true };
    case 'server-stopping':
      return { phase: 'failed', code: 'connection-lost', retryable: true };
    case 'ended':
    case 'host-gone':
    case 'removed':
    case 'refused':
      return { phase: 'closed', reason };
    default:
      return assertNever(reason, 'afterRoom');
  }
}

function afterLoss(state: GuestState, code: ErrorCode): GuestState {
  // Before the waiting room there is still the device check to go back to, with the reason above it.
  if (state.phase === 'joining' && new AppError(code).retryable) {
    return { phase: 'device-check', failed: code };
  }
  return { phase: 'failed', code, retryable: !final.has(code) };
}
