import type { SeatId } from '../../src/contract/ids.ts';
import type { CaptureVerdict, ShieldRule } from '../../src/contract/capture-schema.ts';
import type { FrameTransforms } from '../media/frame-transforms.ts';
import type { FrameTotals } from '../media/sent-frames.ts';
import type { CallEncryption, GuestKind, KeyState, WordsVerdict } from './encryption-model.ts';
import type { Store } from './store.ts';

/** Somebody else who has the keys of this call. */
export interface SealedMember {
  /** The seat of the server's that the therapist says is theirs; before that, one made of their key. */
  readonly seatId: SeatId;
  readonly isSeated: boolean;
  readonly role: 'host' | 'guest';
  readonly keys: KeyState;
  /** What their app reports of its window; null: nothing yet. */
  readonly capture: CaptureVerdict | null;
  /** How they take part; null for the therapist, and before the therapist's word on it. */
  readonly guestKind: GuestKind | null;
}

/** What a call shows of the keys behind it. */
export interface SealingView {
  /** Absent until keys are agreed. */
  readonly encryption?: CallEncryption;
  /** Everybody else in the group. */
  readonly members: readonly SealedMember[];
  /** Whose frames are dropped just now, and for which reason (`src/crypto/frames/drop-reason.ts`). */
  readonly dropping: ReadonlyMap<SeatId, string>;
  /** How often something came in that the protocol refuses, also before keys are agreed. */
  readonly refused: number;
  /** What the therapist wants where a window is not hidden; null: not heard yet. */
  readonly rule: ShieldRule | null;
}

/** The keys of a session, as the call in it uses them. */
export interface CallSealing {
  readonly view: Store<SealingView>;
  /** Through these passes every frame. */
  readonly transforms: FrameTransforms;
  judgeWords(seatId: SeatId | null, verdict: Exclude<WordsVerdict, 'open'>): void;
  /** Frames of our own that the media worker has had so far and the browser counts as sent, by source. */
  takenFrames(): Promise<FrameTotals>;
  /** Frames of ours left unsealed: the session's record will say so. Milliseconds since 1970. */
  noteClear(fromMs: number, toMs: number): void;
}

export const nothingSealed: SealingView = {
  members: [],
  dropping: new Map(),
  refused: 0,
  rule: null,
};
