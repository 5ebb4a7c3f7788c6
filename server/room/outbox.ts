import type { PushInput, PushName } from '../../src/contract/contract.ts';
import type { Signaling } from '../../src/contract/signaling.ts';
import type { closeCodes } from '../../src/contract/signaling-wire.ts';
import type { Link } from './link.ts';

interface HeldPush {
  readonly name: PushName<Signaling>;
  readonly send: () => void;
}

/**
 * The pushes to one connection. They can be held back while an answer or a presence is being made, so that a client
 * never hears of a change before it got the state that the change applies to.
 */
export class Outbox {
  readonly #link: Link;
  #held: HeldPush[] | null = null;
  #isClosed = false;

  constructor(link: Link) {
    this.#link = link;
  }

  isOf(link: Link): boolean {
    return this.#link === link;
  }

  push<K extends PushName<Signaling>>(name: K, data: PushInput<Signaling, K>): void {
    if (this.#isClosed) return;
    const send = (): void => {
      this.#link.push(name, data);
    };
    if (this.#held) this.#held.push({ name, send });
    else send();
  }

  /** Sends at once, before whatever is held. */
  pushPastHeld<K extends PushName<Signaling>>(name: K, data: PushInput<Signaling, K>): void {
    if (!this.#isClosed) this.#link.push(name, data);
  }

  hold(): void {
    this.#held ??= [];
  }

  /** Forgets held pushes about media and seats: the presence that was just made of the live state covers them. */
  dropCoveredByPresence(): void {
    this.#held = this.#held?.filter(({ name }) => !/^(media|seat)\./u.test(name)) ?? null;
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const { send } of held) send();
  }

  /** The last word, past everything that is held. */
  end(data: PushInput<Signaling, 'room.closed'>): void {
    this.pushPastHeld('room.closed', data);
    this.close('room-closed');
  }

  close(reason: keyof typeof closeCodes): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#held = null;
    this.#link.close(reason);
  }
}
