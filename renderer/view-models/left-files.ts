import type { Bytes } from '../../src/base/bytes.ts';
import type { Clock, Log } from '../../src/base/ports.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { withDeadline } from '../platform/deadline.ts';
import type { HandOver } from '../platform/hand-over.ts';
import { showHanding } from './handing.ts';
import { createStore, type Store, type WritableStore } from './store.ts';
import type { Talk } from './talk.ts';
import type { Handing, TakenFile } from './talk-model.ts';

/** A media worker hands its files to the page within a moment. */
const takeMs = 5_000;

/** A file that was here when the session ended, and lay nowhere else. */
export interface LeftFile {
  readonly key: string;
  readonly name: string;
  readonly bytes: Bytes;
  readonly saving: Handing;
  readonly keeping: Handing;
}

/** Files that are still in this page after the session, and gone with it. */
export interface LeftFilesModel {
  readonly state: Store<readonly LeftFile[]>;
  /** Whether a file can be kept with the client. */
  readonly canKeep: boolean;
  /** Saves one where the person says. */
  save(key: string): void;
  /** Keeps one with the client, in the vault. */
  keep(key: string): void;
}

export interface LeftFilesOptions {
  /** Saves a file where the person says; null where nothing can be saved. */
  readonly save: HandOver | null;
  /** Keeps a file with the client; null where there is no such place. */
  readonly keep: HandOver | null;
  readonly clock: Clock;
  readonly log: Log;
}

export class LeftFiles implements LeftFilesModel {
  readonly state: WritableStore<readonly LeftFile[]> = createStore<readonly LeftFile[]>([]);
  readonly canKeep: boolean;
  readonly #options: LeftFilesOptions;

  constructor(options: LeftFilesOptions) {
    this.#options = options;
    this.canKeep = options.keep !== null;
  }

  /**
   * Takes what is here and lies nowhere else out of the media worker, before `close` closes that: at once where there is
   * nothing, otherwise within a few seconds.
   */
  takeFrom(talk: Pick<Talk, 'hasUnsaved' | 'takeUnsaved'>, close: () => void): void {
    const { clock, log } = this.#options;
    if (!talk.hasUnsaved) {
      close();
      return;
    }
    void withDeadline(talk.takeUnsaved(), takeMs, clock)
      .then((files) => {
        this.#add(files);
      })
      .catch((error: unknown) => {
        log.warn('files-not-taken', { code: AppError.from(error).code });
      })
      .finally(close);
  }

  save(key: string): void {
    this.#handOn(key, 'saving', this.#options.save);
  }

  keep(key: string): void {
    this.#handOn(key, 'keeping', this.#options.keep);
  }

  clear(): void {
    this.state.set([]);
  }

  #add(files: readonly TakenFile[]): void {
    const none = { saving: { phase: 'no' }, keeping: { phase: 'no' } } as const;
    this.state.set([...this.state.get(), ...files.map((file) => ({ ...file, ...none }))]);
  }

  #handOn(key: string, what: 'saving' | 'keeping', hand: HandOver | null): void {
    const file = this.state.get().find((one) => one.key === key);
    if (!file || !hand || file[what].phase === 'busy') return;
    const show = (handing: Handing): void => {
      const files = this.state.get();
      this.state.set(files.map((one) => (one.key === key ? { ...one, [what]: handing } : one)));
    };
    void showHanding(show, () => hand(file.name, file.bytes));
  }
}

/** Those that would be gone if the page were closed now. */
export function stillUnsaved(files: readonly LeftFile[]): readonly LeftFile[] {
  return files.filter(({ saving, keeping }) => saving.phase !== 'done' && keeping.phase !== 'done');
}
