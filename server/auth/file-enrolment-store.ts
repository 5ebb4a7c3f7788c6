import { mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBase64Url, toBase64Url } from '../../src/base/base64url.ts';
import type { EnrolmentStore, KeptCode } from './enrolment-store.ts';
import { readTokenHash } from './token-hash.ts';

/**
 * Keeps keys and code hashes as empty files named for them, below the data folder: `keys/PUBLIC-KEY` and
 * `codes/HASH`. Making and removing a file is atomic, so the running server and `server enrol` in another process need
 * no lock and lose nothing. A code's age is its file's.
 */
export class FileEnrolmentStore implements EnrolmentStore {
  readonly #keysFolder: string;
  readonly #codesFolder: string;

  private constructor(dataFolder: string) {
    this.#keysFolder = join(dataFolder, 'keys');
    this.#codesFolder = join(dataFolder, 'codes');
  }

  /** Makes the folders, for the server's own user only. */
  static async open(dataFolder: string): Promise<FileEnrolmentStore> {
    const store = new FileEnrolmentStore(dataFolder);
    await mkdir(store.#keysFolder, { recursive: true, mode: 0o700 });
    await mkdir(store.#codesFolder, { recursive: true, mode: 0o700 });
    return store;
  }

  async hasKey(publicKey: string): Promise<boolean> {
    return (await readdir(this.#keysFolder)).includes(publicKey);
  }

  async addKey(publicKey: string): Promise<void> {
    await makeEmptyFile(this.#keysFolder, publicKey);
  }

  async codes(): Promise<readonly KeptCode[]> {
    const names = await readdir(this.#codesFolder);
    const codes = await Promise.all(names.map((name) => this.#readCode(name)));
    return codes.filter((code) => code !== null);
  }

  async addCode({ hash }: KeptCode): Promise<void> {
    await makeEmptyFile(this.#codesFolder, toBase64Url(hash));
  }

  async takeCode({ hash }: KeptCode): Promise<boolean> {
    return unlink(join(this.#codesFolder, toBase64Url(hash))).then(
      () => true,
      () => false,
    );
  }

  async #readCode(name: string): Promise<KeptCode | null> {
    const bytes = fromBase64Url(name);
    if (bytes?.length !== 32) return null;
    // Somebody may have used the code since the folder was read.
    const createdAtMs = await stat(join(this.#codesFolder, name)).then(
      ({ mtimeMs }) => mtimeMs,
      () => null,
    );
    return createdAtMs === null ? null : { hash: readTokenHash(bytes), createdAtMs };
  }
}

/** Durable when it resolves: an enrolment that was answered must not be lost with the power. */
async function makeEmptyFile(folder: string, name: string): Promise<void> {
  const file = await open(join(folder, name), 'a', 0o600);
  await file.sync();
  await file.close();
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
}
