import type { Bytes } from '../../base/bytes.ts';
import type { SecretBytes } from '../../base/secret-bytes.ts';
import type { SafetyWords } from '../join/safety-words.ts';
import { Refused, type Refusal } from '../mls/refused.ts';
import type { Member, Roster } from '../mls/roster.ts';
import type { ReportedCapture, ShieldRule } from '../messages/protection.ts';
import type { Answer, Beat, Seating } from '../messages/session-message.ts';

/** Bytes for the relay. The order of a batch matters, and a batch that has to be sent again is sent byte by byte. */
export interface Outgoing {
  /** Everybody else in the group; of these only those who were there before the join; or only who is just joining. */
  readonly to: 'everybody' | 'present' | 'joiner';
  readonly bytes: Bytes;
}

/** A new epoch. */
export interface EpochEvent {
  readonly kind: 'epoch';
  readonly groupId: string;
  readonly epoch: bigint;
  readonly ownLeaf: number;
  readonly roster: Roster;
  /** Participants who were not in the epoch before, and those who are no longer in this one. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** SHA-256 of epoch_authenticator, for the attestation. */
  readonly authenticatorHash: Bytes;
  /** For the key ring, which takes it over. Null in the epoch between a join's two Commits: it carries no media. */
  readonly baseKey: SecretBytes | null;
}

/** What a step of a session brought about. */
export type SessionEvent =
  | EpochEvent
  /** The words of one admission, on both sides. On the therapist's only after the commitment opened. */
  | { readonly kind: 'words'; readonly participant: string; readonly words: SafetyWords }
  /** The therapist's: this device has proved that it knows the seat's secret; the vault binds the seat to it. */
  | { readonly kind: 'bound'; readonly participant: string; readonly deviceKey: Bytes }
  /** Something of the application, for everybody or for us alone. */
  | {
      readonly kind: 'message';
      readonly from: Member;
      readonly isPrivate: boolean;
      readonly payload: Bytes;
    }
  | {
      readonly kind: 'beat';
      readonly from: Member;
      readonly epoch: bigint;
      readonly message: Beat | Answer;
    }
  | { readonly kind: 'seating'; readonly message: Seating }
  /** What a member's app reports of its window. */
  | { readonly kind: 'protection'; readonly from: Member; readonly capture: ReportedCapture }
  /** What the therapist wants where a window is not hidden. */
  | { readonly kind: 'rule'; readonly rule: ShieldRule }
  /** A group that we no longer use: its media keys go. */
  | { readonly kind: 'group-left'; readonly groupId: string }
  /** We were removed, or have left for good because of what came in; everything is wiped. */
  | { readonly kind: 'removed' }
  /** Something came in that this protocol refuses; to be shown, and counted. `from` only when it was authenticated. */
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly from: string | null };

/** What to send and what to tell, in order. The session's own state is already stored. */
export interface Output {
  readonly outgoing: readonly Outgoing[];
  readonly events: readonly SessionEvent[];
}

/**
 * Whether a new epoch begins that carries media. Asked before the events are worked off: the keys in them are taken over then.
 * Everybody says in it what their app reports, because somebody may be new.
 */
export function isMediaEpoch(events: readonly SessionEvent[]): boolean {
  return events.some((event) => event.kind === 'epoch' && event.baseKey !== null);
}

export const nothingToDo: Output = { outgoing: [], events: [] };

/** Runs a step; what it refuses becomes an event. Anything else it throws is a bug and stays one. */
export async function orRefused(step: () => Promise<Output>): Promise<Output> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof Refused) return refusedOutput(error.reason);
    throw error;
  }
}

export function refusedOutput(reason: Refusal, from: string | null = null): Output {
  return { outgoing: [], events: [{ kind: 'refused', reason, from }] };
}
