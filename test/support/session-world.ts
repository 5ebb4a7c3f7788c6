import type { Bytes } from '../../src/base/bytes.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { fingerprintOfKey } from '../../src/crypto/identity/fingerprint.ts';
import type { IdentitySigner } from '../../src/crypto/identity/identity-statement.ts';
import { deriveInviteKeys, type InviteKeys } from '../../src/crypto/invite-keys.ts';
import { nextSeat, type SeatState } from '../../src/crypto/join/seat.ts';
import { makeSuite, type Suite } from '../../src/crypto/mls/suite.ts';
import { GuestSession } from '../../src/crypto/session/guest-session.ts';
import { HostSession } from '../../src/crypto/session/host-session.ts';
import type { EpochEvent, Output, SessionEvent } from '../../src/crypto/session/output.ts';
import { newSigner, realRandom } from './identity.ts';

/** A seat with its invite, as the therapist's vault and one link know it. */
export interface Seat {
  readonly keys: InviteKeys;
  state: SeatState;
}

/** A guest's device in a session. */
export class Guest {
  readonly name: string;
  readonly signer: IdentitySigner;
  readonly seat: Seat;
  session: GuestSession;
  readonly events: SessionEvent[] = [];

  constructor(name: string, signer: IdentitySigner, seat: Seat, session: GuestSession) {
    this.name = name;
    this.signer = signer;
    this.seat = seat;
    this.session = session;
  }
}

/**
 * A therapist, guests, and an honest server between them: everything that is sent reaches everybody else in order. An
 * attack is what a test does to the bytes on the way.
 */
export class World {
  readonly suite: Suite;
  readonly room: Bytes = realRandom.bytes(16);
  readonly clock = { now: Date.now(), nowMs: (): number => this.clock.now };
  readonly therapist: IdentitySigner = newSigner();
  readonly guests: Guest[] = [];
  readonly hostEvents: SessionEvent[] = [];
  /** Everything that went over the relay, in order. */
  readonly wire: Bytes[] = [];
  host: HostSession;

  private constructor(suite: Suite, host: HostSession) {
    this.suite = suite;
    this.host = host;
  }

  static async create(): Promise<World> {
    const suite = await makeSuite(realRandom);
    // The host is made with the world's own fields; the placeholder never leaves this function.
    const world = new World(suite, undefined as unknown as HostSession);
    await world.startHost();
    return world;
  }

  /** The therapist's app starts, or starts again. */
  async startHost(): Promise<void> {
    const { session, first } = await HostSession.create({
      suite: this.suite,
      signer: this.therapist,
      room: this.room,
      clock: this.clock,
      random: realRandom,
    });
    this.host = session;
    this.hostEvents.push(first);
  }

  async newSeat(): Promise<Seat> {
    const keys = await deriveInviteKeys(new SecretBytes(realRandom.bytes(32)));
    return { keys, state: { state: 'open' } };
  }

  newGuestSession(signer: IdentitySigner, keys: InviteKeys): GuestSession {
    return new GuestSession({
      suite: this.suite,
      signer,
      room: this.room,
      therapistFingerprint: fingerprintOfKey(this.therapist.publicKey),
      keys,
      guestKind: 'app',
      clock: this.clock,
      random: realRandom,
    });
  }

  async newGuest(name: string, seat?: Seat, signer = newSigner()): Promise<Guest> {
    const mine = seat ?? (await this.newSeat());
    return new Guest(name, signer, mine, this.newGuestSession(signer, mine.keys));
  }

  /** A guest knocks, is let in, and everybody hears everything. */
  async admit(guest: Guest): Promise<void> {
    const output = await this.admitOnly(guest);
    this.guests.push(guest);
    await this.relay(null, output, guest);
  }

  /** Up to what the therapist would send. */
  async admitOnly(guest: Guest): Promise<Output> {
    const sealed = await guest.session.knock(new Uint8Array());
    const knock = await this.host.readKnock(guest.seat.keys, guest.seat.state, sealed);
    if (typeof knock === 'string') throw new Error(`knock refused: ${knock}`);
    return this.host.admit(knock, this.hostSeat(guest));
  }

  async rejoin(guest: Guest): Promise<void> {
    const challenge = this.host.challenge(guest.seat.keys.pskId);
    const sealed = await guest.session.requestRejoin(challenge, new Uint8Array());
    const request = await this.host.readRejoin(guest.seat.keys, guest.seat.state, sealed);
    if (typeof request === 'string') throw new Error(`rejoin refused: ${request}`);
    await this.relay(null, await this.host.rejoin(request, this.hostSeat(guest)), guest);
  }

  hostSeat(guest: Guest) {
    const { psk, pskId } = guest.seat.keys;
    return { psk, pskId, seat: guest.seat.state };
  }

  /** Delivers a step's bytes to everybody else, and what that brings about, until it is quiet. */
  async relay(from: Guest | null, output: Output, joiner?: Guest): Promise<void> {
    this.note(from, output);
    for (const { to, bytes } of output.outgoing) {
      this.wire.push(bytes);
      for (const guest of this.guests) {
        const isReceiver = to === 'everybody' || (to === 'joiner') === (guest === joiner);
        if (isReceiver && guest !== from) {
          await this.relay(guest, await guest.session.receive(bytes));
        }
      }
      if (from) await this.relay(null, await this.host.receive(bytes));
    }
  }

  note(from: Guest | null, output: Output): void {
    (from?.events ?? this.hostEvents).push(...output.events);
    for (const event of output.events) {
      if (event.kind !== 'bound') continue;
      const guest = this.guests.find(({ signer }) => signer.publicKey === event.deviceKey);
      const seat = this.seatOf(event.participant) ?? guest?.seat;
      if (seat) {
        const { deviceKey } = event;
        seat.state = nextSeat(seat.state, { event: 'commitment-opened', deviceKey });
      }
    }
  }

  seatOf(participant: string): Seat | undefined {
    return this.guests.find((guest) => participantOf(guest.signer) === participant)?.seat;
  }
}

/** Who somebody is on the wire. */
export function participantOf(signer: IdentitySigner): string {
  return Buffer.from(signer.publicKey).toString('base64url');
}

/** Events of one kind, in order. */
export function eventsOf<K extends SessionEvent['kind']>(
  events: readonly SessionEvent[],
  kind: K,
): Extract<SessionEvent, { kind: K }>[] {
  return events.filter((event): event is Extract<SessionEvent, { kind: K }> => event.kind === kind);
}

/** The last epoch that somebody heard of. */
export function lastEpoch(events: readonly SessionEvent[]): EpochEvent {
  const epoch = eventsOf(events, 'epoch').at(-1);
  if (!epoch) throw new Error('no epoch');
  return epoch;
}

/** The base key of an epoch in hex, or null for one that carries no media. */
export function baseKeyOf(event: EpochEvent): string | null {
  return event.baseKey?.expose((key) => Buffer.from(key).toString('hex')) ?? null;
}

/** The reasons of everything that was refused. */
export function refusalsOf(events: readonly SessionEvent[]): readonly string[] {
  return eventsOf(events, 'refused').map(({ reason }) => reason);
}
