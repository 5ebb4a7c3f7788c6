import { toBase64Url } from '../../../src/base/base64url.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import { Scope } from '../../../src/base/scope.ts';
import { ids } from '../../../src/contract/ids.ts';
import { GuestKeys } from '../../../src/crypto/session/guest-keys.ts';
import { GuestSession, type GuestOptions } from '../../../src/crypto/session/guest-session.ts';
import type { Output, SessionEvent } from '../../../src/crypto/session/output.ts';
import type { Seating, SessionMessage } from '../../../src/crypto/messages/session-message.ts';
import { SerialQueue } from '../../../src/crypto/mls/serial-queue.ts';
import type { SessionSeats } from './session-seats.ts';
import type { WorkerPorts } from './worker-ports.ts';

/** Nothing is reported about the device yet. */
const noReport: Bytes = new Uint8Array();

/** What a guest's side is made of. */
export interface GuestWorkerOptions {
  readonly ports: WorkerPorts;
  readonly seats: SessionSeats;
  readonly session: Omit<GuestOptions, keyof WorkerPorts>;
  readonly onSwitched: () => void;
}

/** A guest's session in the worker: MLS, and the media keys that come of it. */
export class GuestWorker {
  readonly #ports: WorkerPorts;
  readonly #seats: SessionSeats;
  readonly #session: GuestSession;
  readonly #keys: GuestKeys;
  readonly #queue = new SerialQueue();

  constructor({ ports, seats, session, onSwitched }: GuestWorkerOptions) {
    this.#ports = ports;
    this.#seats = seats;
    this.#session = new GuestSession({ ...ports, ...session });
    this.#keys = new GuestKeys({
      ring: seats.ring,
      clock: ports.clock,
      // The worker ends as a whole, and its timers with it.
      scope: new Scope(),
      send: (message) => {
        void this.#queue.run(() => this.#send(message));
      },
      onWaiting: (participants) => {
        seats.waiting = participants;
        seats.show(ports.push);
      },
      onSwitched,
    });
  }

  /** Whether there is a group that has passed every check. */
  get isIn(): boolean {
    return this.#seats.current !== null;
  }

  knock(): Promise<Bytes> {
    return this.#session.knock(noReport);
  }

  requestRejoin(challenge: Bytes): Promise<Bytes> {
    return this.#session.requestRejoin(challenge, noReport);
  }

  async receive(bytes: Bytes): Promise<void> {
    await this.#queue.run(async () => {
      await this.#apply(await this.#session.receive(bytes));
    });
  }

  async #apply({ outgoing, events }: Output): Promise<void> {
    for (const { bytes } of outgoing) {
      this.#ports.push('relay.outgoing', { seatIds: null, bytes });
    }
    for (const event of events) this.#take(event);
    await this.#keys.handle(events);
  }

  #take(event: SessionEvent): void {
    const { push } = this.#ports;
    const seats = this.#seats;
    switch (event.kind) {
      case 'epoch':
        seats.current = event;
        seats.show(push);
        return;
      case 'seating':
        this.#seat(event.message);
        return;
      case 'words': {
        const { participant, words } = event;
        const seatId = seats.seatOf(participant);
        push('session.words', { participant, seatId, words: [...words] });
        return;
      }
      case 'removed':
        seats.clear();
        push('session.removed', {});
        return;
      case 'refused':
        push('session.refused', { reason: event.reason });
        return;
      case 'beat':
      case 'bound':
      case 'group-left':
      case 'message':
        return;
    }
  }

  /** The therapist's word on which seat of the server's belongs to whom. */
  #seat({ seats }: Seating): void {
    for (const { leaf, seat } of seats) {
      const member = this.#seats.memberAt(leaf);
      if (member) this.#seats.setSeat(ids.seat.parse(toBase64Url(seat)), member.participant);
    }
    this.#seats.show(this.#ports.push);
  }

  /** What was to be said in a group that we have left meanwhile is not said. */
  async #send(message: SessionMessage): Promise<void> {
    if (this.isIn) await this.#apply(await this.#session.send(message));
  }
}
