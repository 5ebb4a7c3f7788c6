import type { CancelTimer, Clock, Log, Random } from '../../src/base/ports.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import { Scope } from '../../src/base/scope.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import type { SelfDescription } from '../../src/contract/media-worker.ts';
import type { Presence } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { MediaEngine, PreparedMedia } from '../media/media-engine.ts';
import { withDeadline } from '../platform/deadline.ts';
import type { OnNetworkBack } from '../platform/browser-ports.ts';
import type { OpenSealedMedia } from '../media/sealed-media.ts';
import { createRelayChannel, type RelayChannel } from '../platform/relay-channel.ts';
import type { HandOver } from '../platform/hand-over.ts';
import type { KeptFlags } from '../platform/kept-flags.ts';
import type { RelayedMessage } from '../platform/relay-inbox.ts';
import type { Connect, SignalingConnection } from '../platform/signaling-connection.ts';
import {
  openSignalingLink,
  type LinkState,
  type SignalingLink,
} from '../platform/signaling-link.ts';
import type { CallSealing } from './call-sealing.ts';
import type { RoomCall } from './room-call.ts';
import type { Store } from './store.ts';

/** With the deadline of a call: half a minute until a dead connection is found. */
const pingIntervalMs = 20_000;
/** What a connection has to answer within after the network was away: whoever waits for a call's deadline sits in silence. */
const proofMs = 2_000;

/** What a room needs of the world. */
export interface RoomPorts {
  readonly connect: Connect;
  readonly engine: MediaEngine;
  readonly openSealedMedia: OpenSealedMedia;
  /** What this computer reports of itself, to the others and for a session's record. */
  readonly self: Store<SelfDescription>;
  /** Saves a file that somebody has handed over, where the person says; null where nothing can be saved. */
  readonly saveFile: HandOver | null;
  readonly kept: KeptFlags;
  readonly onNetworkBack: OnNetworkBack;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export interface RoomLinkOptions {
  readonly ports: RoomPorts;
  readonly serverOrigin: string;
  readonly call: RoomCall;
  /** The keys of this session, and where its messages go; another object after a media worker that broke. */
  readonly sealing: () => RoomSealing;
  /**
   * Takes one's place on a fresh connection, in the way of one's role: `seated` as soon as the seat is known, `enter`
   * when one is in the session. What is owned by `listening` ends with the connection.
   */
  readonly establish: (place: RoomPlace) => Promise<void>;
  readonly onState: (state: LinkState) => void;
  readonly scope: Scope;
}

/** What the relay's messages are for. */
export interface RoomSealing extends CallSealing {
  receive(message: RelayedMessage): Promise<void>;
}

/** One connection on its way into the room. */
export interface RoomPlace {
  readonly connection: SignalingConnection;
  readonly listening: Scope;
  /** The seat is known, and the server is about to let messages through. */
  seated(seatId: SeatId): void;
  /** In the session: media and messages flow. Resolves when there is something to show. */
  enter(prepared: PreparedMedia, presence: Presence): Promise<void>;
}

/** What therapist and guest have in common: a link that stays up, the call in it, and the channel for its keys. */
export class RoomLink {
  readonly #options: RoomLinkOptions;
  readonly #link: SignalingLink;
  #channel: {
    readonly seatId: SeatId;
    readonly relay: RelayChannel;
    readonly scope: Scope;
  } | null = null;
  #listening = new Scope();
  #connection: SignalingConnection | null = null;

  constructor(options: RoomLinkOptions) {
    const { ports, serverOrigin, scope } = options;
    this.#options = options;
    scope.own(() => {
      this.#listening.close();
      this.#channel?.scope.close();
    });
    this.#link = openSignalingLink({
      ...ports,
      connect: () => ports.connect(serverOrigin),
      establish: (connection) => this.#establish(connection),
      onState: (state) => {
        if (state.phase === 'reconnecting') options.call.signalingDropped();
        options.onState(state);
      },
      scope,
    });
    scope.own(
      ports.onNetworkBack(() => {
        this.#link.hurry();
        this.#prove();
      }),
    );
  }

  /** Takes the seat anew, because media is lost. */
  renew(): void {
    this.#link.renew();
  }

  /** Sends to one seat, or (null) to all others, over as many connections as it takes. @throws AppError connection-lost */
  post(to: SeatId | null, bytes: Bytes): Promise<number> {
    if (!this.#channel) return Promise.reject(new AppError('connection-lost', 'no seat yet'));
    return this.#channel.relay.send(to, bytes);
  }

  /** Sends to one seat when nothing else waits; resolves when it has arrived. @throws AppError as `RelayChannel.trickle` */
  trickle(to: SeatId, bytes: Bytes, stop?: AbortSignal): Promise<void> {
    if (!this.#channel) return Promise.reject(new AppError('connection-lost', 'no seat yet'));
    return this.#channel.relay.trickle(to, bytes, stop);
  }

  /** Settles when whatever has come in by now has been worked off: nothing of it is lost if one closes then. */
  async received(): Promise<void> {
    await this.#channel?.relay.received();
  }

  async #establish(connection: SignalingConnection): Promise<void> {
    const listening = new Scope();
    this.#listening.close();
    this.#listening = listening;
    this.#connection = connection;
    void connection.ended.then(() => {
      if (this.#connection === connection) this.#connection = null;
    });
    await this.#options.establish({
      connection,
      listening,
      seated: (seatId) => {
        this.#channelOf(seatId).attach(connection);
      },
      enter: (prepared, presence) => {
        const sealing = this.#options.sealing();
        const entered = this.#options.call.enter({ connection, prepared, presence, sealing });
        this.#channelOf(presence.seatId).start();
        return entered;
      },
    });
    this.#askNowAndThen(connection, listening);
  }

  /** After a sleep or without a network a connection may be dead, and nothing has said so. */
  #prove(): void {
    const connection = this.#connection;
    if (!connection) return;
    const answer = connection.call('seat.ping', {});
    withDeadline(answer, proofMs, this.#options.ports.clock).catch((error: unknown) => {
      // A refusal is an answer, too: one that is still on its way to its seat may not ask for anything else.
      const { code } = AppError.from(error);
      if (code !== 'timeout' && code !== 'connection-lost') return;
      if (this.#connection === connection) this.renew();
    });
  }

  /** A call that is not answered ends its connection, and so a dead one is found while nobody does anything. */
  #askNowAndThen(connection: SignalingConnection, listening: Scope): void {
    const ask = (): void => {
      connection.call('seat.ping', {}).catch(() => undefined);
      wait();
    };
    let cancel: CancelTimer = () => undefined;
    const wait = (): void => {
      cancel = this.#options.ports.clock.after(pingIntervalMs, ask);
    };
    listening.own(() => {
      cancel();
    });
    if (!listening.isClosed) wait();
  }

  /** One channel for one seat: another seat is another life, with nothing left to repeat. */
  #channelOf(seatId: SeatId): RelayChannel {
    if (this.#channel?.seatId === seatId) return this.#channel.relay;
    this.#channel?.scope.close();
    const { clock, random, log } = this.#options.ports;
    const scope = new Scope();
    const relay = createRelayChannel({
      receive: (message) => this.#options.sealing().receive(message),
      clock,
      random,
      log,
      scope,
    });
    this.#channel = { seatId, relay, scope };
    return relay;
  }
}
