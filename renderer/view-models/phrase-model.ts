import type { ClientId } from '../../src/contract/ids.ts';
import { phrase as phraseSchema } from '../../src/contract/client-calls.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';

export type PhraseState =
  | { readonly phase: 'loading' }
  /** null: none was agreed. */
  | { readonly phase: 'ready'; readonly phrase: string | null; readonly change: PhraseChange }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** How a change of it stands. */
export type PhraseChange =
  | { readonly phase: 'idle' }
  | { readonly phase: 'saving' }
  /** `bad-request`: nothing that one could say. The phrase is the one from before. */
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** What therapist and client agreed in person to say to each other. Stays in the vault; it is spoken, never sent. */
export interface PhraseModel {
  readonly state: Store<PhraseState>;
  /** Reads it (again). */
  load(): void;
  /** Empty: none any more. Resolves with whether it is kept; if not, the reason is in `change`. */
  save(phrase: string): Promise<boolean>;
  /** Takes a failed change's message away, for instance when the person types again. */
  clearFailure(): void;
}

/** Reads the phrase of a client at once. */
export function createPhraseModel(ipc: IpcClient, clientId: ClientId): PhraseModel {
  const state = createStore<PhraseState>({ phase: 'loading' });
  const task = new LatestTask();
  const load = (): void => {
    if (state.get().phase === 'failed') state.set({ phase: 'loading' });
    task.start(
      () => ipc.call('client.phrase', { clientId }),
      ({ phrase }) => {
        state.set({ phase: 'ready', phrase, change: { phase: 'idle' } });
      },
      (error) => {
        if (state.get().phase !== 'ready') state.set({ phase: 'failed', code: error.code });
      },
    );
  };
  const setChange = (change: PhraseChange): void => {
    const before = state.get();
    if (before.phase === 'ready') state.set({ ...before, change });
  };
  load();
  return {
    state,
    load,
    async save(text) {
      // An answer that is still on its way would be older.
      task.stop();
      setChange({ phase: 'saving' });
      try {
        const phrase = parsePhrase(text);
        await ipc.call('client.set-phrase', { clientId, phrase });
        state.set({ phase: 'ready', phrase, change: { phase: 'idle' } });
        return true;
      } catch (error) {
        setChange({ phase: 'failed', code: AppError.from(error).code });
        return false;
      }
    },
    clearFailure() {
      const before = state.get();
      if (before.phase === 'ready' && before.change.phase === 'failed') {
        setChange({ phase: 'idle' });
      }
    },
  };
}

/** @throws AppError bad-request when it is nothing that the vault would take */
function parsePhrase(text: string): string | null {
  if (text.trim() === '') return null;
  const parsed = phraseSchema.safeParse(text);
  if (!parsed.success) throw new AppError('bad-request', 'not a phrase');
  return parsed.data;
}
