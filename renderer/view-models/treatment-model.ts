import type { Bytes } from '../../src/base/bytes.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import type { ClientRetention } from '../../src/contract/client-calls.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { HandOver } from '../platform/hand-over.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { showHanding } from './handing.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store, type WritableStore } from './store.ts';
import type { Handing } from './talk-model.ts';

export type TreatmentState =
  | { readonly phase: 'loading' }
  | {
      readonly phase: 'ready';
      readonly retention: ClientRetention;
      readonly change: TreatmentChange;
    }
  | { readonly phase: 'failed'; readonly code: ErrorCode }
  /** There is nothing of this client any more but the certificate. */
  | {
      readonly phase: 'destroyed';
      readonly certificate: Bytes;
      /** The folder of backups was not there: until the next backup, the record can be restored from it. */
      readonly isBackupAway: boolean;
      readonly saving: Handing;
    };

/** How ending, resuming or destroying stands. */
export type TreatmentChange =
  | { readonly phase: 'idle' }
  /** `done`: how much of a destruction, from 0 to 1; null for what takes no time, or does not tell. */
  | { readonly phase: 'busy'; readonly done: number | null }
  /** Nothing has changed, unless it was destroying: that is completed when the vault is opened again. */
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The end of a client's treatment, how long the record is kept then, and its destruction. */
export interface TreatmentModel {
  readonly state: Store<TreatmentState>;
  /** Reads it (again). */
  load(): void;
  /** Ends it, or corrects the year of the 18th birthday. Resolves with whether that is kept. */
  end(adultInYear: number | null): Promise<boolean>;
  /** It goes on after all. */
  resume(): Promise<boolean>;
  /** `pseudonym` as the person typed it; `reason`: why before the time. */
  destroy(pseudonym: string, reason: string | null): Promise<boolean>;
  /** Saves the certificate where the person says. */
  saveCertificate(): void;
  clearFailure(): void;
}

/** The name that the certificate is saved under: it says nothing of anybody. */
const certificateName = 'destruction-certificate.bin';

/** Reads it at once. */
export function createTreatmentModel(
  ipc: IpcClient,
  clientId: ClientId,
  handOver: HandOver,
): TreatmentModel {
  return new ClientTreatment(ipc, clientId, handOver);
}

class ClientTreatment implements TreatmentModel {
  readonly state: WritableStore<TreatmentState> = createStore<TreatmentState>({ phase: 'loading' });
  readonly #ipc: IpcClient;
  readonly #clientId: ClientId;
  readonly #handOver: HandOver;
  readonly #reading = new LatestTask();

  constructor(ipc: IpcClient, clientId: ClientId, handOver: HandOver) {
    this.#ipc = ipc;
    this.#clientId = clientId;
    this.#handOver = handOver;
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

  destroy(pseudonym: string, reason: string | null): Promise<boolean> {
    const request = { clientId: this.#clientId, pseudonym, reason };
    return this.#change(async () => {
      const { certificate, isBackupAway } = await this.#followed(() =>
        this.#ipc.call('client.destroy', request),
      );
      return {
        phase: 'destroyed',
        certificate: decodeChecked(certificate),
        isBackupAway,
        saving: { phase: 'no' },
      };
    });
  }

  saveCertificate(): void {
    const now = this.state.get();
    if (now.phase !== 'destroyed' || now.saving.phase === 'busy') return;
    void showHanding(
      (saving) => {
        this.state.set({ ...now, saving });
      },
      () => this.#handOver(certificateName, now.certificate),
    );
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
    this.#showChange({ phase: 'busy', done: null });
    try {
      this.state.set(await act());
      return true;
    } catch (error) {
      this.#showChange({ phase: 'failed', code: AppError.from(error).code });
      return false;
    }
  }

  /** Shows how far a destruction is, for as long as it takes. */
  async #followed<T>(act: () => Promise<T>): Promise<T> {
    const off = this.#ipc.on('work.progress', ({ work, done }) => {
      if (work === 'destruction') this.#showChange({ phase: 'busy', done });
    });
    try {
      return await act();
    } finally {
      off();
    }
  }

  #showChange(change: TreatmentChange): void {
    const before = this.state.get();
    if (before.phase === 'ready') this.state.set({ ...before, change });
  }
}
