import type { CancelTimer, Clock } from '../../src/base/ports.ts';
import type { ClientId, NoteId, SessionId } from '../../src/contract/ids.ts';
import type { CallResult } from '../../src/contract/contract.ts';
import type { Ipc, Note } from '../../src/contract/ipc.ts';
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

/** A note that is nowhere but in the page: the vault has it from its first save on. */
export interface UnwrittenNote {
  readonly noteId: NoteId;
  readonly unwritten: { readonly clientId: ClientId; readonly sessionId: SessionId | null };
}

export interface NoteEditorOptions {
  readonly ipc: IpcClient;
  readonly clock: Clock;
  /** Reads the note, or says that there is none yet. Asked again by `retry` after it failed. */
  readonly read: () => Promise<Note | UnwrittenNote>;
  readonly onClosed: () => void;
}

interface Opened {
  readonly noteId: NoteId;
  readonly clientId: ClientId;
  draft: NoteDraft;
  /** Null once the vault has the note. */
  unwritten: UnwrittenNote['unwritten'] | null;
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
    // What was not written yet has no signature and no history.
    const noteId = (): NoteId | null =>
      this.#opened?.unwritten === null ? this.#opened.noteId : null;
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

  /** Also false of a note that was not read yet. */
  isAbout(clientId: ClientId): boolean {
    return this.#opened?.clientId === clientId;
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
      this.#opened = this.#open(note);
      this.#show();
      if (this.#opened.unwritten) this.signing.startUnwritten();
      else this.signing.check();
    } catch (error) {
      if (!this.#isClosed()) {
        this.state.set({ phase: 'failed', code: AppError.from(error).code });
      }
    }
  }

  #open(note: Note | UnwrittenNote): Opened {
    const { noteId } = note;
    if (!('unwritten' in note)) {
      return { noteId, clientId: note.clientId, draft: draftOf(note), unwritten: null };
    }
    const { clientId } = note.unwritten;
    const savedAtMs = this.#options.clock.nowMs();
    const draft = draftOf({ revision: 0, text: '', savedAtMs });
    return { noteId, clientId, draft, unwritten: note.unwritten };
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
    this.#apply(await this.#outcomeOf(this.#opened));
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

  async #outcomeOf(opened: Opened): Promise<NoteDraftEvent> {
    const { ipc, clock } = this.#options;
    const { noteId, draft } = opened;
    // Written and taken away again: there is nothing to be made, unless an attempt was, and its answer got lost.
    const isNothing = opened.unwritten !== null && draft.text === '';
    let isSigned = false;
    try {
      if (draft.text.length > limits.noteCharacters) throw new AppError('too-large');
      if (!isNothing) return { kind: 'saved', ...(await this.#write(opened, draft)) };
    } catch (error) {
      const { code } = AppError.from(error);
      isSigned = code === 'note-signed';
      if (code !== 'conflict' && !isSigned) {
        return { kind: 'save-failed', code, nowMs: clock.nowMs() };
      }
    }
    try {
      const stored = await ipc.call('note.read', { noteId });
      opened.unwritten = null;
      if (isSigned) {
        this.signing.check();
        return { kind: 'locked', stored };
      }
      return { kind: 'found', stored, nowMs: clock.nowMs() };
    } catch (error) {
      const { code } = AppError.from(error);
      const nowMs = clock.nowMs();
      if (isNothing && code === 'not-found')
        return { kind: 'saved', revision: 0, savedAtMs: nowMs };
      return { kind: 'save-failed', code, nowMs };
    }
  }

  async #write(opened: Opened, { text, stored }: NoteDraft): Promise<CallResult<Ipc, 'note.save'>> {
    const { ipc } = this.#options;
    const { noteId, unwritten } = opened;
    if (!unwritten) return ipc.call('note.save', { noteId, revision: stored.revision, text });
    const saved = await ipc.call('note.create', { noteId, ...unwritten, text });
    opened.unwritten = null;
    return saved;
  }

  #draftPhase(): NoteDraft['phase'] | null {
    return this.#opened?.draft.phase ?? null;
  }

  // A method, because the compiler would hold the state for unchanged across an await.
  #isClosed(): boolean {
    return this.state.get().phase === 'closed';
  }
}
