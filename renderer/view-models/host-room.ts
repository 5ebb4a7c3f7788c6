import type { Scope } from '../../src/base/scope.ts';
import type { CallInput } from '../../src/contract/contract.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import type { Session } from '../../src/contract/ipc.ts';
import type { EndReason, Signaling } from '../../src/contract/signaling.ts';
import { withoutWaiting, withWaiting, type WaitingRoom } from '../../src/domain/waiting-room.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import type { SignalingConnection } from '../platform/signaling-connection.ts';
import type { InviteState } from './host-session-model.ts';
import type { RoomCall } from './room-call.ts';
import { RoomLink, type RoomPlace, type RoomPorts } from './room-link.ts';

/** What the therapist sees of an open room beside the call. */
export interface HostRoomView {
  readonly invite: InviteState;
  readonly waiting: WaitingRoom;
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
  #view: HostRoomView;
  #connection: SignalingConnection | null = null;
  #wasOpen = false;

  constructor(options: HostRoomOptions) {
    this.#options = options;
    const { ports, session, call, scope } = options;
    this.#view = { invite: options.invites.shown, waiting: [], failed: null };
    this.#link = new RoomLink({
      ports,
      serverOrigin: session.serverOrigin,
      call,
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
    void this.#ask(async (connection) => {
      await connection.call('lobby.admit', { seatId });
      this.#changeWaiting((waiting) => withoutWaiting(waiting, seatId));
    });
  }

  refuse(seatId: SeatId): void {
    void this.#ask((connection) => connection.call('lobby.refuse', { seatId }));
  }

  remove(seatId: SeatId): void {
    void this.#ask((connection) => connection.call('seat.remove', { seatId }));
  }

  /** The link is shown once the server knows it: one that is opened a moment too early would be refused. */
  async invite(): Promise<void> {
    const { invites } = this.#options;
    this.#showInvite({ phase: 'creating' });
    try {
      const { sessionId } = this.#options.session;
      const made = await this.#options.ipc.call('session.invite', { sessionId });
      const { link, inviteId, admissionHash, opensAtMs, expiresAtMs } = made;
      // Field by field: the rest of it holds keys, which the server must never see.
      const registration = { inviteId, admissionHash, opensAtMs, expiresAtMs };
      await this.#connected().call('invite.create', registration);
      invites.registered.set(inviteId, registration);
      this.#showInvite({ phase: 'ready', link, expiresAtMs });
    } catch (error) {
      this.#showInvite({ phase: 'failed', code: AppError.from(error).code });
    }
  }

  /** Ends the room for everybody. Without a connection it ends by itself, once the server has waited long enough. */
  async end(): Promise<void> {
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
    this.#view = { ...this.#view, waiting: room.waiting };
    const prepared = await ports.engine.prepare(room.routerRtpCapabilities);
    const { rtpCapabilities } = prepared;
    void place.enter(prepared, await connection.call('room.enter', { rtpCapabilities }));
    this.#connection = connection;
    await this.#registerAgain(connection);
    if (!this.#wasOpen && this.#options.invites.shown.phase !== 'ready') void this.invite();
    this.#wasOpen = true;
    this.#show({});
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
      }),
      connection.on('lobby.gone', ({ seatId }) => {
        this.#changeWaiting((waiting) => withoutWaiting(waiting, seatId));
      }),
      connection.on('seat.changed', ({ seatId }) => {
        this.#changeWaiting((waiting) => withoutWaiting(waiting, seatId));
      }),
      connection.on('room.closed', ({ reason }) => {
        this.#options.onClosed(reason);
      }),
    ];
    for (const off of offs) listening.own(off);
  }

  /** Asks the server for something, and shows when it said no. */
  async #ask(work: (connection: SignalingConnection) => Promise<unknown>): Promise<void> {
    this.#show({ failed: null });
    try {
      await work(this.#connected());
    } catch (error) {
      this.#show({ failed: AppError.from(error).code });
    }
  }

  #connected(): SignalingConnection {
    if (!this.#connection) throw new AppError('connection-lost');
    return this.#connection;
  }

  #showInvite(invite: InviteState): void {
    this.#options.invites.shown = invite;
    this.#show({ invite });
  }

  #changeWaiting(change: (waiting: WaitingRoom) => WaitingRoom): void {
    this.#show({ waiting: change(this.#view.waiting) });
  }

  #show(change: Partial<HostRoomView>): void {
    this.#view = { ...this.#view, ...change };
    if (this.#wasOpen && !this.#options.scope.isClosed) this.#options.onView(this.#view);
  }
}
