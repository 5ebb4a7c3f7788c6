import type { AsideSaid } from '../../src/crypto/messages/talk-payload.ts';
import type { Store } from './store.ts';
import type { TalkPerson } from './talk-model.ts';

/** What somebody else told quietly and did not take back. */
export interface ToldAside {
  readonly who: TalkPerson;
  readonly said: Exclude<AsideSaid, 'back'>;
  /** Of a call for help: they are in the call again. It stays until whoever reads it puts it away. */
  readonly isBack: boolean;
}

export interface AsideState {
  /** Whether one has turned away: a neutral page is shown, nothing is sent and nothing is heard. */
  readonly isAway: boolean;
  /** The last thing that was told, and whether whoever it is for has heard it. Null: nothing was. */
  readonly told: { readonly said: AsideSaid; readonly isHeard: boolean } | null;
  /** Of others, in the order in which it came; of each the last. */
  readonly others: readonly ToldAside[];
}

/** "Somebody came in": turning away from a call, and telling the other side without a word. */
export interface AsideModel {
  readonly state: Store<AsideState>;
  /** Turns away at once; the therapist, or every client, is told. */
  turnAway(): void;
  /** The same, and says that it is not safe here. */
  callForHelp(): void;
  /** Back to the call, with camera and microphone off until they are turned on by hand. */
  comeBack(): void;
  /** What somebody told was read and is put away. */
  dismiss(participant: string): void;
}

export const nothingTold: AsideState = { isAway: false, told: null, others: [] };
