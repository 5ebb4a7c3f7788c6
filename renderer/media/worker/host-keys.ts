import type { Bytes } from '../../../src/base/bytes.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import type { KnockVerdict, SeatKeys } from '../../../src/contract/media-worker.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { beatIntervalMs } from '../../../src/crypto/beats/beat-times.ts';
import {
  nextBeat,
  onAnswer,
  onEpoch,
  startHostBeats,
  stragglers,
  type HostBeats,
} from '../../../src/crypto/beats/host-beats.ts';
import type { IdentitySigner } from '../../../src/crypto/identity/identity-statement.ts';
import type { InviteKeys } from '../../../src/crypto/invite-keys.ts';
import { SerialQueue } from '../../../src/crypto/mls/serial-queue.ts';
import type { CheckedKnock, CheckedRejoin } from '../../../src/crypto/session/host-door.ts';
import { HostSession, type HostSeat } from '../../../src/crypto/session/host-session.ts';
import type { EpochEvent, Output, SessionEvent } from '../../../src/crypto/session/output.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { pushState, type SessionKeys } from './session-keys.ts';
import type { WorkerPorts } from './worker-ports.ts';

/** A new epoch at least this often (e2ee.md, Epochs). */
const updateIntervalMs = 60 * 60_000;

interface AtTheDoor {
  readonly knock: CheckedKnock;
  readonly seat: HostSeat;
}

/** The therapist's session in the worker: MLS, beats, and the media keys that come of them. */
export class HostKeys {
  readonly #ports: WorkerPorts;
  readonly #keys: SessionKeys;
  readonly #session: HostSession;
  readonly #queue = new SerialQueue();
  readonly #atTheDoor = new Map<SeatId, AtTheDoor>();
  #beats: HostBeats;

  private constructor(
    ports: WorkerPorts,
    keys: SessionKeys,
    session: HostSession,
    first: EpochEvent,
  ) {
    this.#ports = ports;
    this.#keys = keys;
    this.#session = session;
    this.#beats = startHostBeats(first.epoch, ports.clock.nowMs());
  }

  /** A new group with us alone in it. */
  static async start(
    ports: WorkerPorts,
    keys: SessionKeys,
    signer: IdentitySigner,
    room: Bytes,
  ): Promise<HostKeys> {
    const { session, first } = await HostSession.create({ ...ports, signer, room });
    const host = new HostKeys(ports, keys, session, first);
    await keys.follow(first);
    host.#beatLater();
    host.#updateLater();
    return host;
  }

  /** Our own seat: the others know us by it. */
  async seated(seatId: SeatId): Promise<void> {
    await this.#queue.run(async () => {
      const own = this.#keys.memberAt(0);
      if (own) this.#keys.setSeat(seatId, own.participant);
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
      this.#keys.setSeat(seatId, knock.keyPackage.owner.participant);
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
      this.#keys.setSeat(seatId, request.keyPackage.owner.participant);
      await this.#apply(await this.#session.rejoin(request, seat), seatId);
      seat.psk.wipe();
    });
    return opened(request);
  }

  async remove(seatId: SeatId): Promise<void> {
    this.#atTheDoor.delete(seatId);
    await this.#queue.run(async () => {
      const participant = this.#keys.participantAt(seatId);
      if (participant === null) return;
      this.#keys.forgetSeat(seatId);
      if (!this.#keys.roster.some((member) => member.participant === participant)) return;
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
    for (const event of events) await this.#take(event);
    if (events.some(({ kind }) => kind === 'epoch')) await this.#tellSeating();
  }

  #receivers(to: Output['outgoing'][number]['to'], joiner: SeatId | null): SeatId[] | null {
    if (to === 'everybody') return null;
    if (to === 'joiner') return joiner === null ? [] : [joiner];
    return this.#keys.roster
      .filter(({ leaf }) => leaf !== 0)
      .map(({ participant }) => this.#keys.seatOf(participant))
      .filter((seatId) => seatId !== null)
      .filter((seatId) => seatId !== joiner);
  }

  async #take(event: SessionEvent): Promise<void> {
    const { push, clock } = this.#ports;
    const keys = this.#keys;
    switch (event.kind) {
      case 'epoch':
        await keys.follow(event);
        this.#beats = onEpoch(this.#beats, event.epoch, clock.nowMs());
        this.#show();
        return;
      case 'words': {
        const { participant, words } = event;
        push('session.words', { participant, seatId: keys.seatOf(participant), words: [...words] });
        return;
      }
      case 'bound': {
        const seatId = keys.seatOf(event.participant);
        if (seatId !== null) push('session.bound', { seatId, deviceKey: event.deviceKey });
        return;
      }
      case 'beat':
        this.#hear(event);
        return;
      case 'refused':
        push('session.refused', { reason: event.reason });
        return;
      case 'message':
      case 'seating':
      case 'group-left':
      case 'removed':
        return;
    }
  }

  #hear(event: Extract<SessionEvent, { kind: 'beat' }>): void {
    const { message, from, epoch } = event;
    if (message.type !== 'answer') return;
    this.#keys.raiseFloors(event);
    const heardBefore = this.#beats.heard.size;
    const heard = { leaf: from.leaf, epoch };
    this.#beats = onAnswer(this.#beats, message, heard, this.#ports.clock.nowMs());
    if (this.#beats.heard.size !== heardBefore) this.#show();
  }

  async #tellSeating(): Promise<void> {
    const seats = this.#keys.roster.flatMap(({ leaf, participant }) => {
      const seatId = this.#keys.seatOf(participant);
      return seatId === null ? [] : [{ leaf, seat: decodeChecked(seatId) }];
    });
    if (this.#keys.roster.length < 2) return;
    await this.#apply(await this.#session.send({ type: 'seating', seats }), null);
  }

  #beatLater(): void {
    this.#ports.clock.after(beatIntervalMs, () => {
      this.#beatLater();
      void this.#queue.run(() => this.#beat());
    });
  }

  async #beat(): Promise<void> {
    if (this.#keys.roster.length < 2) return;
    const { state, beat } = nextBeat(this.#beats, this.#keys.ring.nextCounters());
    this.#beats = state;
    await this.#apply(await this.#session.send(beat), null);
    this.#show();
  }

  #updateLater(): void {
    this.#ports.clock.after(updateIntervalMs, () => {
      this.#updateLater();
      void this.#queue.run(async () => {
        await this.#apply(await this.#session.update(), null);
      });
    });
  }

  #show(): void {
    const late = stragglers(this.#beats, this.#keys.roster, this.#ports.clock.nowMs());
    pushState(this.#ports.push, this.#keys, true, (participant) => !late.includes(participant));
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
