import type { CancelTimer } from '../../base/ports.ts';
import { beatIntervalMs, echoMaxAgeMs } from '../beats/beat-times.ts';
import { CounterReports } from '../beats/counter-reports.ts';
import { EchoWatch } from '../beats/echo-watch.ts';
import { maySend, onBeat, startMemberBeats, type MemberBeats } from '../beats/member-beats.ts';
import type { Beat } from '../messages/session-message.ts';
import { EpochSwitch } from './epoch-switch.ts';
import type { KeysOptions } from './host-keys.ts';
import type { EpochEvent, SessionEvent } from './output.ts';

export interface GuestKeysOptions extends KeysOptions {
  /** Nobody confirms that we are in the newest epoch; told again and again as long as it is so. */
  readonly onLost: () => void;
}

/** A guest's side: follows epochs, answers beats, and falls silent when nobody confirms that it is in the newest one. */
export class GuestKeys {
  readonly #options: GuestKeysOptions;
  readonly #epochs: EpochSwitch;
  readonly #reports = new CounterReports();
  readonly #echoes = new EchoWatch();
  #current: EpochEvent | null = null;
  #beats: MemberBeats | null = null;
  #waiting = '';
  #cancelCheck: CancelTimer = () => undefined;

  constructor(options: GuestKeysOptions) {
    this.#options = options;
    this.#epochs = new EpochSwitch(options.ring, options.clock, options.scope);
    options.scope.own(() => {
      this.#cancelCheck();
    });
  }

  /** Takes the events of the session, in order and one call at a time. */
  async handle(events: readonly SessionEvent[]): Promise<void> {
    for (const event of events) {
      if (event.kind === 'epoch') await this.#enter(event);
      else if (event.kind === 'beat') this.#hear(event);
      else if (event.kind === 'group-left') this.#epochs.leave(event.groupId);
      else if (event.kind === 'removed') this.#stop();
    }
  }

  /** The therapist is ahead of us: whatever we send in the epoch that it has just opened, it can open. */
  async #enter(event: EpochEvent): Promise<void> {
    if (!event.baseKey) return;
    const nowMs = this.#options.clock.nowMs();
    await this.#epochs.receiveWith(event);
    const isOtherGroup = this.#current?.groupId !== event.groupId;
    this.#current = event;
    this.#reports.clear();
    this.#echoes.start(nowMs);
    if (isOtherGroup || !this.#beats) this.#beats = startMemberBeats(nowMs);
    this.#epochs.sendWith(event);
    this.#options.onSwitched();
    this.#check();
  }

  #hear({ from, epoch, message }: Extract<SessionEvent, { kind: 'beat' }>): void {
    if (!this.#current) return;
    const floors = this.#reports.add(from.leaf, epoch, message.counters);
    this.#options.ring.raiseFloors(this.#current.groupId, epoch, from.leaf, floors);
    if (message.type === 'beat' && epoch === this.#current.epoch) this.#answer(message);
  }

  #answer(beat: Beat): void {
    if (!this.#beats || !this.#current) return;
    const { ring, clock, send } = this.#options;
    const nowMs = clock.nowMs();
    const { ownLeaf } = this.#current;
    const result = onBeat(this.#beats, beat, ownLeaf, ring.nextCounters(), nowMs);
    this.#beats = result.state;
    this.#echoes.note(beat.echoes, nowMs);
    this.#check();
    send(result.answer);
  }

  /** Pauses or resumes sending, tells who waits for a key, and looks again when our own time would be up. */
  #check(): void {
    if (!this.#beats || !this.#current) return;
    const { ring, clock, onWaiting, onLost } = this.#options;
    const nowMs = clock.nowMs();
    const isHeard = maySend(this.#beats, nowMs);
    ring.setPaused(!isHeard);
    const { roster, ownLeaf } = this.#current;
    const waiting = roster
      .filter(({ leaf }) => leaf !== 0)
      .filter(({ leaf }) => (leaf === ownLeaf ? !isHeard : this.#echoes.isMissing(leaf, nowMs)))
      .map(({ participant }) => participant);
    if (waiting.join() !== this.#waiting) {
      this.#waiting = waiting.join();
      onWaiting(waiting);
    }
    if (!isHeard) onLost();
    this.#cancelCheck();
    const leftMs = this.#beats.confirmedAtMs + echoMaxAgeMs - nowMs;
    // Lost, we ask again and again: what led back may have been lost as well.
    this.#cancelCheck = clock.after(leftMs > 0 ? leftMs : beatIntervalMs, () => this.#check());
  }

  #stop(): void {
    this.#cancelCheck();
    this.#current = null;
    this.#beats = null;
    this.#options.ring.wipe();
  }
}
