import type { CancelTimer, Clock } from '../../base/ports.ts';
import type { Scope } from '../../base/scope.ts';
import { beatIntervalMs, switchMaxMs } from '../beats/beat-times.ts';
import { CounterReports } from '../beats/counter-reports.ts';
import {
  nextBeat,
  onAnswer,
  onEpoch,
  startHostBeats,
  stragglers,
  type HostBeats,
} from '../beats/host-beats.ts';
import type { KeyRing } from '../frames/key-ring.ts';
import type { SessionMessage } from '../messages/session-message.ts';
import { EpochSwitch } from './epoch-switch.ts';
import type { EpochEvent, SessionEvent } from './output.ts';

/** What drives the keys of one side. */
export interface KeysOptions {
  readonly ring: KeyRing;
  readonly clock: Clock;
  readonly scope: Scope;
  /** Hands a message to the session, which seals and relays it. */
  readonly send: (message: SessionMessage) => void;
  /** Participants who are "waiting for key", whenever that changes. On a guest's side oneself may be among them. */
  readonly onWaiting: (participants: readonly string[]) => void;
  /** Sending has switched to another epoch: encoders make a key frame. */
  readonly onSwitched: () => void;
}

/** The therapist's side: switches epochs, beats, and sees who has not followed. */
export class HostKeys {
  readonly #options: KeysOptions;
  readonly #epochs: EpochSwitch;
  readonly #reports = new CounterReports();
  #current: EpochEvent | null = null;
  #beats: HostBeats | null = null;
  #waiting = '';
  #cancelBeat: CancelTimer = () => undefined;
  #cancelSwitch: CancelTimer = () => undefined;
  #hasSwitched = true;

  constructor(options: KeysOptions) {
    this.#options = options;
    this.#epochs = new EpochSwitch(options.ring, options.clock, options.scope);
    options.scope.own(() => {
      this.#cancelBeat();
      this.#cancelSwitch();
    });
  }

  /** Takes the events of the session, in order and one call at a time. */
  async handle(events: readonly SessionEvent[]): Promise<void> {
    for (const event of events) {
      if (event.kind === 'epoch') await this.#enter(event);
      else if (event.kind === 'beat') this.#hear(event);
    }
  }

  async #enter(event: EpochEvent): Promise<void> {
    if (!event.baseKey) return;
    const nowMs = this.#options.clock.nowMs();
    await this.#epochs.receiveWith(event);
    const wasAlone = this.#current === null || this.#current.roster.length === 1;
    this.#current = event;
    this.#reports.clear();
    this.#beats = this.#beats
      ? onEpoch(this.#beats, event.epoch, nowMs)
      : startHostBeats(event.epoch, nowMs);
    this.#cancelSwitch();
    this.#hasSwitched = false;
    // A leaver must not hear one frame more; a joiner can wait until the others have followed, if there are any.
    if (wasAlone || event.removed.length > 0) this.#switch();
    else this.#cancelSwitch = this.#options.clock.after(switchMaxMs, () => this.#switch());
    this.#beat();
  }

  #switch(): void {
    this.#cancelSwitch();
    if (this.#hasSwitched || !this.#current) return;
    this.#hasSwitched = true;
    this.#epochs.sendWith(this.#current);
    this.#options.onSwitched();
  }

  #beat(): void {
    if (!this.#beats) return;
    const { state, beat } = nextBeat(this.#beats, this.#options.ring.nextCounters());
    this.#beats = state;
    this.#tellWaiting();
    this.#options.send(beat);
    this.#cancelBeat();
    this.#cancelBeat = this.#options.clock.after(beatIntervalMs, () => this.#beat());
  }

  #hear({ from, epoch, message }: Extract<SessionEvent, { kind: 'beat' }>): void {
    if (!this.#beats || !this.#current || message.type !== 'answer') return;
    const { ring, clock } = this.#options;
    const floors = this.#reports.add(from.leaf, epoch, message.counters);
    ring.raiseFloors(this.#current.groupId, epoch, from.leaf, floors);
    this.#beats = onAnswer(this.#beats, message, { leaf: from.leaf, epoch }, clock.nowMs());
    this.#tellWaiting();
    const { heard } = this.#beats;
    const haveAllFollowed = this.#current.roster.every(({ leaf }) => leaf === 0 || heard.has(leaf));
    if (haveAllFollowed) this.#switch();
  }

  #tellWaiting(): void {
    if (!this.#beats || !this.#current) return;
    const waiting = stragglers(this.#beats, this.#current.roster, this.#options.clock.nowMs());
    if (waiting.join() === this.#waiting) return;
    this.#waiting = waiting.join();
    this.#options.onWaiting(waiting);
  }
}
