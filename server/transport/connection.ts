import type { Clock, Log, Random } from '../../src/base/ports.ts';
import { Scope } from '../../src/base/scope.ts';
import type { PushInput, PushName } from '../../src/contract/contract.ts';
import { limits } from '../../src/contract/limits.ts';
import { closeCodes, type ServerFrame } from '../../src/contract/signaling-wire.ts';
import type { Signaling } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import { TokenBucket } from '../../src/base/token-bucket.ts';
import type { ServerLimits } from '../config/server-limits.ts';
import type { Link } from '../room/link.ts';
import type { CallContext, CallServices, Membership } from './call-context.ts';
import type { StandingName } from './call-permissions.ts';
import { CallQueue } from './call-queue.ts';
import { runCall } from './call-runner.ts';
import { withDeadline } from './deadline.ts';
import { readFrame, type IncomingFrame, type SignalingCall } from './frame-reader.ts';
import { Heartbeat } from './heartbeat.ts';
import type { Socket } from './socket.ts';
import { Strikes } from './strikes.ts';
import { thrownAt } from './thrown-at.ts';

export interface ConnectionOptions {
  readonly socket: Socket;
  readonly services: CallServices;
  readonly serverLimits: ServerLimits;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

type Standing =
  | { readonly is: 'silent' }
  | { readonly is: 'anonymous' }
  | { readonly is: 'member'; readonly membership: Membership };

// How long a peer may take to close after it was asked to.
const closeTimeoutMs = 2_000;

/**
 * One client's connection: reads its calls, runs them in order, answers each, and pushes what the room has to say.
 * Whatever the peer sends ends here as a typed answer or as a closed connection.
 *
 * Close cascade: socket -> connection (heartbeat, timers; calls that still run find it closed) -> the seat is dropped
 * and waits for its grace time.
 */
export class Connection implements Link {
  readonly #options: ConnectionOptions;
  readonly #scope = new Scope();
  readonly #bucket: TokenBucket;
  readonly #queue: CallQueue;
  readonly #heartbeat: Heartbeat;
  readonly #strikes: Strikes;
  readonly #challenge;
  #standing: Standing = { is: 'silent' };
  #isClosing = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { serverLimits, clock, random, socket } = options;
    this.#bucket = new TokenBucket(serverLimits.callBurst, serverLimits.callsPerSecond, clock);
    this.#queue = new CallQueue(serverLimits.pendingCalls);
    this.#challenge = random.bytes(32);
    this.#strikes = new Strikes(
      { 'bad-request': serverLimits.malformedMessages, unauthorized: serverLimits.failedAttempts },
      (reason) => {
        this.close(reason);
      },
    );
    this.#heartbeat = new Heartbeat({
      everyMs: serverLimits.heartbeatMs,
      ping: () => {
        socket.ping();
      },
      onDead: () => {
        socket.terminate();
      },
      clock,
    });
    this.#scope.own(() => {
      this.#heartbeat.close();
    });
    this.#scope.own(
      clock.after(serverLimits.helloMs, () => {
        if (this.#standing.is === 'silent') this.close('bad-request');
      }),
    );
  }

  // What the socket says.

  onMessage(message: Buffer, isBinary: boolean): void {
    if (this.#isClosing) return;
    const frame = readFrame(message, isBinary);
    if (!this.#bucket.take()) {
      this.#refuse(frame.id, 'too-many');
      return;
    }
    this.#receive(frame);
  }

  onPong(): void {
    this.#heartbeat.beat();
  }

  onClose(): void {
    this.#isClosing = true;
    this.#scope.close();
    if (this.#standing.is === 'member') {
      const { room, seat } = this.#standing.membership;
      room.drop(seat, this);
    }
  }

  // What the room says.

  push<K extends PushName<Signaling>>(name: K, data: PushInput<Signaling, K>): void {
    this.#send({ push: name, data });
  }

  close(reason: keyof typeof closeCodes): void {
    this.closeWith(closeCodes[reason], reason);
  }

  /** Closes with a code of RFC 6455, and cuts the connection if the peer does not go along. */
  closeWith(code: number, reason: string): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    const { socket, clock } = this.#options;
    socket.close(code, reason);
    this.#scope.own(
      clock.after(closeTimeoutMs, () => {
        socket.terminate();
      }),
    );
  }

  #receive(frame: IncomingFrame): void {
    switch (frame.kind) {
      case 'call':
        if (!this.#queue.add(() => this.#run(frame.id, frame.call, frame.data))) {
          this.#refuse(frame.id, 'too-many');
        }
        break;
      case 'other-protocol':
        this.#refuse(frame.id, 'update-required');
        this.close('update-required');
        break;
      case 'malformed':
        this.#refuse(frame.id, 'bad-request');
        break;
      case 'too-large':
        this.#refuse(frame.id, 'too-large');
        break;
    }
  }

  async #run(id: number, call: SignalingCall, data: unknown): Promise<void> {
    if (this.#isClosing) return;
    const { clock } = this.#options;
    const thens: (() => void)[] = [];
    const context = this.#context((then) => {
      thens.push(then);
    });
    try {
      const work = runCall(call, data, this.#standingName(), context);
      const answer = await withDeadline(work, limits.requestTimeoutMs, clock);
      this.#send({ id, ok: true, data: answer });
      for (const then of thens) then();
    } catch (error) {
      this.#fail(id, call, error);
    }
  }

  #fail(id: number, call: SignalingCall, error: unknown): void {
    const { code } = AppError.from(error);
    if (code === 'internal') {
      this.#options.log.error('call-failed', { call, code, where: thrownAt(error) });
    }
    this.#refuse(id, code);
    // What a late handler does to the seat would be out of step with what the client was told.
    if (code === 'timeout') this.closeWith(1011, code);
  }

  #refuse(id: number, code: ErrorCode): void {
    this.#send({ id, ok: false, error: { code } });
    this.#strikes.count(code);
  }

  #send(frame: ServerFrame): void {
    if (this.#isClosing) return;
    const { socket, serverLimits, log } = this.#options;
    socket.send(JSON.stringify(frame));
    if (socket.bufferedAmount <= serverLimits.sendBufferBytes) return;
    log.warn('connection-cut', { code: 'too-many' });
    this.#isClosing = true;
    socket.terminate();
  }

  #standingName(): StandingName {
    if (this.#standing.is !== 'member') return this.#standing.is;
    const { seat } = this.#standing.membership;
    if (seat.isWaiting) return 'waiting';
    if (!seat.isAdmitted) return 'gone';
    return seat.role === 'host' ? 'host' : 'admitted';
  }

  #context(afterAnswer: CallContext['afterAnswer']): CallContext {
    const membership = (): Membership => {
      if (this.#standing.is !== 'member') throw new AppError('unauthorized', 'no seat');
      return this.#standing.membership;
    };
    return {
      services: this.#options.services,
      link: this,
      challenge: this.#challenge,
      get membership() {
        return membership();
      },
      greet: () => {
        this.#standing = { is: 'anonymous' };
      },
      join: (joined) => {
        this.#join(joined);
        afterAnswer(() => {
          joined.room.answered(joined.seat, this);
        });
      },
      afterAnswer,
    };
  }

  #join(membership: Membership): void {
    this.#standing = { is: 'member', membership };
    // The socket may have closed while the call ran, and nobody would drop the seat later.
    if (this.#scope.isClosed) membership.room.drop(membership.seat, this);
  }
}
