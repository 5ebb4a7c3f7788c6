import { concatBytes, type Bytes } from '../../src/base/bytes.ts';
import type { ClientId, FileId } from '../../src/contract/ids.ts';
import type { FileSummary } from '../../src/contract/ipc.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { HandOver } from '../platform/hand-over.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { showHanding } from './handing.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';
import type { Handing } from './talk-model.ts';

export type FilesState =
  | { readonly phase: 'loading' }
  /** Newest first. */
  | {
      readonly phase: 'ready';
      readonly files: readonly FileSummary[];
      /** How saving fares of those that somebody wanted saved. */
      readonly saving: ReadonlyMap<FileId, Handing>;
    }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The files that are kept with one client, in the vault. */
export interface FilesModel {
  readonly state: Store<FilesState>;
  load(): void;
  /** Saves one outside the vault, where the person says. */
  save(fileId: FileId): void;
}

export function createFilesModel(
  ipc: IpcClient,
  clientId: ClientId,
  handOver: HandOver,
): FilesModel {
  const state = createStore<FilesState>({ phase: 'loading' });
  const task = new LatestTask();
  const show = (fileId: FileId, handing: Handing): void => {
    const before = state.get();
    if (before.phase !== 'ready') return;
    state.set({ ...before, saving: new Map(before.saving).set(fileId, handing) });
  };
  const save = ({ fileId, name }: FileSummary): Promise<void> =>
    showHanding(
      (handing) => {
        show(fileId, handing);
      },
      async () => handOver(name, await readFile(ipc, fileId)),
    );
  return {
    state,
    load() {
      task.start(
        () => ipc.call('file.list', { clientId }),
        ({ files }) => {
          state.set({ phase: 'ready', files, saving: new Map() });
        },
        ({ code }) => {
          state.set({ phase: 'failed', code });
        },
      );
    },
    save(fileId) {
      const now = state.get();
      if (now.phase !== 'ready' || now.saving.get(fileId)?.phase === 'busy') return;
      const file = now.files.find((one) => one.fileId === fileId);
      if (file) void save(file);
    },
  };
}

async function readFile(ipc: IpcClient, fileId: FileId): Promise<Bytes> {
  const parts: Bytes[] = [];
  for (let index = 0; ; index += 1) {
    const { bytes, isLast } = await ipc.call('file.read', { fileId, index });
    parts.push(decodeChecked(bytes));
    if (isLast) return concatBytes(...parts);
  }
}
