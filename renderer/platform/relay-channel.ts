import { toBase64Url } from '../../src/base/base64url.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import type { Clock, Log, Random } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import { limits } from '../../src/contract/limits.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { RelayDeliveries } from './relay-deliveries.ts';
import { RelayInbox, type RelayedMessage } from './relay-inbox.ts';
import { RelayOutbox } from './relay-outbox.ts';
import type { SignalingConnection } from './signaling-connection.ts';

export interface RelayChannelOptions {
  /**
   * Takes messages in their order, a few at a time: keeping it is the receiver's part. Each is acknowledged when it and those
   * before it are done.
   */
  readonly receive: (message: RelayedMessage) => void | Promise<void>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly scope: Scope;
}

/**
 * Opaque messages between the seats of a room: each arrives exactly once and in order, over as many connections as it
 * takes. One channel belongs to one seat; a new seat gets a new channel. This is what MLS messages will travel on
 * (e2ee.md, Messages).
 */
export interface RelayChannel {
  /** Listens on a fresh connection. Call it before taking one's seat there, so that nothing is missed. */
  attach(connection: SignalingConnection): void;
  /** Sends what waits, over the attached connection. Call it once the seat is in the session. */
  start(): void;
  /**
   * Sends to one seat, or to all others. Resolves with its place in the room's order once the server has it.
   * @throws AppError `too-large`, `too-many` (the outbox is full), `not-found` (no such seat), `connection-lost` when
   * the channel was closed first.
   */
  send(to: SeatId | null, payload: Bytes): Promise<number>;
  /**
   * Sends to one seat when nothing else waits to be sent, and resolves when the receiver has it: for whatever must not be
   * felt by the rest. In order for each receiver. Until it has left, `stop` takes it back. @throws CancelledError then, and
   * AppError `too-many` when there was no room for it for long, `not-found` when the receiver has left, `connection-lost`
   * when the way does not carry it
   */
  trickle(to: SeatId, payload: Bytes, stop?: AbortSignal): Promise<void>;
  /** Settles when everything that has come in by now was received, or when the channel was closed. */
  received(): Promise<void>;
}

const messageIdSizeBytes = 16;

/** A channel without a connection yet; what is sent waits. */
export function createRelayChannel(options: RelayChannelOptions): RelayChannel {
  const inbox = new RelayInbox(options);
  const outbox = new RelayOutbox(options.clock, options.random);
  const deliveries = new RelayDeliveries();
  options.scope.own(() => {
    inbox.close();
    outbox.close();
    deliveries.close();
  });
  const messageOf = <To extends SeatId | null>(to: To, payload: Bytes) => {
    if (payload.length > limits.relayPayloadBytes) throw new AppError('too-large');
    const messageId = toBase64Url(options.random.bytes(messageIdSizeBytes));
    return { messageId, to, payload: toBase64Url(payload) };
  };
  return {
    attach(connection) {
      outbox.pause();
      inbox.attach(connection);
      deliveries.attach(connection);
      outbox.attach(connection);
    },
    start() {
      outbox.start();
    },
    send: async (to, payload) => outbox.add(messageOf(to, payload)),
    async trickle(to, payload, stop) {
      const sequence = await outbox.addQuiet(messageOf(to, payload), stop);
      await deliveries.wait(to, sequence);
    },
    received: () => inbox.idle(),
  };
}
