import type { CancelTimer } from '../../src/base/ports.ts';
import { Scope } from '../../src/base/scope.ts';
import type { InviteId, SeatId } from '../../src/contract/ids.ts';
import type { PushInput, PushName } from '../../src/contract/contract.ts';
import type { SeatState, Signaling, WaitingGuest } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { TokenHash } from '../auth/token-hash.ts';
import type { RtpCapabilities } from '../sfu/media-types.ts';
import type { Link } from './link.ts';
import { Outbox } from './outbox.ts';
import type { SeatMedia } from './seat-media.ts';
import { nextSeatLife, type SeatEvent, type SeatLife } from './seat-life.ts';

/** How a guest came in, and how it may come back. The host has neither: it signs. */
export interface GuestAccess {
  readonly inviteId: InviteId;
  readonly resumeHash: TokenHash;
}

/**
 * One person's place in a room, from its first connection until it is given up.
 * Close cascade: seat -> grace timer, media (consumers, producers, transports).
 */
export class Seat {
  readonly id: SeatId;
  readonly role: 'host' | 'guest';
  readonly access: GuestAccess | null;
  readonly sinceMs: number;
  /** What the current connection can receive; null until it said so. */
  rtpCapabilities: RtpCapabilities | null = null;
  /** The guest's last sealed knock, base64url. */
  sealedKnock: string | null = null;
  media: SeatMedia | null = null;
  /** Transports that were asked for and not closed, whether or not they came up. */
  transports = 0;
  readonly #scope = new Scope();
  #mediaScope = new Scope();
  #life: SeatLife;
  #outbox: Outbox | null = null;
  #cancelGrace: CancelTimer | null = null;

  constructor(id: SeatId, access: GuestAccess | null, sinceMs: number) {
    this.id = id;
    this.role = access ? 'guest' : 'host';
    this.access = access;
    this.sinceMs = sinceMs;
    this.#life = access ? 'waiting-dropped' : 'admitted-dropped';
    this.#scope.own(() => {
      this.#cancelGrace?.();
      this.#mediaScope.close();
    });
  }

  get isWaiting(): boolean {
    return this.#life === 'waiting' || this.#life === 'waiting-dropped';
  }

  get isAdmitted(): boolean {
    return this.#life === 'admitted' || this.#life === 'admitted-dropped';
  }

  get isConnected(): boolean {
    return this.#life === 'waiting' || this.#life === 'admitted';
  }

  /** Null while dropped. */
  get outbox(): Outbox | null {
    return this.#outbox;
  }

  get state(): SeatState {
    return { seatId: this.id, role: this.role, connected: this.isConnected };
  }

  /** The host's view of a guest in the lobby. */
  get waitingState(): WaitingGuest | null {
    if (!this.access || !this.isWaiting) return null;
    const { inviteId } = this.access;
    const { id: seatId, sinceMs, isConnected: connected, sealedKnock } = this;
    return { seatId, inviteId, sinceMs, connected, sealedKnock };
  }

  /** @throws AppError not-admitted before the seat's media is set up */
  get mediaInside(): SeatMedia {
    if (!this.media) throw new AppError('not-admitted', 'no media yet');
    return this.media;
  }

  advance(event: SeatEvent): void {
    this.#life = nextSeatLife(this.#life, event);
  }

  /**
   * Gives the seat a connection. An older one is closed with `replaced`, and its media with it: media belongs to the
   * page that made it. Pushes are held until the caller releases the outbox, after its answer.
   */
  attach(link: Link): Outbox {
    this.advance('return');
    this.#cancelGrace?.();
    this.#outbox?.close('replaced');
    this.#mediaScope.close();
    this.rtpCapabilities = null;
    this.#outbox = new Outbox(link);
    this.#outbox.hold();
    return this.#outbox;
  }

  /** Takes the connection away and starts the grace time; media runs on meanwhile. */
  drop(startGrace: () => CancelTimer): void {
    this.advance('drop');
    this.#outbox = null;
    this.rtpCapabilities = null;
    this.#cancelGrace = startGrace();
  }

  /** Closes the media there is and owns what the caller puts into the returned scope instead. */
  renewMedia(): Scope {
    this.#mediaScope.close();
    this.#mediaScope = new Scope();
    return this.#mediaScope;
  }

  push<K extends PushName<Signaling>>(name: K, data: PushInput<Signaling, K>): void {
    this.#outbox?.push(name, data);
  }

  /** Gives the seat up: the client hears why, its media closes. May be called twice. */
  end(reason: PushInput<Signaling, 'room.closed'>['reason']): void {
    if (this.#life === 'gone') return;
    this.advance('end');
    this.#outbox?.end({ reason });
    this.#outbox = null;
    this.#scope.close();
  }
}
