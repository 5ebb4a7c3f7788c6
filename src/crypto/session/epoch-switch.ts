import type { CancelTimer, Clock } from '../../base/ports.ts';
import type { Scope } from '../../base/scope.ts';
import { oldKeysMs } from '../beats/beat-times.ts';
import type { KeyRing } from '../frames/key-ring.ts';
import type { EpochEvent } from './output.ts';

/** Brings a session's epochs into the key ring, and the old ones out of it. */
export class EpochSwitch {
  readonly #ring: KeyRing;
  readonly #clock: Clock;
  readonly #timers = new Set<CancelTimer>();

  constructor(ring: KeyRing, clock: Clock, scope: Scope) {
    this.#ring = ring;
    this.#clock = clock;
    scope.own(() => {
      for (const cancel of this.#timers) cancel();
      this.#timers.clear();
    });
  }

  /** Opens frames of this epoch from now on, and for a little while those of the one before. */
  async receiveWith(event: EpochEvent): Promise<void> {
    const { groupId, epoch, baseKey, ownLeaf, roster: members } = event;
    if (!baseKey) return;
    await this.#ring.addEpoch({ groupId, epoch, baseKey, ownLeaf, members });
    this.#later(oldKeysMs, () => {
      this.#ring.dropEpochsBefore(groupId, epoch);
    });
  }

  /** Seals frames with this epoch from now on. */
  sendWith({ groupId, epoch }: Pick<EpochEvent, 'groupId' | 'epoch'>): void {
    this.#ring.sendWith(groupId, epoch);
  }

  /** A group that was replaced: others may still be on their way to the new one. */
  leave(groupId: string): void {
    this.#later(oldKeysMs, () => {
      this.#ring.dropGroup(groupId);
    });
  }

  #later(delayMs: number, action: () => void): void {
    const cancel = this.#clock.after(delayMs, () => {
      this.#timers.delete(cancel);
      action();
    });
    this.#timers.add(cancel);
  }
}
