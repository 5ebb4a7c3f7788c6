import type { Clock } from '../../src/base/ports.ts';
import type { NoteId } from '../../src/contract/ids.ts';
import type { SignedNote } from '../../src/contract/ipc.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import type { Amending, NoteSigningModel, NoteSigningState } from './note-signing-model.ts';
import { createStore, type WritableStore } from './store.ts';

/** What signing needs of the note's text. */
export interface SignedDraft {
  readonly noteId: () => NoteId | null;
  /** Saves everything typed. The newest revision, or null when something could not be saved, or nothing was written. */
  readonly settle: () => Promise<number | null>;
  /** Shows what the vault has now, if nothing was typed since. */
  readonly reread: () => Promise<void>;
}

export interface NoteSigningOptions {
  readonly ipc: IpcClient;
  readonly clock: Clock;
  readonly draft: SignedDraft;
}

const nothingTyped: Amending = { text: '', work: { phase: 'idle' } };

/** The signature of one note and its amendments. */
export class NoteSigning implements NoteSigningModel {
  readonly state: WritableStore<NoteSigningState> = createStore<NoteSigningState>({
    phase: 'checking',
  });
  readonly #options: NoteSigningOptions;
  readonly #reading = new LatestTask();
  // Beside the state, because it outlives a check that fails.
  #amending = nothingTyped;

  constructor(options: NoteSigningOptions) {
    this.#options = options;
  }

  /** Whether the text may change. Not while it is being signed: what is signed is what the person saw. */
  get canWrite(): boolean {
    const { phase } = this.state.get();
    return phase !== 'signing' && phase !== 'signed';
  }

  /** Whether an amendment was begun that is nowhere but here. */
  get hasUnsentWords(): boolean {
    return this.#amending.text.trim() !== '';
  }

  check(): void {
    const noteId = this.#options.draft.noteId();
    if (noteId === null || this.state.get().phase === 'signing') return;
    if (this.state.get().phase === 'unknown') this.state.set({ phase: 'checking' });
    this.#read(noteId, null);
  }

  /** The note is not in the vault yet, so nothing is signed. */
  startUnwritten(): void {
    this.state.set({ phase: 'open', failed: null });
  }

  sign(): void {
    if (this.state.get().phase === 'open') void this.#sign();
  }

  editAmendment(text: string): void {
    if (this.#amending.work.phase === 'busy') return;
    this.#setAmending({ text, work: { phase: 'idle' } });
  }

  async amend(): Promise<boolean> {
    const noteId = this.#options.draft.noteId();
    const before = this.state.get();
    const { text, work } = this.#amending;
    if (noteId === null || before.phase !== 'signed') return false;
    if (!this.hasUnsentWords || work.phase === 'busy') return false;
    this.#reading.stop();
    this.#setAmending({ text, work: { phase: 'busy' } });
    try {
      const number = before.amendments.length + 1;
      const found = await this.#options.ipc.call('note.amend', { noteId, number, text });
      this.#amending = nothingTyped;
      this.#show(found);
      return true;
    } catch (error) {
      const { code } = AppError.from(error);
      this.#setAmending({ text, work: { phase: 'failed', code } });
      // Another window was quicker: what it added is shown, and this one comes after it.
      if (code === 'conflict') this.check();
      return false;
    }
  }

  /** The note is closed. */
  drop(): void {
    this.#reading.stop();
    this.#amending = nothingTyped;
    this.state.set({ phase: 'checking' });
  }

  /** `failed`: why it could not be signed, if that was asked for. */
  #read(noteId: NoteId, failed: ErrorCode | null): void {
    this.#reading.start(
      () => this.#options.ipc.call('note.signed', { noteId }),
      (found) => {
        this.#show(found, failed);
      },
      ({ code }) => {
        this.state.set({ phase: 'unknown', code });
      },
    );
  }

  async #sign(): Promise<void> {
    const { ipc, draft } = this.#options;
    this.#reading.stop();
    this.state.set({ phase: 'signing' });
    try {
      const revision = await draft.settle();
      const noteId = draft.noteId();
      if (noteId === null || revision === null) throw new AppError('conflict');
      this.#show(await ipc.call('note.sign', { noteId, revision }));
    } catch (error) {
      const { code } = AppError.from(error);
      const noteId = draft.noteId();
      this.state.set({ phase: 'open', failed: code });
      if (code !== 'conflict' || noteId === null) return;
      // What another window wrote, or signed, is to be seen before anybody signs it.
      await draft.reread();
      this.#read(noteId, code);
    }
  }

  #show({ signed, amendments }: SignedNote, failed: ErrorCode | null = null): void {
    const checkedAtMs = this.#options.clock.nowMs();
    const amending = this.#amending;
    this.state.set(
      signed
        ? { phase: 'signed', signed, amendments, checkedAtMs, amending }
        : { phase: 'open', failed },
    );
  }

  #setAmending(amending: Amending): void {
    this.#amending = amending;
    const now = this.state.get();
    if (now.phase === 'signed') this.state.set({ ...now, amending });
  }
}
