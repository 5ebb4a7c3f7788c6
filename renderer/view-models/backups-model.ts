import type { BackupStatus } from '../../src/contract/backup-calls.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { createStore, type Store } from './store.ts';

export type BackupWork = 'backup' | 'backup-test';

/** What is done now, and how what was done last has ended. */
export type BackupsDoing =
  | { readonly phase: 'idle' }
  /** The system asks for a folder. */
  | { readonly phase: 'asking' }
  | {
      readonly phase: 'working';
      readonly work: BackupWork;
      /** From 0 to 1. */ readonly done: number;
    }
  | { readonly phase: 'done'; readonly work: BackupWork }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

export type BackupsState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly code: ErrorCode }
  | { readonly phase: 'ready'; readonly status: BackupStatus; readonly doing: BackupsDoing };

/** Backups of the vault: where they go, how they fare, making and testing one. */
export interface BackupsModel {
  readonly state: Store<BackupsState>;
  /** Reads how things are, and follows it until the returned function is called. */
  watch(): () => void;
  chooseFolder(): void;
  make(): void;
  /** Restores the newest one by what somebody typed, for a test. */
  test(recoveryKey: string): void;
  /** Stops what runs. */
  cancel(): void;
  /** What was said of the last work was read. */
  dismiss(): void;
}

export function createBackupsModel(ipc: IpcClient): BackupsModel {
  const state = createStore<BackupsState>({ phase: 'loading' });
  const setDoing = (doing: BackupsDoing): void => {
    const now = state.get();
    if (now.phase === 'ready') state.set({ ...now, doing });
  };
  const refresh = async (): Promise<void> => {
    try {
      const status = await ipc.call('backup.status', {});
      const now = state.get();
      state.set({ phase: 'ready', status, doing: now.phase === 'ready' ? now.doing : idle });
    } catch (error) {
      state.set({ phase: 'failed', code: AppError.from(error).code });
    }
  };
  const act = async (work: () => Promise<BackupsDoing>): Promise<void> => {
    try {
      setDoing(await work());
    } catch (error) {
      setDoing({ phase: 'failed', code: AppError.from(error).code });
    }
    await refresh();
  };
  const run = (work: BackupWork, call: () => Promise<{ readonly outcome: string }>): void => {
    setDoing({ phase: 'working', work, done: 0 });
    void act(async () => ((await call()).outcome === 'done' ? { phase: 'done', work } : idle));
  };
  return {
    state,
    watch() {
      void refresh();
      return ipc.on('work.progress', ({ work, done }) => {
        if (work !== 'backup' && work !== 'backup-test') return;
        setDoing({ phase: 'working', work, done });
        // One that was begun by itself is told of by nobody else.
        if (done >= 1) void act(() => Promise.resolve(idle));
      });
    },
    chooseFolder() {
      setDoing({ phase: 'asking' });
      void act(async () => {
        await ipc.call('backup.choose-folder', {});
        return idle;
      });
    },
    make() {
      run('backup', async () => ipc.call('backup.make', {}));
    },
    test(recoveryKey) {
      run('backup-test', async () => ipc.call('backup.test', { recoveryKey }));
    },
    cancel() {
      const now = state.get();
      if (now.phase !== 'ready' || now.doing.phase !== 'working') return;
      ipc.call('work.cancel', { work: now.doing.work }).catch(() => undefined);
    },
    dismiss() {
      setDoing(idle);
    },
  };
}

const idle = { phase: 'idle' } as const;
