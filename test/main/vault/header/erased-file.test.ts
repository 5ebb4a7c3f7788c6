import { existsSync, linkSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eraseFile, eraseFileMeanwhile } from '../../../../main/vault/header/erased-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

type Erase = (path: string) => Promise<void>;

const atOnce: Erase = async (path) =>
  new Promise((resolve) => {
    eraseFile(path);
    resolve();
  });

describe.each<[string, Erase]>([
  ['at once', atOnce],
  ['beside the thread', eraseFileMeanwhile],
])('erasing a file %s', (_how, erase) => {
  it('puts zeros over all of it before it goes', async () => {
    const path = join(temporaryFolder(), 'file');
    const size = 1024 * 1024 + 7;
    writeFileSync(path, new Uint8Array(size).fill(1));
    linkSync(path, `${path}.held`);
    await erase(path);
    expect(existsSync(path)).toBe(false);
    expect(readFileSync(`${path}.held`).equals(Buffer.alloc(size))).toBe(true);
  });

  it('does nothing when there is none, and says so of anything else', async () => {
    const folder = temporaryFolder();
    await erase(join(folder, 'none'));
    await expect(erase(folder)).rejects.toMatchObject({ code: 'EISDIR' });
  });
});
