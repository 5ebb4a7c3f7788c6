import type { Scope } from '../../src/base/scope.ts';
import type { CallInput } from '../../src/contract/contract.ts';
import type { ShieldRule } from '../../src/contract/capture-schema.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import type { Session } from '../../src/contract/ipc.ts';
import type {
  EndReason,
  Presence,
  SeatState,
  Signaling,
  WaitingGuest,
} from '../../src/contract/signaling.ts';
import { mayComeIn } from '../../src/domain/shield-rule.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { withDeadline } from '../platform/deadline.ts';
import type { SignalingConnection } from '../platform/signaling-connection.ts';
import type { DrawingHold } from './drawing-hold.ts';
import type { SessionSlip } from './encryption-model.ts';
import { HostSealing } from './host-sealing.ts';
import type { InviteState, WaitingPerson } from './host-session-model.ts';
import type { OwnAccount } from './own-account.ts';
import type { RoomCall } from './room-call.ts';
import { RoomLink, type RoomPlace, type RoomPorts } from './room-link.ts';
import type { Store } from './store.ts';
import { WaitingPeople } from './waiting-people.ts';
import { WorkerRestarts } from './worker-restarts.ts';

/** With both of its rounds the attestation takes three seconds at most. */
const attestMs = 5_000;

/** How long the screen waits, at most, for the first sign of somebody who is let in: they send once they see somebody. */
const untilSeenMs = 400;

/** What the therapist sees of an open room beside the call. */
export interface HostRoomView {
  readonly invite: InviteState;
  readonly waiting: readonly WaitingPerson[];
  readonly failed: ErrorCode | null;
}

export interface HostRoomOptions {
  readonly session: Session;
  readonly invites: SessionInvites;
  /** Outlives a room that broke, too. */
  readonly account: OwnAccount;
  readonly ipc: IpcClient;
  readonly ports: RoomPorts;
  readonly call: RoomCall;
  /** The call's as well. */
  readonly drawing: DrawingHold;
  /** What the therapist wants where a window is not hidden. */
  readonly rule: Store<ShieldRule>;
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
  /** Somebody was in the room by one of them, as far as this page has seen. */
  wereUsed = false;
  shown: InviteState = { phase: 'creating' };
}

/** A session's room at the server, from the therapist's side: opened again after every drop, until its scope closes. */
export class HostRoom {
  readonly #options: HostRoomOptions;
  readonly #link: RoomLink;
  readonly #waiting = new WaitingPeople();
  readonly #restarts: WorkerRestarts;
  /** Being let in just now. */
  readonly #admitting = new Set<SeatId>();
  #invite: InviteState;
  #failed: ErrorCode | null = null;
  #connection: SignalingConnection | null = null;
  #wasOpen = false;
  #sealing: HostSealing;
  #sealingScope: Scope;

  constructor(options: HostRoomOptions) {
    this.#options = options;
    const { ports, session, call, scope } = options;
    this.#invite = options.invites.shown;
    this.#restarts = new WorkerRestarts(ports.clock);
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
      const removed = this.#sealing.remove(seatId, { revoke: true });
      // Whoever is sent away goes at the server also when the keys could not be changed, which is told then.
      await removed.catch(() => undefined);
      await connection.call('seat.remove', { seatId });
      await removed;
    });
  }

  /** The link is shown once the server knows it: one that is opened a moment too early would be refused. */
  async invite(): Promise<void> {
    const { invites } = this.#options;
    this.#showInvite({ phase: 'creating' });
    try {
      const { sessionId } = this.#options.session;
      const made = await this.#options.ipc.call('session.invite', { sessionId });
      const { link, appLink, inviteId, admissionHash, opensAtMs, expiresAtMs, seat } = made;
      // Field by field: the rest of it holds keys, which the server must never see.
      const registration = { inviteId, admissionHash, opensAtMs, expiresAtMs };
      await this.#sealing.ready;
      await this.#sealing.addSeat(seat);
      await this.#connected().call('invite.create', registration);
      invites.registered.set(inviteId, registration);
      this.#showInvite({ phase: 'ready', link, appLink, expiresAtMs });
    } catch (error) {
      this.#showInvite({ phase: 'failed', code: AppError.from(error).code });
    }
  }

  /** Ends the room for everybody. @returns whether the server has heard it */
  async end(): Promise<boolean> {
    await this.#attest();
    const told = this.#connection?.call('room.end', {}).then(
      () => true,
      () => false,
    );
    return (await told) ?? false;
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
    this.#waiting.replace(room.waiting);
    const [prepared] = await Promise.all([
      ports.engine.prepare(room.routerRtpCapabilities),
      this.#sealing.seated(room.seatId),
    ]);
    const { rtpCapabilities } = prepared;
    const presence = await connection.call('room.enter', { rtpCapabilities });
    void place.enter(prepared, presence);
    for (const { role } of presence.seats) this.#noteSeat(role);
    this.#dropLeavers(presence);
    this.#connection = connection;
    await this.#sealing.entered(presence.seats.every(({ role }) => role === 'host'));
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
        this.#waiting.add(guest);
        this.#show();
        this.#readKnock(guest);
      }),
      connection.on('lobby.gone', ({ seatId }) => {
        this.#forget(seatId);
      }),
      connection.on('seat.changed', ({ seatId, role, connected }) => {
        this.#noteSeat(role);
        this.#sealing.noteConnected(seatId, connected);
        this.#waiting.leaveRoom(seatId);
        this.#show();
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

  #noteSeat(role: SeatState['role']): void {
    if (role === 'guest') this.#options.invites.wereUsed = true;
  }

  /** Whatever comes of the slip, the session ends. */
  async #attest(): Promise<void> {
    const { clock, log } = this.#options.ports;
    await withDeadline(this.#sealing.attest(), attestMs, clock).catch((error: unknown) => {
      log.warn('session-not-attested', { code: AppError.from(error).code });
    });
  }

  /**
   * Lets in whom the therapist sees at this door now: first at the server, which may refuse, then into the group. A knock is
   * good for one Welcome, so nothing is made of it before the guest can have it; the guest's network connects meanwhile.
   */
  async #admit(connection: SignalingConnection, seatId: SeatId): Promise<void> {
    if (this.#admitting.has(seatId)) return;
    const seen = this.#sealing.seenAt(seatId);
    if (!seen) throw new AppError('not-found', 'no knock');
    // Not by the button alone: a page that was slow to draw lets nobody in whom the rule keeps out.
    if (!mayComeIn(this.#options.rule.get(), seen.capture)) {
      this.#options.ports.log.warn('kept-out-by-rule');
      return;
    }
    this.#admitting.add(seatId);
    const isInside = this.#waiting.isInside(seatId);
    const draw = this.#drawOnceSeen(connection, seatId);
    try {
      if (!isInside) await connection.call('lobby.admit', { seatId });
      this.#noteSeat('guest');
      this.#waiting.forget(seatId);
      this.#show();
      await this.#sealing.admit(seen);
      // They may have sent long since.
      if (isInside) draw();
    } catch (error) {
      draw();
      throw error;
    } finally {
      this.#admitting.delete(seatId);
    }
  }

  /**
   * Somebody waits to see a face. Drawing who is in takes longer than letting them in, and comes after it: with the first that
   * they send, which may have to wait for their own picture. @returns draws now
   */
  #drawOnceSeen(connection: SignalingConnection, seatId: SeatId): () => void {
    const { drawing, ports } = this.#options;
    const release = drawing.hold(untilSeenMs);
    const draw = (): void => {
      cancel();
      off();
      release();
    };
    const cancel = ports.clock.after(untilSeenMs, draw);
    const off = connection.on('media.consumer', (offer) => {
      if (offer.seatId === seatId) draw();
    });
    return draw;
  }

  /** Who left while we were away has no business with our keys any more, and may not go unseen either. */
  #dropLeavers({ seats }: Presence): void {
    const isThere = (seatId: SeatId): boolean => seats.some((seat) => seat.seatId === seatId);
    this.#waiting.keepInside(isThere);
    for (const { seatId } of this.#sealing.view.get().members) {
      if (!isThere(seatId)) this.#removeFromGroup(seatId);
    }
  }

  #openSealing(scope: Scope): HostSealing {
    const { session, ipc, ports, call, account, rule } = this.#options;
    return new HostSealing({
      rule,
      session,
      account,
      ipc,
      ports,
      post: (to, bytes) => this.#link.post(to, bytes),
      trickle: (to, bytes, stop) => this.#link.trickle(to, bytes, stop),
      talk: call.talk,
      look: () => call.look(),
      scope,
      onKnock: (seatId, knock) => {
        this.#waiting.setKnock(seatId, knock);
        this.#show();
      },
      onKnockInside: (seatId, inviteId) => {
        this.#waiting.addInside(seatId, inviteId, ports.clock.nowMs());
        this.#show();
      },
      onSlip: this.#options.onSlip,
      onBroken: () => {
        this.#openSealingAgain();
      },
    });
  }

  /** A media worker that broke took every key with it: another one makes a new group, and calls everybody into it. */
  #openSealingAgain(): void {
    const { scope, onLost } = this.#options;
    this.#sealingScope.close();
    if (scope.isClosed) return;
    if (!this.#restarts.take()) {
      onLost('media-failed');
      return;
    }
    this.#waiting.forgetKnocks();
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

  #removeFromGroup(seatId: SeatId): void {
    this.#sealing.remove(seatId, { revoke: false }).catch((error: unknown) => {
      const { code } = AppError.from(error);
      this.#options.ports.log.error('not-removed-from-group', { code });
    });
  }

  #forget(seatId: SeatId): void {
    this.#waiting.forget(seatId);
    this.#sealing.forget(seatId);
    this.#show();
  }

  /** Asks the server for something, and shows when it said no. */
  async #ask(work: (connection: SignalingConnection) => Promise<unknown>): Promise<void> {
    if (this.#failed !== null) {
      this.#failed = null;
      this.#show();
    }
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

  #show(): void {
    this.#options.drawing.draw(this.#draw);
  }

  readonly #draw = (): void => {
    if (!this.#wasOpen || this.#options.scope.isClosed) return;
    const { list: waiting } = this.#waiting;
    this.#options.onView({ invite: this.#invite, waiting, failed: this.#failed });
  };
}
