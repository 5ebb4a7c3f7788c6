import type { Bytes } from '../../../src/base/bytes.ts';
import { Scope } from '../../../src/base/scope.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import type { KnockVerdict, SeatKeys } from '../../../src/contract/media-worker.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import type { IdentitySigner } from '../../../src/crypto/identity/identity-statement.ts';
import type { InviteKeys } from '../../../src/crypto/invite-keys.ts';
import type { SessionMessage } from '../../../src/crypto/messages/session-message.ts';
import { SerialQueue } from '../../../src/crypto/mls/serial-queue.ts';
import type { CheckedKnock, CheckedRejoin } from '../../../src/crypto/session/host-door.ts';
import { HostKeys } from '../../../src/crypto/session/host-keys.ts';
import { HostSession, type HostSeat } from '../../../src/crypto/session/host-session.ts';
import type { Output, SessionEvent } from '../../../src/crypto/session/output.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { SessionSeats } from './session-seats.ts';
import type { WorkerPorts } from './worker-ports.ts';

/** A new epoch at least this often (e2ee.md, Epochs). */
const updateIntervalMs = 60 * 60_000;

interface AtTheDoor {
  readonly knock: CheckedKnock;
  readonly seat: HostSeat;
}

/** What the therapist's side is made of. */
export interface HostWorkerOptions {
  readonly ports: WorkerPorts;
  readonly seats: SessionSeats;
  readonly signer: IdentitySigner;
  readonly room: Bytes;
  readonly onSwitched: () => void;
}

/** The therapist's session in the worker: MLS, and the media keys that come of it. */
export class HostWorker {
  readonly #ports: WorkerPorts;
  readonly #seats: SessionSeats;
  readonly #session: HostSession;
  readonly #keys: HostKeys;
  readonly #queue = new SerialQueue();
  readonly #atTheDoor = new Map<SeatId, AtTheDoor>();

  private constructor({ ports, seats, onSwitched }: HostWorkerOptions, session: HostSession) {
    this.#ports = ports;
    this.#seats = seats;
    this.#session = session;
    this.#keys = new HostKeys({
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

  /** A new group with us alone in it. */
  static async start(options: HostWorkerOptions): Promise<HostWorker> {
    const { ports, signer, room } = options;
    const { session, first } = await HostSession.create({ ...ports, signer, room });
    const host = new HostWorker(options, session);
    await host.#queue.run(() => host.#apply({ outgoing: [], events: [first] }, null));
    host.#updateLater();
    return host;
  }

  /** Our own seat: the others know us by it. */
  async seated(seatId: SeatId): Promise<void> {
    await this.#queue.run(async () => {
      const own = this.#seats.memberAt(0);
      if (own) this.#seats.setSeat(seatId, own.participant);
      await this.#tellSeating();
    });
  }

  async readKnock(seatId: SeatId, seatKeys: SeatKeys, sealed: Bytes): Promise<KnockVerdict> {
    const { keys, seat } = seatOf(seatKeys);
    const knock = await this.#session.readKnock(keys, seat.seat, sealed);
    keys.knockKey.wipe();
    this.#atTheDoor.delete(seatId);
    if (typeof knock === 'string') return { verdict: 'refused', reason: knock };
    this.#atTheDoor.set(seatId, { knock, seat });
    return opened(knock);
  }

  async admit(seatId: SeatId): Promise<void> {
    const found = this.#atTheDoor.get(seatId);
    if (!found) throw new AppError('not-found', 'nobody knocked');
    this.#atTheDoor.delete(seatId);
    const { knock, seat } = found;
    await this.#queue.run(async () => {
      this.#seats.setSeat(seatId, knock.keyPackage.owner.participant);
      await this.#apply(await this.#session.admit(knock, seat), seatId);
      seat.psk.wipe();
    });
  }

  challenge(pskId: Bytes): Bytes {
    return this.#session.challenge(pskId);
  }

  async rejoin(seatId: SeatId, seatKeys: SeatKeys, sealed: Bytes): Promise<KnockVerdict> {
    const { keys, seat } = seatOf(seatKeys);
    const request = await this.#session.readRejoin(keys, seat.seat, sealed);
    keys.knockKey.wipe();
    if (typeof request === 'string') return { verdict: 'refused', reason: request };
    await this.#queue.run(async () => {
      this.#seats.setSeat(seatId, request.keyPackage.owner.participant);
      await this.#apply(await this.#session.rejoin(request, seat), seatId);
      seat.psk.wipe();
    });
    return opened(request);
  }

  async remove(seatId: SeatId): Promise<void> {
    this.#atTheDoor.delete(seatId);
    await this.#queue.run(async () => {
      const participant = this.#seats.participantAt(seatId);
      if (participant === null) return;
      this.#seats.forgetSeat(seatId);
      if (!this.#seats.roster.some((member) => member.participant === participant)) return;
      await this.#apply(await this.#session.remove(participant), null);
    });
  }

  async receive(bytes: Bytes): Promise<void> {
    await this.#queue.run(async () => {
      await this.#apply(await this.#session.receive(bytes), null);
    });
  }

  /** Sends what a step gave, in order, and takes in what it brought about. `joiner`: the seat that it lets in. */
  async #apply({ outgoing, events }: Output, joiner: SeatId | null): Promise<void> {
    for (const { to, bytes } of outgoing) {
      this.#ports.push('relay.outgoing', { seatIds: this.#receivers(to, joiner), bytes });
    }
    for (const event of events) this.#take(event);
    await this.#keys.handle(events);
    if (events.some(({ kind }) => kind === 'epoch')) await this.#tellSeating();
  }

  #receivers(to: Output['outgoing'][number]['to'], joiner: SeatId | null): SeatId[] | null {
    if (to === 'everybody') return null;
    if (to === 'joiner') return joiner === null ? [] : [joiner];
    return this.#seats.roster
      .filter(({ leaf }) => leaf !== 0)
      .map(({ participant }) => this.#seats.seatOf(participant))
      .filter((seatId) => seatId !== null)
      .filter((seatId) => seatId !== joiner);
  }

  #take(event: SessionEvent): void {
    const { push } = this.#ports;
    const seats = this.#seats;
    switch (event.kind) {
      case 'epoch':
        seats.current = event;
        seats.show(push);
        return;
      case 'words': {
        const { participant, words } = event;
        const seatId = seats.seatOf(participant);
        push('session.words', { participant, seatId, words: [...words] });
        return;
      }
      case 'bound': {
        const seatId = seats.seatOf(event.participant);
        if (seatId !== null) push('session.bound', { seatId, deviceKey: event.deviceKey });
        return;
      }
      case 'refused':
        push('session.refused', { reason: event.reason });
        return;
      case 'beat':
      case 'message':
      case 'seating':
      case 'group-left':
      case 'removed':
        return;
    }
  }

  /** Alone, there is nobody to tell. */
  async #send(message: SessionMessage): Promise<void> {
    if (this.#seats.roster.length < 2) return;
    await this.#apply(await this.#session.send(message), null);
  }

  async #tellSeating(): Promise<void> {
    const seats = this.#seats.roster.flatMap(({ leaf, participant }) => {
      const seatId = this.#seats.seatOf(participant);
      return seatId === null ? [] : [{ leaf, seat: decodeChecked(seatId) }];
    });
    await this.#send({ type: 'seating', seats });
  }

  #updateLater(): void {
    this.#ports.clock.after(updateIntervalMs, () => {
      this.#updateLater();
      void this.#queue.run(async () => {
        await this.#apply(await this.#session.update(), null);
      });
    });
  }
}

/** The seat's keys as the session takes them; each is wiped once it was used. */
function seatOf({ knockKey, psk, pskId, state }: SeatKeys): {
  readonly keys: InviteKeys;
  readonly seat: HostSeat;
} {
  const secret = new SecretBytes(psk);
  return {
    keys: { knockKey: new SecretBytes(knockKey), psk: secret, pskId },
    seat: { psk: secret, pskId, seat: state },
  };
}

function opened({ keyPackage, guestKind }: CheckedKnock | CheckedRejoin): KnockVerdict {
  return { verdict: 'opened', deviceKey: keyPackage.owner.identityKey, guestKind };
}
