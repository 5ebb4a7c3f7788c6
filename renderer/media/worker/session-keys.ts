import type { CancelTimer, Clock } from '../../../src/base/ports.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import { CounterReports } from '../../../src/crypto/beats/counter-reports.ts';
import { KeyRing } from '../../../src/crypto/frames/key-ring.ts';
import type { EpochEvent, SessionEvent } from '../../../src/crypto/session/output.ts';
import type { Member, Roster } from '../../../src/crypto/mls/roster.ts';
import type { Push } from './worker-ports.ts';

/** How long frames under the former keys are still opened: they may be on their way. */
const oldKeysMs = 2_000;

type BeatEvent = Extract<SessionEvent, { kind: 'beat' }>;

/** Follows a session's epochs: the ring gets its keys, and seats are known by who holds them. */
export class SessionKeys {
  readonly ring = new KeyRing();
  readonly #clock: Clock;
  readonly #onSwitch: () => void;
  /** Who holds which seat: the therapist's word, never the server's. */
  readonly #seats = new Map<SeatId, string>();
  readonly #reports = new CounterReports();
  #current: EpochEvent | null = null;
  #cancelDrop: CancelTimer = () => undefined;

  constructor(clock: Clock, onSwitch: () => void) {
    this.#clock = clock;
    this.#onSwitch = onSwitch;
  }

  /** The epoch that we are in, or null before the first and after the last one. */
  get current(): EpochEvent | null {
    return this.#current;
  }

  get roster(): Roster {
    return this.#current?.roster ?? [];
  }

  participantAt(seatId: SeatId): string | null {
    return this.#seats.get(seatId) ?? null;
  }

  seatOf(participant: string): SeatId | null {
    const entry = [...this.#seats].find(([, holder]) => holder === participant);
    return entry?.[0] ?? null;
  }

  /** One seat per person: whoever came back by another one has left the first. */
  setSeat(seatId: SeatId, participant: string): void {
    const before = this.seatOf(participant);
    if (before !== null) this.#seats.delete(before);
    this.#seats.set(seatId, participant);
  }

  forgetSeat(seatId: SeatId): void {
    this.#seats.delete(seatId);
  }

  /** Takes an epoch's keys, and sends with them from now on. A join's first epoch has none: sending goes on as before. */
  async follow(event: EpochEvent): Promise<void> {
    this.#current = event;
    this.#reports.clear();
    const { groupId, epoch, baseKey, ownLeaf, roster: members } = event;
    if (!baseKey) return;
    await this.ring.addEpoch({ groupId, epoch, baseKey, ownLeaf, members });
    this.ring.sendWith(groupId, epoch);
    this.#cancelDrop();
    this.#cancelDrop = this.#clock.after(oldKeysMs, () => {
      this.ring.dropEpochsBefore(groupId, epoch);
    });
    this.#onSwitch();
  }

  /** What a sender said of its counters closes what lies far behind them. */
  raiseFloors({ from, epoch, message }: BeatEvent): void {
    if (!this.#current) return;
    const floors = this.#reports.add(from.leaf, epoch, message.counters);
    this.ring.raiseFloors(this.#current.groupId, epoch, from.leaf, floors);
  }

  memberAt(leaf: number): Member | undefined {
    return this.roster.find((member) => member.leaf === leaf);
  }

  wipe(): void {
    this.#cancelDrop();
    this.ring.wipe();
    this.#seats.clear();
    this.#current = null;
  }
}

/** Tells the page who is in, and who has the key. */
export function pushState(
  push: Push,
  keys: SessionKeys,
  maySend: boolean,
  hasKey: (participant: string) => boolean,
): void {
  const { current } = keys;
  if (!current) return;
  push('session.state', {
    epoch: Number(current.epoch),
    maySend,
    members: current.roster.map(({ participant, role }) => ({
      participant,
      role,
      seatId: keys.seatOf(participant),
      hasKey: hasKey(participant),
    })),
  });
}
