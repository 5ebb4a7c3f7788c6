import type { CaptureVerdict, ShieldRule } from '../../src/contract/capture-schema.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import type { MediaSource } from '../../src/contract/signaling.ts';
import type { CallQuality } from '../../src/domain/call-quality.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { CallEncryption, GuestKind, KeyState, WordsVerdict } from './encryption-model.ts';
import type { Store } from './store.ts';
import type { TalkModel } from './talk-model.ts';

export type CallState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'live';
      readonly connection: CallConnection;
      /**
       * The others, in order of arrival; oneself is not among them. Whoever has the keys of this call is one of them, also
       * when the server does not tell of them (`connected: false` then).
       */
      readonly people: readonly Person[];
      readonly own: OwnMedia;
      /** A rough picture, taken every few seconds. */
      readonly quality: CallQuality;
      /** Absent until keys are agreed: nothing may be said of encryption before. */
      readonly encryption?: CallEncryption;
      /** How often something came in that the protocol refuses, also before keys are agreed. Absent: not known. */
      readonly refused?: number;
      /** What the therapist wants where a window is not hidden. Absent: not known. */
      readonly rule?: ShieldRule;
    };

/** How media and signaling stand. While `reconnecting` everything is tried again by itself, for as long as it takes. */
export type CallConnection =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'connected' }
  | { readonly phase: 'reconnecting'; readonly sinceMs: number };

/** Somebody else in the call. */
export interface Person {
  readonly seatId: SeatId;
  readonly role: 'host' | 'guest';
  /** False: dropped, and may come back. */
  readonly connected: boolean;
  /** Absent: not known, and nothing is shown. */
  readonly keys?: KeyState;
  /** What their app reports of its window; null: nothing yet. Absent: not known, and nothing is shown. */
  readonly capture?: CaptureVerdict | null;
  /** How they take part; null: for the therapist, and before it is known. */
  readonly guestKind?: GuestKind | null;
  /** Their frames come in and none can be shown: why (`src/crypto/frames/drop-reason.ts`). Absent: nothing is wrong. */
  readonly dropping?: string;
  /** What they send, by source; a source that they do not send is absent. */
  readonly media: Readonly<Partial<Record<MediaSource, RemoteMedia>>>;
}

/** A track from somebody else. Put it into a media element of its own; lips and voice stay together regardless. */
export interface RemoteMedia {
  readonly track: MediaStreamTrack;
  /** They muted it: show that, and for video a still placeholder. */
  readonly muted: boolean;
}

/** What one sends. */
export interface OwnMedia {
  readonly microphone: OwnSource;
  readonly camera: OwnSource;
}

export type OwnSource =
  /** Being sent, or about to be. */
  | { readonly phase: 'on'; readonly track: MediaStreamTrack }
  /** Kept off by the therapist's own rule, because somebody's window is not hidden. */
  | { readonly phase: 'held' }
  /** Muted by oneself. */
  | { readonly phase: 'off' }
  /** No device: see the devices model for why. */
  | { readonly phase: 'absent' }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The call itself, the same for therapist and guest. */
export interface CallModel {
  readonly state: Store<CallState>;
  /** Also before the call: it then begins that way. */
  setMicrophone(on: boolean): void;
  setCamera(on: boolean): void;
  /** To be called when somebody else's picture is on the screen: what is less urgent waits for it. */
  readonly pictureShown: () => void;
  /** What is written and handed over. Absent: this call has no such thing. */
  readonly talk?: TalkModel;
  /** Says what came of comparing the words. `seatId`: as in `SafetyWordsView`. */
  judgeWords(seatId: SeatId | null, verdict: Exclude<WordsVerdict, 'open'>): void;
}
