import type { SeatId } from '../../../src/contract/ids.ts';
import { KeyRing } from '../../../src/crypto/frames/key-ring.ts';
import { suiteName } from '../../../src/crypto/mls/suite-name.ts';
import type { Member, Roster } from '../../../src/crypto/mls/roster.ts';
import type { MemberKind } from '../../../src/crypto/messages/session-message.ts';
import type { ReportedCapture } from '../../../src/crypto/messages/protection.ts';
import type { EpochEvent } from '../../../src/crypto/session/output.ts';
import type { Push } from './worker-ports.ts';

/** Who is in, which seat of the server's is whose, and the ring with everybody's media keys. */
export class SessionSeats {
  readonly ring = new KeyRing();
  /** The therapist's word, never the server's. */
  readonly #seats = new Map<SeatId, string>();
  /** How everybody takes part: what their knocks said, on the therapist's side; what the therapist says, on a guest's. */
  readonly #kinds = new Map<string, MemberKind>();
  /** What everybody's app reports of its window. */
  readonly #captures = new Map<string, ReportedCapture>();
  readonly #waitingForSeats = new Set<{
    readonly seatId: SeatId;
    readonly callback: () => void;
  }>();
  /** The epoch that we are in, or null before the first and after the last one. */
  current: EpochEvent | null = null;
  /** Participants without the present key. */
  waiting: readonly string[] = [];
  /** Hears when anything here has changed. */
  onChange: () => void = () => undefined;

  get roster(): Roster {
    return this.current?.roster ?? [];
  }

  memberAt(leaf: number): Member | undefined {
    return this.roster.find((member) => member.leaf === leaf);
  }

  /** Oneself, as the others know one. */
  get own(): Member | undefined {
    return this.current ? this.memberAt(this.current.ownLeaf) : undefined;
  }

  /** False while nobody confirms that our key is the newest. */
  get maySend(): boolean {
    const { own } = this;
    return own !== undefined && !this.waiting.includes(own.participant);
  }

  participantAt(seatId: SeatId): string | null {
    return this.#seats.get(seatId) ?? null;
  }

  seatOf(participant: string): SeatId | null {
    const entry = [...this.#seats].find(([, holder]) => holder === participant);
    return entry?.[0] ?? null;
  }

  /** Calls back once the therapist has said whose seat this is, at once when that is known. @returns not to be called */
  onceSeated(seatId: SeatId, callback: () => void): () => void {
    if (this.#seats.has(seatId)) {
      callback();
      return () => undefined;
    }
    const waiting = { seatId, callback };
    this.#waitingForSeats.add(waiting);
    return () => {
      this.#waitingForSeats.delete(waiting);
    };
  }

  /** One seat per person: whoever came back by another one has left the first. */
  setSeat(seatId: SeatId, participant: string): void {
    const before = this.seatOf(participant);
    if (before !== null) this.#seats.delete(before);
    this.#seats.set(seatId, participant);
    for (const waiting of this.#waitingForSeats) {
      if (waiting.seatId !== seatId) continue;
      this.#waitingForSeats.delete(waiting);
      waiting.callback();
    }
  }

  kindOf(participant: string): MemberKind | null {
    return this.#kinds.get(participant) ?? null;
  }

  setKind(participant: string, kind: MemberKind): void {
    this.#kinds.set(participant, kind);
  }

  setCapture(participant: string, capture: ReportedCapture): void {
    this.#captures.set(participant, capture);
  }

  /** What this side's own app reports. */
  setOwnCapture(capture: ReportedCapture): void {
    if (this.own) this.setCapture(this.own.participant, capture);
  }

  forgetSeat(seatId: SeatId): void {
    this.#seats.delete(seatId);
  }

  /** We are out. */
  clear(): void {
    this.current = null;
    this.waiting = [];
    this.#seats.clear();
    this.#kinds.clear();
    this.#captures.clear();
    this.onChange();
  }

  /** Tells the page who is in, and who has the key. */
  show(push: Push): void {
    const { current, own, waiting, maySend } = this;
    if (!current) return;
    this.onChange();
    push('session.state', {
      epoch: Number(current.epoch),
      suite: suiteName,
      maySend,
      members: current.roster.map(({ participant, role }) => {
        const kind = this.kindOf(participant);
        return {
          participant,
          role,
          seatId: this.seatOf(participant),
          guestKind: kind === 'therapist' ? null : kind,
          isSelf: participant === own?.participant,
          hasKey: !waiting.includes(participant),
          // A browser's page comes from the server, and could report anything.
          capture: kind === 'browser' ? 'unknown' : (this.#captures.get(participant) ?? null),
        };
      }),
    });
  }
}
