import type { SeatId } from '../../src/contract/ids.ts';
import type { FrameTransforms } from '../media/frame-transforms.ts';
import type { CallEncryption, KeyState, WordsVerdict } from './encryption-model.ts';
import type { Store } from './store.ts';

/** What a call shows of the keys behind it. */
export interface SealingView {
  /** Absent until keys are agreed. */
  readonly encryption?: CallEncryption;
  /** Everybody whom the group knows by a seat of the server's. */
  readonly keys: ReadonlyMap<SeatId, KeyState>;
  /** Whose frames are dropped just now, and for which reason (`src/crypto/frames/drop-reason.ts`). */
  readonly dropping: ReadonlyMap<SeatId, string>;
}

/** The keys of a session, as the call in it uses them. */
export interface CallSealing {
  readonly view: Store<SealingView>;
  /** Through these passes every frame. */
  readonly transforms: FrameTransforms;
  judgeWords(seatId: SeatId | null, verdict: Exclude<WordsVerdict, 'open'>): void;
}

export const nothingSealed: SealingView = { keys: new Map(), dropping: new Map() };
