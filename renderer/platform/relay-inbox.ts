import type { Bytes } from '../../src/base/bytes.ts';
import type { Clock, Log, Random } from '../../src/base/ports.ts';
import { Scope } from '../../src/base/scope.ts';
import type { PushData } from '../../src/contract/contract.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import { limits } from '../../src/contract/limits.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import type { Signaling } from '../../src/contract/signaling.ts';
import { backoffDelayMs } from '../../src/domain/backoff.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SignalingCalls, SignalingConnection } from './signaling-connection.ts';

/** A message from another seat. Who it is from is what the server says: E2EE must not trust it. */
export interface RelayedMessage {
  readonly from: SeatId;
  readonly payload: Bytes;
}

type Incoming = PushData<Signaling, 'relay.message'>;

export interface RelayInboxPorts {
  readonly receive: (message: RelayedMessage) => void | Promise<void>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Messages that may be under way to the receiver at once, each with a deadline of its own there. */
const maxUnderWay = 8;

/** How many ids of handled messages are kept, to know one that comes under a new number. */
const rememberedIds = 4 * limits.relayBacklogMessages;

/**
 * What comes in: each message handed on once and in order, and acknowledged when it and all before it were handled. The next
 * one does not wait for that: what lets somebody in is four messages, and a busy page would look in between each two.
 */
export class RelayInbox {
  readonly #ports: RelayInboxPorts;
  /** The newest messages, oldest first: each settles when it and all before it were handled. */
  readonly #underWay: Promise<void>[] = [];
  readonly #seenIds = new Set<string>();
  #listening = new Scope();
  #connection: SignalingCalls | null = null;
  #queuedUpTo = 0;
  #handledUpTo = 0;
  #isAcknowledging = false;
  #isClosed = false;
  #whenIdle: Promise<void> = Promise.resolve();

  constructor(ports: RelayInboxPorts) {
    this.#ports = ports;
  }

  attach(connection: SignalingConnection): void {
    if (this.#isClosed) return;
    this.#listening.close();
    this.#listening = new Scope();
    this.#connection = connection;
    this.#listening.own(
      connection.on('relay.message', (message) => {
        this.#take(message);
      }),
    );
  }

  /** Settles when everything that has come in by now was handled, or when the inbox was closed. */
  idle(): Promise<void> {
    return this.#whenIdle;
  }

  close(): void {
    this.#isClosed = true;
    this.#listening.close();
    this.#connection = null;
  }

  #take(message: Incoming): void {
    if (message.sequence <= this.#queuedUpTo) {
      // It was here before; the server has not heard so.
      if (message.sequence <= this.#handledUpTo) void this.#acknowledge();
      return;
    }
    this.#queuedUpTo = message.sequence;
    const turn = this.#underWay.length < maxUnderWay ? undefined : this.#underWay.shift();
    const handled = this.#handle(message, turn, this.#whenIdle);
    this.#underWay.push(handled);
    this.#whenIdle = handled;
  }

  /** Hands a message on when it is its turn. Done when the ones before it are done as well. */
  async #handle(
    message: Incoming,
    turn: Promise<void> | undefined,
    before: Promise<void>,
  ): Promise<void> {
    if (turn) await turn;
    await this.#handOn(message);
    await before;
    this.#noteHandled(message);
  }

  #noteHandled({ sequence }: Incoming): void {
    if (this.#isClosed) return;
    this.#handledUpTo = sequence;
    void this.#acknowledge();
  }

  async #handOn({ messageId, from, payload }: Incoming): Promise<void> {
    if (this.#isClosed || !this.#remember(messageId)) return;
    try {
      await this.#ports.receive({ from, payload: decodeChecked(payload) });
    } catch (error) {
      // A message that its receiver chokes on would come again for ever if it were not acknowledged.
      this.#ports.log.error('relay-message-failed', { code: AppError.from(error).code });
    }
  }

  /** False when a message of this id was handled before. */
  #remember(messageId: string): boolean {
    if (this.#seenIds.has(messageId)) return false;
    this.#seenIds.add(messageId);
    if (this.#seenIds.size > rememberedIds) {
      const [oldest] = this.#seenIds;
      if (oldest !== undefined) this.#seenIds.delete(oldest);
    }
    return true;
  }

  /** One acknowledgement at a time; a later one covers everything before it. */
  async #acknowledge(): Promise<void> {
    if (this.#isAcknowledging) return;
    this.#isAcknowledging = true;
    let told = 0;
    for (let failures = 0; this.#connection && told < this.#handledUpTo;) {
      const connection = this.#connection;
      const upTo = this.#handledUpTo;
      const error = await acknowledge(connection, upTo);
      if (!error) {
        told = upTo;
      } else if (error.code === 'too-many') {
        await this.#pause(backoffDelayMs(failures, this.#ports.random));
        failures += 1;
      } else if (connection === this.#connection) {
        // Lost with its connection: the server sends again on the next one, and is told again then.
        break;
      }
    }
    this.#isAcknowledging = false;
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#ports.clock.after(delayMs, resolve);
      this.#listening.own(() => {
        cancel();
        resolve();
      });
    });
  }
}

async function acknowledge(connection: SignalingCalls, sequence: number): Promise<AppError | null> {
  try {
    await connection.call('relay.acknowledge', { sequence });
    return null;
  } catch (error) {
    return AppError.from(error);
  }
}
