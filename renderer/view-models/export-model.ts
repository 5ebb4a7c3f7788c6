import type { ExportLock, ExportStatus } from '../../src/contract/export-calls.ts';
import type { ClientId, ExportId, FileId, NoteId, PassphraseId } from '../../src/contract/ids.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { createStore, type Store } from './store.ts';

/** What a therapist leaves out, and why. */
export interface LeftOutChoice {
  readonly noteIds: readonly NoteId[];
  readonly fileIds: readonly FileId[];
  readonly reason: string;
}

/** What is to be in an export. */
export interface RecordChoice {
  /** Null: nothing. */
  readonly leftOut: LeftOutChoice | null;
  /** Why the sealed card is opened for it; null leaves that out. */
  readonly cardReason: string | null;
}

/** How what was asked for last stands, before anything is written. */
export type ExportAsking =
  | { readonly phase: 'idle' }
  | { readonly phase: 'busy' }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

export type ExportState =
  /** The person says what is to be in it. */
  | { readonly phase: 'choosing'; readonly asking: ExportAsking }
  /** The words are on the screen, once. */
  | {
      readonly phase: 'words';
      readonly passphraseId: PassphraseId;
      readonly words: readonly string[];
      readonly asking: ExportAsking;
    }
  | Extract<ExportStatus, { phase: 'running' | 'done' | 'cancelled' | 'failed' }>;

/** Exporting one client's record: choosing, the words, and how it fares. */
export interface ExportModel {
  readonly state: Store<ExportState>;
  /** Follows what the main side does until the returned function is called; also an export that runs already. */
  watch(): () => void;
  /** Has words made and shows them. */
  makeWords(): void;
  /** Begins with the words that are shown. */
  beginWithWords(choice: RecordChoice): void;
  /** Begins with public keys. `bad-request` in `asking`: one of them is none. */
  beginWithKeys(keys: readonly string[], choice: RecordChoice): void;
  cancel(): void;
  /** Back to choosing: words that were shown are forgotten. */
  reset(): void;
}

const idle = { phase: 'idle' } as const;

export function createExportModel(ipc: IpcClient, clientId: ClientId): ExportModel {
  const state = createStore<ExportState>({ phase: 'choosing', asking: idle });
  /** The export that this screen began, whose end it shows. */
  let own: ExportId | null = null;
  const hear = (status: ExportStatus): void => {
    if (status.phase === 'idle') return;
    if (status.phase === 'running') own = status.exportId;
    if (status.exportId !== own) return;
    // How another client's export ended is no news here.
    const isNews = status.phase === 'running' || status.clientId === clientId;
    state.set(isNews ? status : { phase: 'choosing', asking: idle });
  };
  const ask = async (work: () => Promise<void>): Promise<void> => {
    const setAsking = (asking: ExportAsking): void => {
      const now = state.get();
      if (now.phase === 'choosing' || now.phase === 'words') state.set({ ...now, asking });
    };
    setAsking({ phase: 'busy' });
    try {
      await work();
      setAsking(idle);
    } catch (error) {
      setAsking({ phase: 'failed', code: AppError.from(error).code });
    }
  };
  const begin = (lock: ExportLock, { leftOut, cardReason }: RecordChoice): void => {
    const left = leftOut && {
      ...leftOut,
      noteIds: [...leftOut.noteIds],
      fileIds: [...leftOut.fileIds],
    };
    void ask(async () => {
      const order = { clientId, lock, leftOut: left, cardReason };
      const { exportId } = await ipc.call('export.begin', order);
      if (exportId === null) return;
      own = exportId;
      // Its end may have been told before this answer.
      hear(await ipc.call('export.status', {}));
    });
  };
  return {
    state,
    watch() {
      const off = ipc.on('export.changed', hear);
      ipc.call('export.status', {}).then(
        (status) => {
          if (status.phase === 'running') hear(status);
        },
        () => undefined,
      );
      return off;
    },
    makeWords() {
      void ask(async () => {
        const { passphraseId, words } = await ipc.call('export.new-passphrase', {});
        state.set({ phase: 'words', passphraseId, words, asking: idle });
      });
    },
    beginWithWords(choice) {
      const now = state.get();
      if (now.phase !== 'words' || now.asking.phase === 'busy') return;
      begin({ kind: 'passphrase', passphraseId: now.passphraseId }, choice);
    },
    beginWithKeys(keys, choice) {
      begin({ kind: 'keys', keys: [...keys] }, choice);
    },
    cancel() {
      const now = state.get();
      if (now.phase !== 'running') return;
      ipc.call('export.cancel', { exportId: now.exportId }).catch(() => undefined);
    },
    reset() {
      if (state.get().phase !== 'running') state.set({ phase: 'choosing', asking: idle });
    },
  };
}
