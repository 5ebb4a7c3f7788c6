import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toBase64Url } from '../../src/base/base64url.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import type { Random } from '../../src/base/ports.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SavePlace, SavePort } from '../ports/save-port.ts';
import type { MarkReceived } from './received-mark.ts';

/** Asks a person for an absolute path; null when they changed their mind. */
export type AskWhere = (suggestedName: string) => Promise<string | null>;

/** Asks a person for the absolute path of a folder; null when they changed their mind. */
export type AskFolder = () => Promise<string | null>;

/** How much is read back at a time. */
const readSizeBytes = 64 * 1024;

/** Saves into files of this machine, at paths that only `askWhere` gives. */
export function createFileSaver(
  askWhere: AskWhere,
  random: Random,
  markReceived: MarkReceived,
): SavePort {
  return {
    async ask(suggestedName, origin) {
      const path = await askWhere(suggestedName);
      if (path === null) return null;
      return new PlaceInFolder(path, random, origin === 'received' ? markReceived : null);
    },
  };
}

/**
 * Written beside its place under a name of ours, for its owner alone and never executable, then renamed: whoever looks at
 * the place sees what was there before, or the whole file. A link that lies there is replaced, not followed.
 */
class PlaceInFolder implements SavePlace {
  readonly #path: string;
  readonly #temporary: string;
  readonly #mark: MarkReceived | null;
  #file: FileHandle | null = null;
  #isOver = false;

  constructor(path: string, random: Random, mark: MarkReceived | null) {
    this.#path = path;
    this.#mark = mark;
    const name = `.quietroom-${toBase64Url(random.bytes(12))}.part`;
    this.#temporary = join(dirname(path), name);
  }

  append(bytes: Bytes): Promise<void> {
    return coded(async () => {
      await (await this.#opened()).writeFile(bytes);
    });
  }

  async *written(): AsyncGenerator<Bytes> {
    await coded(async () => {
      await (await this.#opened()).sync();
    });
    for (let position = 0; ;) {
      const piece = await this.#readAt(position);
      if (piece.length === 0) return;
      position += piece.length;
      yield piece;
    }
  }

  finish(): Promise<void> {
    return coded(async () => {
      const file = await this.#opened();
      await file.sync();
      await this.#closeFile();
      // Both kinds of mark go along with a renamed file: nobody sees it in its place without.
      await this.#mark?.(this.#temporary);
      await rename(this.#temporary, this.#path);
      this.#isOver = true;
      await syncFolder(dirname(this.#path));
    });
  }

  async abandon(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    await this.#closeFile().catch(() => undefined);
    await rm(this.#temporary, { force: true }).catch(() => undefined);
  }

  /** By position, so that what is added goes on where it was. */
  async #readAt(position: number): Promise<Bytes> {
    const buffer = new Uint8Array(readSizeBytes);
    let sizeBytes = 0;
    await coded(async () => {
      const file = await this.#opened();
      ({ bytesRead: sizeBytes } = await file.read(buffer, 0, buffer.length, position));
    });
    return buffer.subarray(0, sizeBytes);
  }

  /** Made only when there is something to write: a place that was chosen in vain stays untouched. */
  async #opened(): Promise<FileHandle> {
    if (this.#file) return this.#file;
    this.#assertNotOver();
    const file = await open(this.#temporary, 'wx+', 0o600);
    try {
      // It may have been abandoned while the file was made.
      this.#assertNotOver();
    } catch (error) {
      await file.close();
      await rm(this.#temporary, { force: true });
      throw error;
    }
    this.#file = file;
    return file;
  }

  #assertNotOver(): void {
    if (this.#isOver) throw new Error('over');
  }

  async #closeFile(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close();
  }
}

/** Makes the new name last. Some file systems cannot, and Windows has no such call: the file is there all the same. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {
    return;
  }
}

/** What the system says quotes the path: only a code leaves. */
async function coded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    throw new AppError(isFull ? 'disk-full' : 'save-failed');
  }
}
