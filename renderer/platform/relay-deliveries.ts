import { Scope } from '../../src/base/scope.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SignalingConnection } from './signaling-connection.ts';

interface Waiting {
  readonly to: SeatId;
  readonly sequence: number;
  readonly resolve: () => void;
  readonly reject: (error: AppError) => void;
}

/** Which of our messages their receivers have: the server tells it after every acknowledgement, and after a drop anew. */
export class RelayDeliveries {
  readonly #delivered = new Map<SeatId, number>();
  readonly #waiting = new Set<Waiting>();
  #listening = new Scope();
  #isClosed = false;

  attach(connection: SignalingConnection): void {
    if (this.#isClosed) return;
    this.#listening.close();
    this.#listening = new Scope();
    this.#listening.own(
      connection.on('relay.delivered', ({ seatId, sequence }) => {
        this.#delivered.set(seatId, Math.max(sequence, this.#delivered.get(seatId) ?? 0));
        this.#settle(seatId, (one) => {
          if (one.sequence <= sequence) one.resolve();
        });
      }),
    );
    this.#listening.own(
      connection.on('seat.left', ({ seatId }) => {
        this.#delivered.delete(seatId);
        this.#settle(seatId, (one) => {
          one.reject(new AppError('not-found', 'the receiver has left'));
        });
      }),
    );
  }

  /** Resolves when the receiver has it. @throws AppError not-found when it has left first, connection-lost */
  wait(to: SeatId, sequence: number): Promise<void> {
    if (this.#isClosed) return Promise.reject(new AppError('connection-lost'));
    if ((this.#delivered.get(to) ?? 0) >= sequence) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const one: Waiting = {
        to,
        sequence,
        resolve: () => {
          this.#waiting.delete(one);
          resolve();
        },
        reject: (error) => {
          this.#waiting.delete(one);
          reject(error);
        },
      };
      this.#waiting.add(one);
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#listening.close();
    for (const { reject } of this.#waiting) reject(new AppError('connection-lost'));
  }

  #settle(seatId: SeatId, settle: (one: Waiting) => void): void {
    for (const one of this.#waiting) if (one.to === seatId) settle(one);
  }
}
