import type { Bytes } from '../../src/base/bytes.ts';
import type { HandOver } from '../platform/hand-over.ts';
import { showHanding } from './handing.ts';
import { createStore, type Store, type WritableStore } from './store.ts';
import type { Handing, TakenFile } from './talk-model.ts';

/** A file that was here when the session ended, and saved nowhere. */
export interface LeftFile {
  readonly key: string;
  readonly name: string;
  readonly bytes: Bytes;
  readonly saving: Handing;
}

/** Files that are still in this page after the session, and gone with it. */
export interface LeftFilesModel {
  readonly state: Store<readonly LeftFile[]>;
  /** Saves one where the person says. */
  save(key: string): void;
}

export class LeftFiles implements LeftFilesModel {
  readonly state: WritableStore<readonly LeftFile[]> = createStore<readonly LeftFile[]>([]);
  readonly #save: HandOver | null;

  constructor(save: HandOver | null) {
    this.#save = save;
  }

  add(files: readonly TakenFile[]): void {
    if (files.length === 0) return;
    const left = files.map((file): LeftFile => ({ ...file, saving: { phase: 'no' } }));
    this.state.set([...this.state.get(), ...left]);
  }

  save(key: string): void {
    const file = this.state.get().find((one) => one.key === key);
    const save = this.#save;
    if (!file || !save || file.saving.phase === 'busy') return;
    const show = (saving: Handing): void => {
      this.state.set(this.state.get().map((one) => (one.key === key ? { ...one, saving } : one)));
    };
    void showHanding(show, () => save(file.name, file.bytes));
  }
}
