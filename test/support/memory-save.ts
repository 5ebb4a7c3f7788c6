import type { SavePlace, SavePort } from '../../main/ports/save-port.ts';
import { concatBytes, type Bytes } from '../../src/base/bytes.ts';
import { AppError } from '../../src/errors/app-error.ts';

/** A person who saves everything, into memory. */
export class MemorySave implements SavePort {
  /** What is in its place, by name. */
  readonly files = new Map<string, Bytes>();
  /** Names that were asked for, in order. */
  readonly asked: string[] = [];
  /** The person changes their mind from now on. */
  isDeclining = false;
  /** Nothing more fits. */
  isFull = false;
  abandoned = 0;

  ask(name: string): Promise<SavePlace | null> {
    this.asked.push(name);
    return Promise.resolve(this.isDeclining ? null : this.#place(name));
  }

  #place(name: string): SavePlace {
    const parts: Bytes[] = [];
    return {
      append: (bytes) => {
        if (this.isFull) return Promise.reject(new AppError('disk-full'));
        parts.push(bytes);
        return Promise.resolve();
      },
      written: async function* () {
        for (const part of parts) yield await Promise.resolve(part);
      },
      finish: () => {
        this.files.set(name, concatBytes(...parts));
        return Promise.resolve();
      },
      abandon: () => {
        this.abandoned += 1;
        return Promise.resolve();
      },
    };
  }
}
