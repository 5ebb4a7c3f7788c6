import type { Bytes } from '../../src/base/bytes.ts';
import type { CaptureVerdict } from '../../src/contract/capture-schema.ts';
import type { SeatId } from '../../src/contract/ids.ts';

// What screens show of the encryption between the people in a session. Everything here is absent as long as no media
// worker is attached: a screen then says nothing, and claims nothing.

/** Whether somebody's keys are in step with ours. `waiting`: nothing of theirs can be seen or heard for now. */
export type KeyState = 'held' | 'waiting';

/** How somebody takes part. A browser's code comes from the server, which could change it. */
export type GuestKind = 'app' | 'browser';

/** A guest's device, as the vault remembers it. `unknown`: the vault could not be asked. */
export type DeviceMemory =
  | { readonly kind: 'same'; readonly sessions: number }
  | { readonly kind: 'new' }
  | { readonly kind: 'unknown' };

/** What somebody's knock says, before anybody is let in. */
export type KnockView =
  | { readonly phase: 'reading' }
  | {
      readonly phase: 'opened';
      readonly device: DeviceMemory;
      readonly guestKind: GuestKind;
      /** What their app reports of its window. */
      readonly capture: CaptureVerdict;
    }
  /** Nobody can be let in by it. `reason` is a code of `src/crypto/mls/refused.ts`, for the words that fit it. */
  | { readonly phase: 'refused'; readonly reason: string };

/** What was said of the words: nothing yet, that they are the same, or that they differ. */
export type WordsVerdict = 'open' | 'same' | 'different';

/** The safety words of one admission. Both sides see the same four unless somebody is in between. */
export interface SafetyWordsView {
  /** The guest whom they are about; null on the guest's own side. */
  readonly seatId: SeatId | null;
  /** None: they were said to differ, and are here no more. */
  readonly words: readonly string[];
  readonly verdict: WordsVerdict;
  /** The device is new or changed, or somebody is in a browser: to be compared before anything else is said. */
  readonly mustCompare: boolean;
}

/** The signed record of a session, so far, and what it says. */
export interface SessionSlip {
  readonly bytes: Bytes;
  /** Sealed from end to end all the time, as every party reports and has signed. */
  readonly isClean: boolean;
  /** Why it is not (`Blemish` in `src/crypto/attestation/slip.ts`). */
  readonly blemishes: readonly string[];
  readonly signatures: number;
  readonly parties: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** The encryption of a running call. */
export interface CallEncryption {
  /** Which agreement of keys is in use: it grows with every arrival, leave and hour. */
  readonly epoch: number;
  readonly suite: string;
  /** False: nobody confirms that our key is the newest, so nothing of ours is sent. */
  readonly maySend: boolean;
  /** Frames of our own that were sealed, and those of others that were opened. */
  readonly sealed: number;
  readonly opened: number;
  /** Dropped frames by reason (`src/crypto/frames/drop-reason.ts`). */
  readonly dropped: Readonly<Record<string, number>>;
  /** How often something came in that the protocol refuses. */
  readonly refused: number;
  /** Somebody in the call, oneself included, takes part from a browser. */
  readonly hasBrowser: boolean;
  /** Words that were made in this session, in order of admission. */
  readonly words: readonly SafetyWordsView[];
  /** Somebody is here whose words are to be compared, and there are none: their part in them has not arrived, or was wrong. */
  readonly wordsDue: boolean;
  /** What this side's app reports of its own window; null: nothing yet. */
  readonly ownCapture: CaptureVerdict | null;
  /** What stands over the pictures of the others (`src/domain/session-mark.ts`). */
  readonly mark: string;
}
