import type { Bytes } from '../../base/bytes.ts';
import type { KidCounter } from '../frames/key-ring.ts';
import type { ReportedCapture, ShieldRule } from './protection.ts';

// e2ee.md, Joining, Epochs and Messages: what MLS application messages carry. Who sent one is never inside: it is the
// leaf whose signature held.

/** The therapist's first message in the epoch that a join opened. */
export interface Hello {
  readonly type: 'hello';
  readonly nonce: Bytes;
  /** When the therapist's session started, milliseconds since 1970: the same as long as the group lives. */
  readonly startedMs: number;
}

/** The therapist to the present members, just before it commits a join. */
interface JoinPskNotice {
  readonly type: 'join-psk';
  readonly pskId: Bytes;
  readonly pskNonce: Bytes;
  readonly joinPsk: Bytes;
}

/** A guest opens its commitment. */
interface Reveal {
  readonly type: 'reveal';
  readonly nonce: Bytes;
}

/** The counter n of a member, as the therapist last heard it. */
interface Echo {
  readonly leaf: number;
  readonly n: number;
}

/** The therapist, every five seconds. */
export interface Beat {
  readonly type: 'beat';
  readonly m: number;
  readonly counters: readonly KidCounter[];
  readonly echoes: readonly Echo[];
}

/** A member's answer to a beat. */
export interface Answer {
  readonly type: 'answer';
  readonly m: number;
  readonly n: number;
  readonly counters: readonly KidCounter[];
}

/** How somebody takes part. A guest in a browser runs code that came from the server. */
export type MemberKind = 'therapist' | 'app' | 'browser';

/** Kinds by their byte. */
export const memberKinds = {
  therapist: 0,
  app: 1,
  browser: 2,
} as const satisfies Record<MemberKind, number>;

/** Who sits where, and how: `seat` is an id of the server's. */
interface SeatedMember {
  readonly leaf: number;
  readonly seat: Bytes;
  readonly kind: MemberKind;
}

/** Which seat of the server's belongs to whom, told by the therapist: a seat id from the server proves nothing. */
export interface Seating {
  readonly type: 'seating';
  readonly seats: readonly SeatedMember[];
}

/** Something for one member only, HPKE-sealed to its leaf's key: the others see that it was sent. */
export interface PrivateItem {
  readonly type: 'private';
  readonly recipient: number;
  readonly kemOutput: Bytes;
  readonly sealed: Bytes;
}

/** Something of the application for everybody: chat and the like. */
interface AppMessage {
  readonly type: 'app';
  readonly payload: Bytes;
}

/** What the sender's app reports of its window: when somebody has come in, and when it has changed. */
interface Protection {
  readonly type: 'protection';
  readonly capture: ReportedCapture;
}

/** What the therapist wants where a window is not hidden, so that everybody knows why a camera stays off. */
interface RuleNotice {
  readonly type: 'rule';
  readonly rule: ShieldRule;
}

export type SessionMessage =
  | Hello
  | JoinPskNotice
  | Reveal
  | Beat
  | Answer
  | Seating
  | PrivateItem
  | AppMessage
  | Protection
  | RuleNotice;

type Sender = 'therapist' | 'guest' | 'anybody';

/** Each message by its type byte, and who may send it. */
export const messageTypes = {
  hello: { byte: 1, sender: 'therapist' },
  'join-psk': { byte: 2, sender: 'therapist' },
  reveal: { byte: 3, sender: 'guest' },
  beat: { byte: 4, sender: 'therapist' },
  answer: { byte: 5, sender: 'guest' },
  seating: { byte: 6, sender: 'therapist' },
  private: { byte: 7, sender: 'anybody' },
  app: { byte: 8, sender: 'anybody' },
  protection: { byte: 9, sender: 'anybody' },
  rule: { byte: 10, sender: 'therapist' },
} as const satisfies Record<SessionMessage['type'], { byte: number; sender: Sender }>;

/** Whether the member at `leaf` may send this type. The therapist is at leaf 0, and nobody else is. */
export function mayItSend(type: SessionMessage['type'], leaf: number): boolean {
  const { sender } = messageTypes[type];
  return sender === 'anybody' || (sender === 'therapist') === (leaf === 0);
}

/** The most that an `app` or `private` message may carry: with everything around it, it fits a relayed message. */
export const maxPayloadBytes = 16 * 1024;
