import type { GuestState } from '../../src/domain/guest-journey.ts';
import type { CallModel } from './call-model.ts';
import type { GuestKind, SessionSlip } from './encryption-model.ts';
import type { FirstFaceModel } from './first-face.ts';
import type { GuestRelayModel } from './guest-relay-model.ts';
import type { LeftFilesModel } from './left-files.ts';
import type { Store } from './store.ts';

export type { GuestState };

/** The guest's way from the link to goodbye. */
export interface GuestModel {
  readonly state: Store<GuestState>;
  /** The call inside the session. */
  readonly call: CallModel;
  /** Shows somebody before the call is drawn. Absent: nobody is. */
  readonly firstFace?: FirstFaceModel;
  /** How this page takes part; absent until a media worker is attached. */
  readonly kind?: GuestKind;
  /** The signed record of the session, once there is one; gone with the page. */
  readonly slip?: Store<SessionSlip | null>;
  /** Files that were here and not saved when the session ended; gone with the page. */
  readonly leftFiles?: LeftFilesModel;
  /** It is over, and the record and files are still on their way out of the media worker: some seconds at most. */
  readonly isSettling?: Store<boolean>;
  /** To be called when somebody else's picture is on the screen, where the call is drawn. */
  readonly pictureShown: () => void;
  /** By which way picture and sound go; absent where there is nothing to choose. */
  readonly relay?: GuestRelayModel;
  /** From the device check into the waiting room. */
  join(): void;
  /** Leaves the waiting room or the call for good. */
  leave(): void;
  /** By the button of the waiting room. Under the first face nobody sees that one, and a key that is pressed there leaves nothing. */
  leaveWaiting(): void;
  /** After a retryable failure. */
  retry(): void;
}
