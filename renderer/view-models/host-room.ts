import type { Scope } from '../../src/base/scope.ts';
import type { CallInput } from '../../src/contract/contract.ts';
import { newId, type InviteId, type SeatId } from '../../src/contract/ids.ts';
import type { Session } from '../../src/contract/ipc.ts';
import type { EndReason, Signaling, WaitingGuest } from '../../src/contract/signaling.ts';
import { withoutWaiting, withWaiting, type WaitingRoom } from '../../src/domain/waiting-room.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { withDeadline } from '../platform/deadline.ts';
import type { SignalingConnection } from '../platform/signaling-connection.ts';
import type { KnockView, SessionSlip } from './encryption-model.ts';
import { HostSealing } from './host-sealing.ts';
import type { InviteState, WaitingPerson } from './host-session-model.ts';
import type { RoomCall } from './room-call.ts';
import { RoomLink, type RoomPlace, type RoomPorts } from './room-link.ts';

/** With both of its rounds the attestation takes three seconds at most. */
const attestMs = 5_000;

/** What the therapist sees of an open room beside the call. */
export interface HostRoomView {
  readonly invite: InviteState;
  readonly waiting: readonly WaitingPerson[];
  readonly failed: ErrorCode | null;
}

export interface HostRoomOptions {
  readonly session: Session;
  readonly invites: SessionInvites;
  readonly ipc: IpcClient;
  readonly ports: RoomPorts;
  readonly call: RoomCall;
  readonly scope: Scope;
  /** The room is open, or something in it changed. */
  readonly onView: (view: HostRoomView) => void;
  /** A signed record of the session so far lies in the vault. */
  readonly onSlip: (slip: SessionSlip) => void;
  /** The server ended the room. */
  readonly onClosed: (reason: EndReason) => void;
  /** The room is out of reach, and no further attempt is made. */
  readonly onLost: (code: ErrorCode) => void;
}

/** The invites of one session. They outlive a room that broke, so that the links given out still lead in. */
export class SessionInvites {
  /** What a server that does not know this room has to be told again. */
  readonly registered = new Map<string, CallInput<Signaling, 'invite.create'>>();
  shown: InviteState = { phase: 'creating' };
}

/** A session's room at the server, from the therapist's side: opened again after every drop, until its scope closes. */
export class HostRoom {
  readonly #options: HostRoomOptions;
  readonly #link: RoomLink;
  readonly #knocks = new Map<SeatId, KnockView>();
  /** Inside at the server, and to be admitted into the group by hand once more. */
  readonly #knockedInside = new Set<SeatId>();
  #invite: InviteState;
  #waiting: WaitingRoom = [];
  #failed: ErrorCode | null = null;
  #connection: SignalingConnection | null = null;
  #wasOpen = false;
  #sealing: HostSealing;
  #sealingScope: Scope;

  constructor(options: HostRoomOptions) {
    this.#options = options;
    const { ports, session, call, scope } = options;
    this.#invite = options.invites.shown;
    this.#sealingScope = scope.child();
    this.#sealing = this.#openSealing(this.#sealingScope);
    this.#link = new RoomLink({
      ports,
      serverOrigin: session.serverOrigin,
      call,
      sealing: () => this.#sealing,
      establish: (place) => this.#establish(place),
      onState: (state) => {
        if (state.phase !== 'up') this.#connection = null;
        if (state.phase === 'closed' && state.error) options.onLost(state.error.code);
      },
      scope,
    });
  }

  /** Takes the seat anew, because media is lost. */
  renew(): void {
    this.#link.renew();
  }

  admit(seatId: SeatId): void {
    void this.#ask((connection) => this.#admit(connection, seatId));
  }

  refuse(seatId: SeatId): void {
    void this.#ask((connection) => connection.call('lobby.refuse', { seatId }));
  }

  /** New keys first: whatever the server does with the seat, nothing of ours reaches it from now on. */
  remove(seatId: SeatId): void {
    void this.#ask(async (connection) => {
      await this.#sealing.remove(seatId, { revoke: true });
      await connection.call('seat.remove', { seatId });
    });
  }

  /** The link is shown once the server knows it: one that is opened a moment too early would be refused. */
  async invite(): Promise<void> {
    const { invites } = this.#options;
    this.#showInvite({ phase: 'creating' });
    try {
      const { sessionId } = this.#options.session;
      const made = await this.#options.ipc.call('session.invite', { sessionId });
      const { link, inviteId, admissionHash, opensAtMs, expiresAtMs, seat } = made;
      // Field by field: the rest of it holds keys, which the server must never see.
      const registration = { inviteId, admissionHash, opensAtMs, expiresAtMs };
      await this.#sealing.ready;
      await this.#sealing.addSeat(seat);
      await this.#connected().call('invite.create', registration);
      invites.registered.set(inviteId, registration);
      this.#showInvite({ phase: 'ready', link, expiresAtMs });
    } catch (error) {
      this.#showInvite({ phase: 'failed', code: AppError.from(error).code });
    }
  }

  /** Ends the room for everybody. Without a connection it ends by itself, once the server has waited long enough. */
  async end(): Promise<void> {
    await this.#attest();
    await this.#connection?.call('room.end', {}).catch(() => undefined);
  }

  async #establish(place: RoomPlace): Promise<void> {
    const { connection } = place;
    const { ipc, ports, session } = this.#options;
    const { sessionId, roomId } = session;
    this.#listen(place);
    const { challenge } = connection;
    const signed = await ipc.call('session.sign', { sessionId, challenge });
    const room = await connection.call('room.open', { roomId, ...signed });
    place.seated(room.seatId);
    this.#waiting = room.waiting;
    const [prepared] = await Promise.all([
      ports.engine.prepare(room.routerRtpCapabilities),
      this.#sealing.seated(room.seatId),
    ]);
    const { rtpCapabilities } = prepared;
    void place.enter(prepared, await connection.call('room.enter', { rtpCapabilities }));
    this.#connection = connection;
    await this.#sealing.entered();
    for (const guest of room.waiting) this.#readKnock(guest);
    await this.#registerAgain(connection);
    if (!this.#wasOpen && this.#options.invites.shown.phase !== 'ready') void this.invite();
    this.#wasOpen = true;
    this.#show();
  }

  /** The server takes what it knows already for the same (`invite.create`). */
  async #registerAgain(connection: SignalingConnection): Promise<void> {
    const registered = [...this.#options.invites.registered.values()];
    await Promise.all(registered.map((invite) => connection.call('invite.create', invite)));
  }

  #listen({ connection, listening }: RoomPlace): void {
    const offs = [
      connection.on('lobby.waiting', (guest) => {
        this.#changeWaiting((waiting) => withWaiting(waiting, guest));
        this.#readKnock(guest);
      }),
      connection.on('lobby.gone', ({ seatId }) => {
        this.#forget(seatId);
      }),
      connection.on('seat.changed', ({ seatId, connected }) => {
        this.#sealing.noteConnected(seatId, connected);
        if (this.#knockedInside.has(seatId)) return;
        this.#changeWaiting((waiting) => withoutWaiting(waiting, seatId));
      }),
      connection.on('seat.left', ({ seatId }) => {
        this.#forget(seatId);
        this.#removeFromGroup(seatId);
      }),
      connection.on('room.closed', ({ reason }) => {
        this.#options.onClosed(reason);
      }),
    ];
    for (const off of offs) listening.own(off);
  }

  /** Whatever comes of the slip, the session ends. */
  async #attest(): Promise<void> {
    const { clock, log } = this.#options.ports;
    await withDeadline(this.#sealing.attest(), attestMs, clock).catch((error: unknown) => {
      log.warn('session-not-attested', { code: AppError.from(error).code });
    });
  }

  /**
   * Lets somebody in: first at the server, which may refuse, then into the group. A knock is good for one Welcome, so
   * nothing is made of it before the guest can have it; the guest's network connects meanwhile.
   */
  async #admit(connection: SignalingConnection, seatId: SeatId): Promise<void> {
    if (this.#knocks.get(seatId)?.phase !== 'opened') throw new AppError('not-found', 'no knock');
    if (!this.#knockedInside.has(seatId)) await connection.call('lobby.admit', { seatId });
    this.#forget(seatId);
    await this.#sealing.admit(seatId);
  }

  #openSealing(scope: Scope): HostSealing {
    const { session, ipc, ports } = this.#options;
    return new HostSealing({
      session,
      ipc,
      ports,
      post: (to, bytes) => this.#link.post(to, bytes),
      scope,
      onKnock: (seatId, knock) => {
        this.#knocks.set(seatId, knock);
        this.#show();
      },
      onKnockInside: (seatId) => {
        this.#waitsInside(seatId);
      },
      onSlip: this.#options.onSlip,
      onBroken: () => {
        this.#openSealingAgain();
      },
    });
  }

  /** A media worker that broke took every key with it: another one makes a new group, and calls everybody into it. */
  #openSealingAgain(): void {
    const { scope } = this.#options;
    this.#sealingScope.close();
    if (scope.isClosed) return;
    this.#sealingScope = scope.child();
    this.#sealing = this.#openSealing(this.#sealingScope);
    this.#link.renew();
  }

  #readKnock(guest: WaitingGuest): void {
    this.#sealing.readKnock(guest).catch((error: unknown) => {
      const { code } = AppError.from(error);
      this.#options.ports.log.warn('knock-not-read', { code });
    });
  }

  /** Somebody who is in the room already waits to be let into the group, as if in the waiting room. */
  #waitsInside(seatId: SeatId): void {
    const { clock } = this.#options.ports;
    this.#knockedInside.add(seatId);
    const guest = {
      seatId,
      inviteId: newId<InviteId>(this.#options.ports.random),
      sinceMs: clock.nowMs(),
      connected: true,
      sealedKnock: null,
    };
    this.#changeWaiting((waiting) => withWaiting(waiting, guest));
  }

  #removeFromGroup(seatId: SeatId): void {
    this.#sealing.remove(seatId, { revoke: false }).catch((error: unknown) => {
      const { code } = AppError.from(error);
      this.#options.ports.log.error('not-removed-from-group', { code });
    });
  }

  #forget(seatId: SeatId): void {
    this.#knocks.delete(seatId);
    this.#knockedInside.delete(seatId);
    this.#changeWaiting((waiting) => withoutWaiting(waiting, seatId));
  }

  /** Asks the server for something, and shows when it said no. */
  async #ask(work: (connection: SignalingConnection) => Promise<unknown>): Promise<void> {
    this.#failed = null;
    this.#show();
    try {
      await work(this.#connected());
    } catch (error) {
      this.#failed = AppError.from(error).code;
      this.#show();
    }
  }

  #connected(): SignalingConnection {
    if (!this.#connection) throw new AppError('connection-lost');
    return this.#connection;
  }

  #showInvite(invite: InviteState): void {
    this.#options.invites.shown = invite;
    this.#invite = invite;
    this.#show();
  }

  #changeWaiting(change: (waiting: WaitingRoom) => WaitingRoom): void {
    this.#waiting = change(this.#waiting);
    this.#show();
  }

  #show(): void {
    if (!this.#wasOpen || this.#options.scope.isClosed) return;
    const waiting = this.#waiting.map((guest): WaitingPerson => {
      const { seatId, inviteId, sinceMs, connected } = guest;
      const knock = this.#knocks.get(seatId) ?? { phase: 'reading' };
      return { seatId, inviteId, sinceMs, connected, knock };
    });
    this.#options.onView({ invite: this.#invite, waiting, failed: this.#failed });
  }
}
