import { toBase64Url } from '../../../src/base/base64url.ts';
import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import type { KnockVerdict, SeatKeys } from '../../../src/contract/media-worker.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import type { IdentitySigner } from '../../../src/crypto/identity/identity-statement.ts';
import { seatVerdict } from '../../../src/crypto/join/seat.ts';
import {
  encodeEnvelope,
  parseEnvelope,
  type RelayEnvelope,
} from '../../../src/crypto/messages/relay-envelope.ts';
import { readKnockReport, type ShieldRule } from '../../../src/crypto/messages/protection.ts';
import type { SessionMessage } from '../../../src/crypto/messages/session-message.ts';
import { SerialQueue } from '../../../src/base/serial-queue.ts';
import type { CheckedKnock, CheckedRejoin } from '../../../src/crypto/session/host-door.ts';
import { HostKeys } from '../../../src/crypto/session/host-keys.ts';
import { HostSession, type HostSeat } from '../../../src/crypto/session/host-session.ts';
import {
  isMediaEpoch,
  type Output,
  type SessionEvent,
} from '../../../src/crypto/session/output.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { AskLimit } from './ask-limit.ts';
import { HostSeatBook, hostSeatOf } from './host-seat-book.ts';
import type { HearChunk, HearTalk, SessionTalk } from './session-talk.ts';
import type { SessionSeats } from './session-seats.ts';
import type { Witness } from './witness.ts';
import type { WorkerPorts } from './worker-ports.ts';

/** A new epoch at least this often (e2ee.md, Epochs). */
const updateIntervalMs = 60 * 60_000;

interface AtTheDoor {
  readonly knock: CheckedKnock;
  readonly pskId: Bytes;
}

/** What the therapist's side is made of. */
export interface HostWorkerOptions {
  readonly ports: WorkerPorts;
  readonly seats: SessionSeats;
  readonly signer: IdentitySigner;
  readonly room: Bytes;
  readonly onSwitched: () => void;
  /** Takes messages of the application. */
  readonly hear: HearTalk;
  readonly witness: Witness;
  /** Takes what the relay says is a chunk of a file. */
  readonly hearChunk: HearChunk;
}

/** The therapist's session in the worker: MLS, and the media keys that come of it. */
export class HostWorker implements SessionTalk {
  readonly #ports: WorkerPorts;
  readonly #seats: SessionSeats;
  readonly #session: HostSession;
  readonly #keys: HostKeys;
  readonly #hear: HearTalk;
  readonly #witness: Witness;
  readonly #hearChunk: HearChunk;
  readonly #queue = new SerialQueue();
  readonly #book = new HostSeatBook();
  readonly #atTheDoor = new Map<SeatId, AtTheDoor>();
  #rule: ShieldRule = 'warn';
  readonly #returns: AskLimit;
  readonly #preparations: AskLimit;

  private constructor(options: HostWorkerOptions, session: HostSession) {
    const { ports, seats, onSwitched, hear, hearChunk, witness } = options;
    this.#witness = witness;
    this.#hear = hear;
    this.#hearChunk = hearChunk;
    this.#ports = ports;
    this.#seats = seats;
    this.#session = session;
    this.#returns = new AskLimit(ports.clock);
    this.#preparations = new AskLimit(ports.clock);
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
      if (own) {
        this.#seats.setSeat(seatId, own.participant);
        this.#seats.setKind(own.participant, 'therapist');
        this.#seats.show(this.#ports.push);
      }
      await this.#tellSeating();
    });
  }

  /** A seat that somebody may take. */
  addSeat(seat: SeatKeys): void {
    this.#book.add(seat);
  }

  /** @throws AppError not-found for a psk of no seat of this session, too-many */
  async readKnock(seatId: SeatId, pskId: Bytes, sealed: Bytes): Promise<KnockVerdict> {
    const { keys, state } = this.#book.get(pskId);
    this.leaveDoor(seatId);
    if (this.#book.isAnothers(seatId, pskId)) return { verdict: 'refused', reason: 'seat-taken' };
    const knock = await this.#session.readKnock(keys, state, sealed);
    if (typeof knock === 'string') return { verdict: 'refused', reason: knock };
    if (this.#atTheDoor.size >= limits.invitesPerRoom) throw new AppError('too-many', 'knocks');
    this.#atTheDoor.set(seatId, { knock, pskId });
    // While the therapist looks who it is. Whoever knocks without end does not keep the therapist's device busy by it.
    if (this.#preparations.take(toBase64Url(pskId))) {
      void this.#session.prepare(knock, hostSeatOf({ keys, state }));
    }
    const { keyPackage, guestKind } = knock;
    // A browser's page comes from the server, and could report anything.
    const capture = guestKind === 'browser' ? 'unknown' : readKnockReport(knock.report);
    return { verdict: 'opened', deviceKey: keyPackage.owner.identityKey, guestKind, capture };
  }

  /** Nobody stands at this door any more, and what was made ready for them goes. */
  leaveDoor(seatId: SeatId): void {
    const found = this.#atTheDoor.get(seatId);
    this.#atTheDoor.delete(seatId);
    if (found) void this.#session.forget(found.knock);
  }

  /**
   * Lets in whom the therapist has seen at this seat's door. @throws AppError not-found when somebody else, or nobody, stands
   * there by now, conflict when the seat is not theirs any more
   */
  async admit(seatId: SeatId, deviceKey: Bytes): Promise<void> {
    const found = this.#atTheDoor.get(seatId);
    if (!found || !equalBytes(found.knock.keyPackage.owner.identityKey, deviceKey)) {
      throw new AppError('not-found', 'nobody of that device knocked');
    }
    this.#atTheDoor.delete(seatId);
    const { knock, pskId } = found;
    const isIn = await this.#queue.run(() =>
      this.#letIn(seatId, pskId, knock, (seat) => this.#session.admit(knock, seat)),
    );
    if (!isIn) throw new AppError('conflict', 'not let in');
  }

  /** Everybody who is in the room is asked to come into this group. */
  callBack(): void {
    this.#post(null, { kind: 'come-back' });
  }

  async remove(seatId: SeatId, revoke: boolean): Promise<void> {
    const pskId = this.#book.pskAt(seatId) ?? this.#atTheDoor.get(seatId)?.pskId;
    this.leaveDoor(seatId);
    if (revoke && pskId) this.#book.revoke(pskId);
    await this.#queue.run(() => this.#removeAt(seatId));
  }

  /** Tells the others what this side reports of its window now. */
  async tellProtection(): Promise<void> {
    await this.#queue.run(() => this.#tellProtection());
  }

  /** What the therapist wants where a window is not hidden. */
  async setRule(rule: ShieldRule): Promise<void> {
    this.#rule = rule;
    await this.tellProtection();
  }

  async say(payload: Bytes): Promise<void> {
    await this.#queue.run(() => this.#send({ type: 'app', payload }));
  }

  async whisper(participant: string, payload: Bytes): Promise<void> {
    await this.#queue.run(async () => {
      if (!this.#seats.roster.some((member) => member.participant === participant)) return;
      await this.#apply(await this.#session.sendPrivate(participant, payload), null);
    });
  }

  async receive(from: SeatId, bytes: Bytes): Promise<void> {
    const envelope = parseEnvelope(bytes);
    switch (envelope?.kind) {
      case 'mls':
        await this.#queue.run(async () => {
          await this.#apply(await this.#session.receive(envelope.bytes), null);
        });
        return;
      case 'return-wanted':
        // In its turn: who is just being let in gets the Welcome first, and needs no way back any more.
        await this.#queue.run(() => Promise.resolve(this.#answerReturn(from, envelope.pskId)));
        return;
      case 'rejoin':
        await this.#rejoin(from, envelope.pskId, envelope.sealed);
        return;
      case 'knock':
        await this.#hearKnock(from, envelope.pskId, envelope.sealed);
        return;
      case 'file-chunk':
        await this.#hearChunk(envelope.bytes);
        return;
      case 'come-back':
      case 'challenge':
      case 'knock-wanted':
        this.#refused('not-entitled');
        return;
      case undefined:
        this.#refused('malformed');
    }
  }

  /** Somebody whom the server has let in is not in the group. Who that is, the answer will have to prove. */
  #answerReturn(from: SeatId, pskId: Bytes): void {
    const seat = this.#book.find(pskId);
    if (seat && !this.#returns.take(`${from} ${toBase64Url(pskId)}`)) return;
    switch (seat?.state.state) {
      case 'bound':
        this.#post([from], { kind: 'challenge', challenge: this.#session.challenge(pskId) });
        return;
      case 'open':
        this.#post([from], { kind: 'knock-wanted' });
        return;
      case 'revoked':
        this.#refused('seat-revoked');
        return;
      case undefined:
        this.#refused('not-authentic');
    }
  }

  /** Lets the bound device of a seat back in: no admission by hand, and no new words. */
  async #rejoin(from: SeatId, pskId: Bytes, sealed: Bytes): Promise<void> {
    await this.#queue.run(async () => {
      const seat = this.#book.find(pskId);
      const request = seat
        ? await this.#session.readRejoin(seat.keys, seat.state, sealed)
        : ('not-authentic' as const);
      if (typeof request === 'string') {
        this.#refused(request);
        return;
      }
      await this.#letIn(from, pskId, request, (taken) => this.#session.rejoin(request, taken));
    });
  }

  async #hearKnock(from: SeatId, pskId: Bytes, sealed: Bytes): Promise<void> {
    if (!this.#book.find(pskId)) {
      this.#refused('not-authentic');
      return;
    }
    const verdict = await this.readKnock(from, pskId, sealed);
    if (verdict.verdict === 'refused') {
      this.#refused(verdict.reason);
      return;
    }
    const { deviceKey, guestKind, capture } = verdict;
    this.#ports.push('host.knocked', { seatId: from, pskId, deviceKey, guestKind, capture });
  }

  /**
   * One seat, one person: nobody comes in at a seat where somebody else sits, and whoever sat by this invite before goes out.
   * @returns false when it was refused, which is told
   */
  async #letIn(
    seatId: SeatId,
    pskId: Bytes,
    who: CheckedKnock | CheckedRejoin,
    join: (seat: HostSeat) => Promise<Output>,
  ): Promise<boolean> {
    const seat = this.#book.get(pskId);
    const { participant, identityKey } = who.keyPackage.owner;
    const verdict = this.#book.isAnothers(seatId, pskId)
      ? 'seat-taken'
      : seatVerdict(seat.state, identityKey);
    if (verdict !== 'ok') {
      this.#refused(verdict);
      return false;
    }
    const before = this.#book.seatOf(pskId);
    if (before !== null && this.#seats.participantAt(before) !== participant) {
      await this.#removeAt(before);
    }
    const output = await join(hostSeatOf(seat));
    const isIn = !output.events.some(({ kind }) => kind === 'refused');
    if (isIn) this.#sit(seatId, pskId, who);
    await this.#apply(output, seatId);
    return isIn;
  }

  async #removeAt(seatId: SeatId): Promise<void> {
    const participant = this.#seats.participantAt(seatId);
    this.#book.free(seatId);
    this.#seats.forgetSeat(seatId);
    if (!this.#seats.roster.some((member) => member.participant === participant)) return;
    if (participant !== null) await this.#apply(await this.#session.remove(participant), null);
  }

  #sit(
    seatId: SeatId,
    pskId: Bytes,
    { keyPackage, guestKind, report }: CheckedKnock | CheckedRejoin,
  ): void {
    const { participant, identityKey: deviceKey } = keyPackage.owner;
    this.#ports.push('host.guest-in', { seatId, pskId, deviceKey, guestKind });
    // The same device may have sat by another invite.
    const before = this.#seats.seatOf(participant);
    if (before !== null) this.#book.free(before);
    this.#book.take(seatId, pskId);
    this.#seats.setSeat(seatId, participant);
    this.#seats.setKind(participant, guestKind);
    // Until their own message says it.
    this.#seats.setCapture(participant, readKnockReport(report));
  }

  #refused(reason: string): void {
    this.#ports.push('session.refused', { reason });
  }

  #post(seatIds: SeatId[] | null, envelope: RelayEnvelope): void {
    this.#ports.push('relay.outgoing', { seatIds, bytes: encodeEnvelope(envelope) });
  }

  /** Sends what a step gave, in order, and takes in what it brought about. `joiner`: the seat that it lets in. */
  async #apply({ outgoing, events }: Output, joiner: SeatId | null): Promise<void> {
    for (const { to, bytes } of outgoing) {
      this.#post(this.#receivers(to, joiner), { kind: 'mls', bytes });
    }
    for (const event of events) {
      this.#take(event);
      if (event.kind === 'message') await this.#hear(event);
    }
    const isNew = isMediaEpoch(events);
    const epochs = events.filter((event) => event.kind === 'epoch');
    // Whoever joins shows no picture without this word, and waits for it. Whoever leaves must not hear one frame more.
    const isUrgent = epochs.every(({ removed }) => removed.length === 0);
    if (epochs.length > 0 && isUrgent) await this.#tellSeating();
    await this.#keys.handle(events);
    if (!isUrgent) await this.#tellSeating();
    if (isNew) await this.#tellProtection();
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
        this.#witness.noteEpoch(event);
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
        const pskId = seatId && this.#book.pskAt(seatId);
        if (seatId === null || !pskId) return;
        this.#book.bind(pskId, event.deviceKey);
        push('session.bound', { seatId, deviceKey: event.deviceKey });
        return;
      }
      case 'refused':
        push('session.refused', { reason: event.reason });
        return;
      case 'protection':
        seats.setCapture(event.from.participant, event.capture);
        seats.show(push);
        return;
      case 'rule':
      case 'beat':
      case 'message':
      case 'seating':
      case 'group-left':
      case 'removed':
        return;
    }
  }

  /** What this side's app is, and what it wants, for those who have just come in and for everybody after a change. */
  async #tellProtection(): Promise<void> {
    this.#seats.setOwnCapture(this.#witness.capture);
    this.#seats.show(this.#ports.push);
    await this.#send({ type: 'protection', capture: this.#witness.capture });
    await this.#send({ type: 'rule', rule: this.#rule });
  }

  /** Alone, there is nobody to tell. */
  async #send(message: SessionMessage): Promise<void> {
    if (this.#seats.roster.length < 2) return;
    await this.#apply(await this.#session.send(message), null);
  }

  async #tellSeating(): Promise<void> {
    const seats = this.#seats.roster.flatMap(({ leaf, participant }) => {
      const seatId = this.#seats.seatOf(participant);
      const kind = this.#seats.kindOf(participant);
      if (seatId === null || kind === null) return [];
      return [{ leaf, seat: decodeChecked(seatId), kind }];
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
