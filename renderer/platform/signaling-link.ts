import type { CancelTimer, Clock, Log, Random } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import { backoffDelayMs } from '../../src/domain/backoff.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SignalingConnection } from './signaling-connection.ts';

export type LinkState =
  /** The first attempt. */
  | { readonly phase: 'connecting' }
  | { readonly phase: 'up'; readonly connection: SignalingConnection }
  /** Was up, and is being brought back for as long as it takes. */
  | { readonly phase: 'reconnecting' }
  /** Over: the first attempt failed, or an error came that no further attempt mends. `null`: closed from here. */
  | { readonly phase: 'closed'; readonly error: AppError | null };

export interface SignalingLinkOptions {
  readonly connect: () => Promise<SignalingConnection>;
  /**
   * Takes one's place in the room on a fresh connection: listens for pushes, then opens, redeems or resumes.
   * What it listens with ends with the connection.
   */
  readonly establish: (connection: SignalingConnection) => Promise<void>;
  readonly onState: (state: LinkState) => void;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly scope: Scope;
}

/** A place in a room that outlives its connections. */
export interface SignalingLink {
  /** Gives the present connection up and makes a new one, for when media cannot be mended otherwise. */
  renew(): void;
  /** Does not wait for the next attempt, for when the network came back. */
  hurry(): void;
  close(): void;
}

/**
 * Keeps a connection up: with growing pauses after errors that time may mend, and not at all after others. The first
 * attempt is not repeated, because a person is waiting for its answer and can press the button again.
 */
export function openSignalingLink(options: SignalingLinkOptions): SignalingLink {
  const link = new Link(options);
  options.scope.own(() => {
    link.close();
  });
  void link.run();
  return link;
}

class Link implements SignalingLink {
  readonly #options: SignalingLinkOptions;
  #connection: SignalingConnection | null = null;
  #closed = false;
  #wake: () => void = () => undefined;

  constructor(options: SignalingLinkOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    this.#tell({ phase: 'connecting' });
    let failures = 0;
    for (let isFirst = true; !this.#closed; isFirst = false) {
      const { error, wasUp } = await this.#connectOnce();
      if (this.#isClosed()) return;
      if (!error.retryable || (isFirst && !wasUp)) {
        this.#finish(error);
        return;
      }
      failures = wasUp ? 0 : failures + 1;
      this.#tell({ phase: 'reconnecting' });
      await this.#pause(backoffDelayMs(failures, this.#options.random));
    }
  }

  renew(): void {
    this.#connection?.close();
  }

  hurry(): void {
    this.#wake();
  }

  close(): void {
    if (!this.#closed) this.#finish(null);
  }

  /** From the attempt to the end of the connection, and how that came. */
  async #connectOnce(): Promise<{ error: AppError; wasUp: boolean }> {
    let wasUp = false;
    try {
      const connection = await this.#options.connect();
      this.#connection = connection;
      if (this.#closed) throw new AppError('connection-lost');
      await this.#options.establish(connection);
      wasUp = true;
      this.#tell({ phase: 'up', connection });
      return { error: await connection.ended, wasUp };
    } catch (error) {
      return { error: AppError.from(error), wasUp };
    } finally {
      this.#connection?.close();
      this.#connection = null;
    }
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel: CancelTimer = this.#options.clock.after(delayMs, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  #finish(error: AppError | null): void {
    this.#closed = true;
    this.#connection?.close();
    this.#wake();
    this.#options.onState({ phase: 'closed', error });
  }

  // A method, because the compiler would hold the flag for unchanged across an await.
  #isClosed(): boolean {
    return this.#closed;
  }

  #tell(state: LinkState): void {
    if (this.#closed) return;
    this.#options.log.info('signaling-link', { phase: state.phase });
    this.#options.onState(state);
  }
}
