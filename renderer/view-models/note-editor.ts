import type { CancelTimer, Clock } from '../../src/base/ports.ts';
import type { NoteId } from '../../src/contract/ids.ts';
import type { Note } from '../../src/contract/ipc.ts';
import { limits } from '../../src/contract/limits.ts';
import {
  draftOf,
  nextDraft,
  saveDueAtMs,
  type NoteDraft,
  type NoteDraftEvent,
} from '../../src/domain/note-draft.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import {
  shownDraft,
  type ConflictChoice,
  type NoteEditorModel,
  type NoteEditorState,
} from './note-editor-model.ts';
import type { NoteHistoryModel } from './note-history-model.ts';
import { createNoteHistory } from './note-history.ts';
import { NoteSigning } from './note-signing.ts';
import { createStore, type WritableStore } from './store.ts';

export interface NoteEditorOptions {
  readonly ipc: IpcClient;
  readonly clock: Clock;
  /** Reads the note, or makes it. Asked again by `retry` after it failed. */
  readonly read: () => Promise<Note>;
  readonly onClosed: () => void;
}

interface Opened {
  readonly noteId: NoteId;
  draft: NoteDraft;
}

/** Keeps one note's draft and saves it whenever `saveDueAtMs` says so. */
export class NoteEditor implements NoteEditorModel {
  readonly state: WritableStore<NoteEditorState> = createStore<NoteEditorState>({
    phase: 'loading',
  });
  readonly signing: NoteSigning;
  readonly history: NoteHistoryModel;
  readonly #options: NoteEditorOptions;
  #opened: Opened | null = null;
  #cancelTimer: CancelTimer = () => undefined;
  #saving: Promise<void> | null = null;

  constructor(options: NoteEditorOptions) {
    this.#options = options;
    const { ipc, clock } = options;
    const noteId = (): NoteId | null => this.#opened?.noteId ?? null;
    const draft = { noteId, settle: () => this.#settle(), reread: () => this.#reread() };
    this.signing = new NoteSigning({ ipc, clock, draft });
    this.history = createNoteHistory(ipc, noteId);
    void this.#load();
  }

  /** Whether the vault has every word of it, of a begun amendment too. Also true of a note that was not read yet. */
  get isSaved(): boolean {
    const phase = this.#draftPhase();
    return (phase === null || phase === 'clean') && !this.signing.hasUnsentWords;
  }

  edit(text: string): void {
    if (!this.signing.canWrite) return;
    this.#apply({ kind: 'edited', text, nowMs: this.#options.clock.nowMs() });
  }

  async flush(): Promise<boolean> {
    return (await this.#flushDraft()) && !this.signing.hasUnsentWords;
  }

  async putBack(text: string): Promise<boolean> {
    if (!(await this.#flushDraft())) return false;
    this.edit(text);
    return this.#flushDraft();
  }

  async #flushDraft(): Promise<boolean> {
    // More may be typed while a save is under way, so it takes as many rounds as it takes.
    for (;;) {
      if (this.#saving) await this.#saving;
      else if (this.#draftPhase() === 'dirty') await this.#save();
      else if (this.#draftPhase() === 'failed') return this.#lastTry();
      else return this.#draftPhase() === 'clean' || this.#draftPhase() === null;
    }
  }

  retry(): void {
    if (this.state.get().phase === 'failed') void this.#load();
    else if (this.#draftPhase() === 'failed') void this.#save();
  }

  resolveConflict(choice: ConflictChoice): void {
    if (this.#draftPhase() !== 'conflict') return;
    this.#apply({ kind: 'resolved', choice, nowMs: this.#options.clock.nowMs() });
    void this.flush();
  }

  amendLeftOver(): void {
    const draft = this.#opened?.draft;
    if (draft?.phase !== 'left-over') return;
    this.signing.editAmendment(draft.text);
    this.letGo();
  }

  letGo(): void {
    if (this.#draftPhase() === 'left-over') this.#apply({ kind: 'let-go' });
  }

  async close(): Promise<boolean> {
    if (!(await this.flush())) return false;
    this.drop();
    return true;
  }

  /** Stops without saving: for a page that goes away for good. */
  drop(): void {
    this.#cancelTimer();
    this.#opened = null;
    this.signing.drop();
    this.history.close();
    this.state.set({ phase: 'closed' });
    this.#options.onClosed();
  }

  async #load(): Promise<void> {
    this.state.set({ phase: 'loading' });
    try {
      const note = await this.#options.read();
      if (this.#isClosed()) return;
      this.#opened = { noteId: note.noteId, draft: draftOf(note) };
      this.#show();
      this.signing.check();
    } catch (error) {
      if (!this.#isClosed()) {
        this.state.set({ phase: 'failed', code: AppError.from(error).code });
      }
    }
  }

  #apply(event: NoteDraftEvent): void {
    if (!this.#opened) return;
    this.#opened.draft = nextDraft(this.#opened.draft, event);
    this.#show();
  }

  #show(): void {
    if (!this.#opened) return;
    const { noteId, draft } = this.#opened;
    this.#cancelTimer();
    const dueAtMs = saveDueAtMs(draft);
    if (dueAtMs !== null) {
      const { clock } = this.#options;
      this.#cancelTimer = clock.after(Math.max(0, dueAtMs - clock.nowMs()), () => {
        void this.#save();
      });
    }
    this.state.set(shownDraft(noteId, draft));
  }

  /** One more attempt at what failed before; what it finds is what `flush` answers. */
  async #lastTry(): Promise<boolean> {
    await this.#save();
    const phase = this.#draftPhase();
    return phase === 'dirty' ? this.#flushDraft() : phase === 'clean' || phase === null;
  }

  #save(): Promise<void> {
    this.#saving ??= this.#saveOnce().finally(() => {
      this.#saving = null;
    });
    return this.#saving;
  }

  async #saveOnce(): Promise<void> {
    if (!this.#opened) return;
    this.#apply({ kind: 'save-started' });
    const { noteId, draft } = this.#opened;
    this.#apply(await this.#outcomeOf(noteId, draft));
  }

  /** See `SignedDraft.settle`. */
  async #settle(): Promise<number | null> {
    if (!(await this.#flushDraft())) {
      const state = this.state.get();
      const failed = state.phase === 'editing' && state.save.phase === 'failed';
      if (failed) throw new AppError(state.save.code);
      return null;
    }
    const revision = this.#opened?.draft.stored.revision ?? 0;
    return revision === 0 ? null : revision;
  }

  /** See `SignedDraft.reread`. */
  async #reread(): Promise<void> {
    if (!this.#opened) return;
    const { noteId } = this.#opened;
    try {
      const stored = await this.#options.ipc.call('note.read', { noteId });
      this.#apply({ kind: 'reread', stored });
    } catch {
      // What is shown stays; whoever asked has said already that something did not work.
    }
  }

  async #outcomeOf(noteId: NoteId, draft: NoteDraft): Promise<NoteDraftEvent> {
    const { ipc, clock } = this.#options;
    let isSigned = false;
    try {
      if (draft.text.length > limits.noteCharacters) throw new AppError('too-large');
      const { revision } = draft.stored;
      const saved = await ipc.call('note.save', { noteId, revision, text: draft.text });
      return { kind: 'saved', ...saved };
    } catch (error) {
      const { code } = AppError.from(error);
      isSigned = code === 'note-signed';
      if (code !== 'conflict' && !isSigned) {
        return { kind: 'save-failed', code, nowMs: clock.nowMs() };
      }
    }
    try {
      const stored = await ipc.call('note.read', { noteId });
      if (isSigned) {
        this.signing.check();
        return { kind: 'locked', stored };
      }
      return { kind: 'found', stored, nowMs: clock.nowMs() };
    } catch (error) {
      return { kind: 'save-failed', code: AppError.from(error).code, nowMs: clock.nowMs() };
    }
  }

  #draftPhase(): NoteDraft['phase'] | null {
    return this.#opened?.draft.phase ?? null;
  }

  // A method, because the compiler would hold the state for unchanged across an await.
  #isClosed(): boolean {
    return this.state.get().phase === 'closed';
  }
}
