import type { CancelTimer } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { Session } from '../../src/contract/ipc.ts';
import { limits } from '../../src/contract/limits.ts';
import { backoffDelayMs } from '../../src/domain/backoff.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import type { SignalingConnection } from '../platform/signaling-connection.ts';
import type { FarewellState } from './host-session-model.ts';
import type { RoomPorts } from './room-link.ts';
import { createStore, type WritableStore } from './store.ts';

export interface RoomFarewellOptions {
  readonly ipc: IpcClient;
  readonly ports: Pick<RoomPorts, 'connect' | 'onNetworkBack' | 'clock' | 'random' | 'log'>;
  readonly scope: Scope;
}

/** `refused`: trying again changes nothing. */
type Outcome = 'told' | 'again' | 'refused';

/**
 * Tells the server that a session is over which ended while the server was out of reach: until then the clients are still in
 * the room. Tries for as long as the server keeps a room whose therapist is away, whatever the therapist does meanwhile; while the
 * vault is locked there is nothing to sign with, and it waits.
 */
export class RoomFarewell {
  readonly state: WritableStore<FarewellState> = createStore<FarewellState>('told');
  readonly #options: RoomFarewellOptions;
  /** Whose end is shown: the last one's. An earlier one is told of all the same. */
  #shown: Session | null = null;
  #cancelForgetting: CancelTimer = () => undefined;
  readonly #waiting = new Set<() => void>();

  constructor(options: RoomFarewellOptions) {
    this.#options = options;
    const hurry = (): void => {
      for (const wake of this.#waiting) wake();
    };
    options.scope.own(options.ports.onNetworkBack(hurry));
    options.scope.own(hurry);
    options.scope.own(() => {
      this.#cancelForgetting();
    });
  }

  /** Tells of it as soon as that can be done. */
  tell(session: Session): void {
    void this.#tell(session);
  }

  /** Another session begins: how the end of the one before is told is nothing to be said of this one, now or later. */
  forget(): void {
    this.#cancelForgetting();
    this.#shown = null;
    this.state.set('told');
  }

  async #tell(session: Session): Promise<void> {
    const { scope } = this.#options;
    const { clock, random } = this.#options.ports;
    const untilMs = clock.nowMs() + limits.hostGraceMs;
    this.forget();
    this.#shown = session;
    this.#show(session, 'telling');
    let outcome: Outcome = 'again';
    for (let failures = 0; !scope.isClosed && clock.nowMs() < untilMs; failures += 1) {
      outcome = await this.#try(session);
      if (outcome !== 'again') break;
      await this.#pause(backoffDelayMs(failures, random));
    }
    this.#show(session, outcome === 'told' ? 'told' : 'given-up');
  }

  async #try({ sessionId, roomId, serverOrigin }: Session): Promise<Outcome> {
    const { ipc, ports } = this.#options;
    let connection: SignalingConnection | null = null;
    try {
      connection = await ports.connect(serverOrigin);
      const { challenge } = connection;
      const signed = await ipc.call('session.sign', { sessionId, challenge });
      await connection.call('room.open', { roomId, ...signed });
      await connection.call('room.end', {});
      return 'told';
    } catch (error) {
      const { code, retryable } = AppError.from(error);
      ports.log.warn('end-not-told', { code });
      // Whoever was in the room before may come back once more, while the session has no other end than this one.
      return retryable || code === 'replaced' ? 'again' : 'refused';
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

  #show(session: Session, state: FarewellState): void {
    const { scope, ports } = this.#options;
    if (scope.isClosed || this.#shown !== session) return;
    this.state.set(state);
    if (state !== 'given-up') return;
    // By then the server has ended it by itself.
    this.#cancelForgetting = ports.clock.after(limits.hostGraceMs, () => {
      this.forget();
    });
  }
}
