import type { ClientId } from '../../src/contract/ids.ts';
import type { ClientRetention } from '../../src/contract/client-calls.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store, type WritableStore } from './store.ts';

export type TreatmentState =
  | { readonly phase: 'loading' }
  | {
      readonly phase: 'ready';
      readonly retention: ClientRetention;
      readonly change: TreatmentChange;
    }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** How ending or resuming stands. */
export type TreatmentChange =
  | { readonly phase: 'idle' }
  | { readonly phase: 'busy' }
  /** Nothing has changed. */
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The end of a client's treatment, and how long the record is kept then. */
export interface TreatmentModel {
  readonly state: Store<TreatmentState>;
  /** Reads it (again). */
  load(): void;
  /** Ends it, or corrects the year of the 18th birthday. Resolves with whether that is kept. */
  end(adultInYear: number | null): Promise<boolean>;
  /** It goes on after all. */
  resume(): Promise<boolean>;
  clearFailure(): void;
}

/** Reads it at once. */
export function createTreatmentModel(ipc: IpcClient, clientId: ClientId): TreatmentModel {
  return new ClientTreatment(ipc, clientId);
}

class ClientTreatment implements TreatmentModel {
  readonly state: WritableStore<TreatmentState> = createStore<TreatmentState>({ phase: 'loading' });
  readonly #ipc: IpcClient;
  readonly #clientId: ClientId;
  readonly #reading = new LatestTask();

  constructor(ipc: IpcClient, clientId: ClientId) {
    this.#ipc = ipc;
    this.#clientId = clientId;
    this.load();
  }

  load(): void {
    if (this.state.get().phase === 'failed') this.state.set({ phase: 'loading' });
    this.#reading.start(
      () => this.#read(),
      (retention) => {
        this.state.set({ phase: 'ready', retention, change: { phase: 'idle' } });
      },
      ({ code }) => {
        if (this.state.get().phase !== 'ready') this.state.set({ phase: 'failed', code });
      },
    );
  }

  end(adultInYear: number | null): Promise<boolean> {
    const clientId = this.#clientId;
    return this.#change(async () => {
      await this.#ipc.call('client.end-treatment', { clientId, adultInYear });
      return this.#reread();
    });
  }

  resume(): Promise<boolean> {
    return this.#change(async () => {
      await this.#ipc.call('client.resume-treatment', { clientId: this.#clientId });
      return this.#reread();
    });
  }

  clearFailure(): void {
    const before = this.state.get();
    if (before.phase === 'ready' && before.change.phase === 'failed') {
      this.#showChange({ phase: 'idle' });
    }
  }

  async #read(): Promise<ClientRetention> {
    const { clients } = await this.#ipc.call('client.retention', {});
    const found = clients.find((one) => one.clientId === this.#clientId);
    if (!found) throw new AppError('not-found');
    return found;
  }

  async #reread(): Promise<TreatmentState> {
    return { phase: 'ready', retention: await this.#read(), change: { phase: 'idle' } };
  }

  async #change(act: () => Promise<TreatmentState>): Promise<boolean> {
    // An answer that is still on its way would be older.
    this.#reading.stop();
    this.#showChange({ phase: 'busy' });
    try {
      this.state.set(await act());
      return true;
    } catch (error) {
      this.#showChange({ phase: 'failed', code: AppError.from(error).code });
      return false;
    }
  }

  #showChange(change: TreatmentChange): void {
    const before = this.state.get();
    if (before.phase === 'ready') this.state.set({ ...before, change });
  }
}
