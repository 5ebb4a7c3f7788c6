import type { Clock } from '../../src/base/ports.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import { AppError, CancelledError } from '../../src/errors/app-error.ts';
import type { ClientTables } from '../vault/open-vault.ts';
import type { ClientLosses } from '../vault/rescue/losses.ts';

/** What an export does just now: reads the vault, writes the file, or reads the file back. */
export type ExportStep = 'reading' | 'writing' | 'checking';

/** Hears how far an export has come. `total` is more than 0, and `done` never more than it. */
export type OnProgress = (step: ExportStep, done: number, total: number) => void;

/** What is exported from: a vault that is open, or what could be read of a damaged one. */
export interface ExportedVault extends ClientTables {
  /** Of a damaged one: what of this client cannot be read, and whether there may be more of it. */
  readonly damage?: (clientId: ClientId) => ClientDamage;
}

export interface ClientDamage extends ClientLosses {
  readonly mayBeMore: boolean;
}

/** What an export's parts have in common. */
export interface ExportWork {
  /** @throws AppError vault-locked */
  readonly vault: () => ExportedVault;
  /**
   * Lets others run: a call must not feel an export. To be awaited between short pieces of work.
   * @throws CancelledError, or what the work was stopped with
   */
  rest(): Promise<void>;
  /** Rests, and tells how far it is. @throws as above */
  pause(step: ExportStep, done: number, total: number): Promise<void>;
}

export interface ExportWorkOptions {
  readonly useVault: () => ExportedVault;
  readonly clock: Pick<Clock, 'after'>;
  /** Aborted with an AppError, or with anything else when a person wants no more of it. */
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

export function createExportWork(options: ExportWorkOptions): ExportWork {
  const { useVault, clock, signal, onProgress } = options;
  const rest = async (): Promise<void> => {
    await new Promise<void>((resolve) => {
      clock.after(0, resolve);
    });
    if (!signal.aborted) return;
    throw signal.reason instanceof AppError ? signal.reason : new CancelledError();
  };
  return {
    vault: useVault,
    rest,
    pause: async (step, done, total) => {
      onProgress(step, Math.min(done, total), total);
      await rest();
    },
  };
}
