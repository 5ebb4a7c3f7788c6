import type { Scope } from '../../src/base/scope.ts';
import type { Session } from '../../src/contract/ipc.ts';
import { limits } from '../../src/contract/limits.ts';
import { backoffDelayMs } from '../../src/domain/backoff.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import type { SignalingConnection } from '../platform/signaling-connection.ts';
import type { RoomPorts } from './room-link.ts';
import { createStore, type WritableStore } from './store.ts';

export interface RoomFarewellOptions {
  readonly ipc: IpcClient;
  readonly ports: Pick<RoomPorts, 'connect' | 'onNetworkBack' | 'clock' | 'random' | 'log'>;
  readonly scope: Scope;
}

/**
 * Tells the server that a session is over which ended while the server was out of reach: until then the clients are still in
 * the room. Tries for as long as the server keeps a room whose therapist is away, whatever the therapist does meanwhile.
 */
export class RoomFarewell {
  /** Somebody may still be in a room that is over here. */
  readonly isUntold: WritableStore<boolean> = createStore(false);
  readonly #options: RoomFarewellOptions;
  #untold = 0;
  readonly #waiting = new Set<() => void>();

  constructor(options: RoomFarewellOptions) {
    this.#options = options;
    const hurry = (): void => {
      for (const wake of this.#waiting) wake();
    };
    options.scope.own(options.ports.onNetworkBack(hurry));
    options.scope.own(hurry);
  }

  /** Tells of it as soon as that can be done. */
  tell(session: Session): void {
    void this.#tell(session);
  }

  async #tell(session: Session): Promise<void> {
    const { scope } = this.#options;
    const { clock, random } = this.#options.ports;
    const untilMs = clock.nowMs() + limits.hostGraceMs;
    this.#count(1);
    for (let failures = 0; !scope.isClosed && clock.nowMs() < untilMs; failures += 1) {
      if (await this.#try(session)) break;
      await this.#pause(backoffDelayMs(failures, random));
    }
    this.#count(-1);
  }

  /** @returns whether there is nothing more to be tried */
  async #try({ sessionId, roomId, serverOrigin }: Session): Promise<boolean> {
    const { ipc, ports } = this.#options;
    let connection: SignalingConnection | null = null;
    try {
      connection = await ports.connect(serverOrigin);
      const { challenge } = connection;
      const signed = await ipc.call('session.sign', { sessionId, challenge });
      await connection.call('room.open', { roomId, ...signed });
      await connection.call('room.end', {});
      return true;
    } catch (error) {
      const { code, retryable } = AppError.from(error);
      ports.log.warn('end-not-told', { code });
      return !retryable;
    } finally {
      connection?.close();
    }
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel();
        this.#waiting.delete(wake);
        resolve();
      };
      const cancel = this.#options.ports.clock.after(delayMs, wake);
      this.#waiting.add(wake);
    });
  }

  #count(change: number): void {
    this.#untold += change;
    if (!this.#options.scope.isClosed) this.isUntold.set(this.#untold > 0);
  }
}
