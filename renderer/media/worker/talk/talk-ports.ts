import type { Bytes } from '../../../../src/base/bytes.ts';
import type { Clock, Random } from '../../../../src/base/ports.ts';
import type { SeatId } from '../../../../src/contract/ids.ts';
import { encodeTalk, type TalkPayload } from '../../../../src/crypto/messages/talk-payload.ts';
import type { Refusal } from '../../../../src/crypto/mls/refused.ts';
import type { Member } from '../../../../src/crypto/mls/roster.ts';
import type { SessionSeats } from '../session-seats.ts';
import type { SessionTalk } from '../session-talk.ts';
import type { Push } from '../worker-ports.ts';

/** What chat and files need of the session. */
export interface TalkPorts {
  readonly seats: SessionSeats;
  readonly talk: SessionTalk;
  readonly clock: Clock;
  readonly random: Random;
  readonly push: Push;
}

/** Who sent something, for the page. */
export interface TalkSender {
  readonly participant: string;
  readonly role: Member['role'];
  readonly seatId: SeatId | null;
}

export function senderOf(seats: SessionSeats, { participant, role }: Member): TalkSender {
  return { participant, role, seatId: seats.seatOf(participant) };
}

/** Says it to everybody, after whatever else is being worked off: waiting for that from within it would never end. */
export function sayLater({ talk }: TalkPorts, payload: TalkPayload): void {
  talk.say(encodeTalk(payload)).catch(ignoreLoss);
}

/** Says it to one member, likewise. */
export function whisperLater({ talk }: TalkPorts, participant: string, payload: TalkPayload): void {
  talk.whisper(participant, encodeTalk(payload)).catch(ignoreLoss);
}

/** What is lost with a group is said again in the next one, or its absence is seen by the other side. */
function ignoreLoss(): void {
  return undefined;
}

export function refuse({ push }: TalkPorts, reason: Refusal): void {
  push('session.refused', { reason });
}

/** A key for ids of fixed length, under somebody's name. */
export function keyOf(id: Bytes, participant = ''): string {
  return `${participant} ${id.join(',')}`;
}
