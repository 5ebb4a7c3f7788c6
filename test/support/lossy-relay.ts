import type { SeatId } from '../../src/contract/ids.ts';
import { FakeConnection } from './fake-signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';

interface Kept {
  readonly sequence: number;
  readonly messageId: string;
  readonly from: SeatId;
  readonly payload: string;
}

interface Seat {
  readonly seatId: SeatId;
  readonly backlog: Kept[];
  connection: FakeConnection | null;
}

interface Send {
  readonly messageId: string;
  readonly after?: string;
  readonly to: SeatId | null;
  readonly payload: string;
}

/** Asked at every point where the network or the server may fail. */
export type Fate = () => 'pass' | 'lose-request' | 'lose-answer' | 'busy';

/** A server's relay as the contract describes it, over connections that drop wherever `fate` says. */
export class LossyRelay {
  readonly #fate: Fate;
  readonly #seats = new Map<SeatId, Seat>();
  readonly #known = new Map<string, number>();
  #sequence = 0;

  constructor(seatIds: readonly SeatId[], fate: Fate) {
    this.#fate = fate;
    for (const seatId of seatIds)
      this.#seats.set(seatId, { seatId, backlog: [], connection: null });
  }

  connect(seatId: SeatId): FakeConnection {
    const seat = this.#seat(seatId);
    seat.connection?.end();
    const connection = new FakeConnection({
      'relay.send': (input) => this.#through(connection, () => this.#send(seatId, input as Send)),
      'relay.acknowledge': (input) =>
        this.#through(connection, () => {
          const { sequence } = input as { sequence: number };
          while ((seat.backlog[0]?.sequence ?? Infinity) <= sequence) seat.backlog.shift();
          return {};
        }),
    });
    seat.connection = connection;
    return connection;
  }

  /** Brings what was not acknowledged, as the server does when a seat is back. */
  resend(seatId: SeatId): void {
    const seat = this.#seat(seatId);
    for (const kept of seat.backlog) {
      if (seat.connection?.isEnded === false) seat.connection.push('relay.message', kept);
    }
  }

  unacknowledged(seatId: SeatId): number {
    return this.#seat(seatId).backlog.length;
  }

  #send(from: SeatId, message: Send): unknown {
    const key = `${from} ${message.messageId}`;
    const before = this.#known.get(key);
    if (before !== undefined) return { sequence: before };
    if (message.after !== undefined && !this.#known.has(`${from} ${message.after}`)) {
      throw new AppError('too-many');
    }
    this.#sequence += 1;
    this.#known.set(key, this.#sequence);
    const { messageId, payload } = message;
    const kept = { sequence: this.#sequence, messageId, from, payload };
    for (const seat of this.#seats.values()) {
      if (seat.seatId === from || (message.to !== null && message.to !== seat.seatId)) continue;
      seat.backlog.push(kept);
      if (seat.connection?.isEnded === false) seat.connection.push('relay.message', kept);
    }
    return { sequence: this.#sequence };
  }

  #through(connection: FakeConnection, act: () => unknown): unknown {
    const fate = this.#fate();
    if (fate === 'busy') throw new AppError('too-many');
    if (fate === 'lose-request') {
      connection.end();
      return {};
    }
    const answer = act();
    if (fate === 'lose-answer') connection.end();
    return answer;
  }

  #seat(seatId: SeatId): Seat {
    const seat = this.#seats.get(seatId);
    if (!seat) throw new Error('no such seat in this test');
    return seat;
  }
}
