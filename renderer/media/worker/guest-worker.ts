import { toBase64Url } from '../../../src/base/base64url.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import { Scope } from '../../../src/base/scope.ts';
import { ids, type SeatId } from '../../../src/contract/ids.ts';
import { GuestKeys } from '../../../src/crypto/session/guest-keys.ts';
import { GuestSession, type GuestOptions } from '../../../src/crypto/session/guest-session.ts';
import {
  isMediaEpoch,
  type Output,
  type SessionEvent,
} from '../../../src/crypto/session/output.ts';
import {
  encodeEnvelope,
  parseEnvelope,
  type RelayEnvelope,
} from '../../../src/crypto/messages/relay-envelope.ts';
import { encodeKnockReport } from '../../../src/crypto/messages/protection.ts';
import type { Seating, SessionMessage } from '../../../src/crypto/messages/session-message.ts';
import { SerialQueue } from '../../../src/base/serial-queue.ts';
import type { HearChunk, HearTalk, SessionTalk } from './session-talk.ts';
import type { SessionSeats } from './session-seats.ts';
import type { Witness } from './witness.ts';
import type { WorkerPorts } from './worker-ports.ts';

/** Between two times that we ask for a way back in. */
const askAgainMs = 1_000;

/** What leads into the group whoever is in the room and not in there. */
type LeadingEnvelope = Extract<
  RelayEnvelope,
  { readonly kind: 'come-back' | 'challenge' | 'knock-wanted' }
>;

/** What a guest's side is made of. */
export interface GuestWorkerOptions {
  readonly ports: WorkerPorts;
  readonly seats: SessionSeats;
  readonly session: Omit<GuestOptions, keyof WorkerPorts>;
  readonly onSwitched: () => void;
  /** Takes messages of the application. */
  readonly hear: HearTalk;
  readonly witness: Witness;
  /** Takes what the relay says is a chunk of a file. */
  readonly hearChunk: HearChunk;
}

/** A guest's session in the worker: MLS, and the media keys that come of it. */
export class GuestWorker implements SessionTalk {
  readonly #ports: WorkerPorts;
  readonly #seats: SessionSeats;
  readonly #session: GuestSession;
  readonly #keys: GuestKeys;
  readonly #hear: HearTalk;
  readonly #witness: Witness;
  readonly #hearChunk: HearChunk;
  readonly #queue = new SerialQueue();
  readonly #pskId: Bytes;
  #hostSeatId: SeatId | null = null;
  #askedAtMs = -Infinity;
  #isAsking = false;

  constructor(options: GuestWorkerOptions) {
    const { ports, seats, session, onSwitched, hear, hearChunk, witness } = options;
    this.#witness = witness;
    this.#hear = hear;
    this.#hearChunk = hearChunk;
    this.#ports = ports;
    this.#seats = seats;
    this.#pskId = session.keys.pskId;
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
      // Nobody hears us: we have lost the thread, and ask for a new one.
      onLost: () => {
        this.comeBack();
      },
      onSwitched,
    });
  }

  /** Whether there is a group that has passed every check. */
  get isIn(): boolean {
    return this.#seats.current !== null;
  }

  knock(): Promise<Bytes> {
    return this.#session.knock(encodeKnockReport(this.#witness.capture));
  }

  /** The therapist's seat, as the server says: from there we let ourselves be led back in. */
  inside(hostSeatId: SeatId): void {
    this.#hostSeatId = hostSeatId;
  }

  /** Asks the therapist for a way into the group. */
  comeBack(): void {
    const nowMs = this.#ports.clock.nowMs();
    // Whoever makes us ask over and over, such as the server, gets no more than this.
    if (this.#hostSeatId === null || nowMs - this.#askedAtMs < askAgainMs) return;
    this.#askedAtMs = nowMs;
    this.#isAsking = true;
    this.#post(this.#hostSeatId, { kind: 'return-wanted', pskId: this.#pskId });
  }

  /** Tells the others what this side reports of its window now. */
  async tellProtection(): Promise<void> {
    await this.#queue.run(() => this.#tellProtection());
  }

  async say(payload: Bytes): Promise<void> {
    await this.#queue.run(() => this.#send({ type: 'app', payload }));
  }

  async whisper(participant: string, payload: Bytes): Promise<void> {
    await this.#queue.run(async () => {
      if (!this.#seats.roster.some((member) => member.participant === participant)) return;
      await this.#apply(await this.#session.sendPrivate(participant, payload));
    });
  }

  async receive(from: SeatId, bytes: Bytes): Promise<void> {
    const envelope = parseEnvelope(bytes);
    switch (envelope?.kind) {
      case 'mls':
        await this.#queue.run(async () => {
          await this.#apply(await this.#session.receive(envelope.bytes));
        });
        return;
      case 'come-back':
      case 'challenge':
      case 'knock-wanted':
        await this.#beLed(from, envelope);
        return;
      case 'file-chunk':
        await this.#hearChunk(envelope.bytes);
        return;
      case 'return-wanted':
      case 'rejoin':
      case 'knock':
        this.#ports.push('session.refused', { reason: 'not-entitled' });
        return;
      case undefined:
        this.#ports.push('session.refused', { reason: 'malformed' });
    }
  }

  /** From nobody but the therapist's seat: another guest, asked in its place, could pass our answers on as its own. */
  async #beLed(from: SeatId, envelope: LeadingEnvelope): Promise<void> {
    if (from !== this.#hostSeatId) {
      this.#ports.push('session.refused', { reason: 'not-entitled' });
      return;
    }
    if (envelope.kind === 'come-back') {
      this.comeBack();
      return;
    }
    // One answer for each time that we asked.
    if (!this.#isAsking) return;
    this.#isAsking = false;
    const answer =
      envelope.kind === 'challenge' ? this.#rejoin(envelope.challenge) : this.#knockInside();
    this.#post(from, await answer);
  }

  async #rejoin(challenge: Bytes): Promise<RelayEnvelope> {
    const report = encodeKnockReport(this.#witness.capture);
    const sealed = await this.#session.requestRejoin(challenge, report);
    return { kind: 'rejoin', pskId: this.#pskId, sealed };
  }

  async #knockInside(): Promise<RelayEnvelope> {
    return { kind: 'knock', pskId: this.#pskId, sealed: await this.knock() };
  }

  #post(to: SeatId | null, envelope: RelayEnvelope): void {
    const bytes = encodeEnvelope(envelope);
    this.#ports.push('relay.outgoing', { seatIds: to === null ? null : [to], bytes });
  }

  async #apply({ outgoing, events }: Output): Promise<void> {
    for (const { bytes } of outgoing) {
      this.#post(null, { kind: 'mls', bytes });
    }
    for (const event of events) {
      this.#take(event);
      if (event.kind === 'message') await this.#hear(event);
    }
    const isNew = isMediaEpoch(events);
    await this.#keys.handle(events);
    if (isNew) await this.#tellProtection();
  }

  #take(event: SessionEvent): void {
    const { push } = this.#ports;
    const seats = this.#seats;
    switch (event.kind) {
      case 'epoch':
        // In step again, or for the first time: an answer that is still on its way would only lead us out and in.
        this.#isAsking = false;
        seats.current = event;
        this.#witness.noteEpoch(event);
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
      case 'protection':
        seats.setCapture(event.from.participant, event.capture);
        seats.show(push);
        return;
      case 'rule':
        push('session.rule', { rule: event.rule });
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
    for (const { leaf, seat, kind } of seats) {
      const member = this.#seats.memberAt(leaf);
      if (!member) continue;
      this.#seats.setSeat(ids.seat.parse(toBase64Url(seat)), member.participant);
      this.#seats.setKind(member.participant, kind);
    }
    this.#seats.show(this.#ports.push);
  }

  async #tellProtection(): Promise<void> {
    this.#seats.setOwnCapture(this.#witness.capture);
    this.#seats.show(this.#ports.push);
    await this.#send({ type: 'protection', capture: this.#witness.capture });
  }

  /** What was to be said in a group that we have left meanwhile is not said. */
  async #send(message: SessionMessage): Promise<void> {
    if (this.isIn) await this.#apply(await this.#session.send(message));
  }
}
