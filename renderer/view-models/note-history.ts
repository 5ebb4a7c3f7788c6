import type { NoteId } from '../../src/contract/ids.ts';
import type { NoteRevision } from '../../src/contract/note-history-calls.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import type { ListedRevisions, NoteHistoryModel, NoteHistoryState } from './note-history-model.ts';
import { createStore } from './store.ts';

/** Over the note that `noteId` names once it is read. */
export function createNoteHistory(ipc: IpcClient, noteIdOf: () => NoteId | null): NoteHistoryModel {
  const state = createStore<NoteHistoryState>({ phase: 'closed' });
  const task = new LatestTask();
  let listed: ListedRevisions | null = null;

  const showList = (list: ListedRevisions): void => {
    listed = list;
    state.set({ phase: 'list', ...list });
  };
  const look = (noteId: NoteId, revision: NoteRevision): void => {
    state.set({ phase: 'looking', revision, found: { phase: 'loading' } });
    task.start(
      () => ipc.call('note.read-revision', { noteId, revision: revision.revision }),
      ({ text }) => {
        state.set({ phase: 'looking', revision, found: { phase: 'ready', text } });
      },
      ({ code }) => {
        state.set({ phase: 'looking', revision, found: { phase: 'failed', code } });
      },
    );
  };
  const close = (): void => {
    task.stop();
    listed = null;
    state.set({ phase: 'closed' });
  };
  return {
    state,
    open() {
      const noteId = noteIdOf();
      if (noteId === null) return;
      state.set({ phase: 'loading' });
      task.start(
        () => ipc.call('note.revisions', { noteId, before: null }),
        (page) => {
          showList({ ...page, more: { phase: 'idle' } });
        },
        ({ code }) => {
          state.set({ phase: 'failed', code });
        },
      );
    },
    loadOlder() {
      const noteId = noteIdOf();
      const before = listed?.revisions.at(-1)?.revision;
      const now = state.get();
      if (noteId === null || before === undefined || now.phase !== 'list') return;
      const { revisions } = now;
      showList({ ...now, more: { phase: 'busy' } });
      task.start(
        () => ipc.call('note.revisions', { noteId, before }),
        (page) => {
          showList({
            revisions: [...revisions, ...page.revisions],
            hasOlder: page.hasOlder,
            more: { phase: 'idle' },
          });
        },
        ({ code }) => {
          showList({ ...now, more: { phase: 'failed', code } });
        },
      );
    },
    look(number) {
      const noteId = noteIdOf();
      const revision = listed?.revisions.find((one) => one.revision === number);
      if (noteId !== null && revision) look(noteId, revision);
    },
    back() {
      if (state.get().phase !== 'looking' || !listed) close();
      else {
        task.stop();
        // Whatever was under way when it was left is not any more.
        showList({ ...listed, more: { phase: 'idle' } });
      }
    },
    close,
  };
}
