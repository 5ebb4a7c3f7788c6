import type { ClientId, SeatId } from '../../src/contract/ids.ts';
import type { Session } from '../../src/contract/ipc.ts';
import type { EndReason, WaitingGuest } from '../../src/contract/signaling.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { CallModel } from './call-model.ts';
import type { KnockView, SessionSlip } from './encryption-model.ts';
import type { LeftFilesModel } from './left-files.ts';
import type { Store } from './store.ts';

export type HostSessionState =
  /** Looking whether a session was under way before a reload or a crash. Begins once the vault is open. */
  | { readonly phase: 'checking' }
  | { readonly phase: 'idle' }
  /** Opening the room; `session` is there as soon as the main side made it. */
  | { readonly phase: 'starting'; readonly session: Session | null }
  /** The room is open. Who is in it and how the connection is: see `HostSessionModel.call`. */
  | {
      readonly phase: 'open';
      readonly session: Session;
      readonly invite: InviteState;
      /** In order of arrival. Empty: nobody waits. */
      readonly waiting: readonly WaitingPerson[];
      /** The last thing asked for (admit, refuse, remove, invite, end) that failed, until the next attempt. */
      readonly failed: ErrorCode | null;
    }
  | { readonly phase: 'ending'; readonly session: Session }
  | {
      readonly phase: 'ended';
      readonly session: Session;
      readonly reason: EndReason;
      /** The signed record of it, which lies in the vault. Absent: there is none. */
      readonly slip?: SessionSlip;
      /** Nobody was let in, so that there is nothing to be signed. */
      readonly isUnattended?: true;
    }
  /**
   * It could not be started, or was lost for good. `retryable`: offer `retry`. `isLookingBack`: nobody has begun one; it could
   * not be found out whether one was under way.
   */
  | {
      readonly phase: 'failed';
      readonly code: ErrorCode;
      readonly retryable: boolean;
      readonly session: Session | null;
      readonly isLookingBack?: true;
    };

/** Somebody in the waiting room, with what their knock says. */
export interface WaitingPerson extends Omit<WaitingGuest, 'sealedKnock'> {
  /** Absent: knocks are not read, and nothing is shown of one. */
  readonly knock?: KnockView;
}

/** The invite link that is shown. */
export type InviteState =
  | { readonly phase: 'creating' }
  | {
      readonly phase: 'ready';
      /** For a browser, whose page comes from the server. */
      readonly link: string;
      /** The same invite for the app, whose code does not. */
      readonly appLink: string;
      readonly expiresAtMs: number;
    }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/**
 * How the last end fares. `told`: there is nothing to be said of it any more. `telling`: the server could not be told at once that a
 * session is over, and clients may still be in the room. `given-up`: it was not told, and what it does by itself is all that is left.
 */
export type FarewellState = 'told' | 'telling' | 'given-up';

/** The therapist's session: from the start, through the waiting room and the call, to the end. */
export interface HostSessionModel {
  readonly state: Store<HostSessionState>;
  /** The call inside the session. */
  readonly call: CallModel;
  /** Files that were here and lay nowhere else when the session ended; gone when it is dismissed. */
  readonly leftFiles: LeftFilesModel;
  /** Whether the server knows of the end of a session. */
  readonly farewell: Store<FarewellState>;
  /** Looks for a session that was under way, and leads back into it. Done by itself whenever the vault opens. */
  check(): void;
  /** Starts a session with a client. */
  start(clientId: ClientId): void;
  /** Tries again what failed, in the same session when there is one. */
  retry(): void;
  /** Lets a waiting guest in. */
  admit(seatId: SeatId): void;
  /** Sends a waiting guest away. */
  refuse(seatId: SeatId): void;
  /** Removes somebody who is in the session. */
  remove(seatId: SeatId): void;
  /** Makes a new link beside those already given out. */
  newInvite(): void;
  /** Ends the session for everybody. */
  end(): void;
  /** From `ended` or `failed` back to `idle`. A session that failed is ended on the main side as well. */
  dismiss(): void;
}
