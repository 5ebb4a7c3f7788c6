import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileOrigin, SavePlace } from '../../../main/ports/save-port.ts';
import { createFileSaver } from '../../../main/platform/file-saver.ts';
import type { MarkReceived } from '../../../main/platform/received-mark.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const content = new Uint8Array([1, 2, 3]);

async function placeAt(
  path: string,
  origin: FileOrigin = 'received',
  mark: MarkReceived = () => Promise.resolve(),
): Promise<SavePlace> {
  const saver = createFileSaver(() => Promise.resolve(path), systemRandom, mark);
  const place = await saver.ask('a.pdf', origin);
  if (!place) throw new Error('declined');
  return place;
}

describe('a place that a person has chosen', () => {
  it('is asked for by the suggested name, and may be refused', async () => {
    const asked: string[] = [];
    const decline = (name: string): Promise<null> => {
      asked.push(name);
      return Promise.resolve(null);
    };
    const saver = createFileSaver(decline, systemRandom, () => Promise.resolve());
    expect(await saver.ask('a.pdf', 'received')).toBeNull();
    expect(asked).toEqual(['a.pdf']);
  });

  it('has nothing until the file is whole, then the file and nothing else', async () => {
    const folder = temporaryFolder();
    const place = await placeAt(join(folder, 'a.pdf'));
    expect(readdirSync(folder)).toEqual([]);
    await place.append(content);
    await place.append(content);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(readdirSync(folder)).not.toContain('a.pdf');
    await place.finish();
    await place.abandon();
    expect(readdirSync(folder)).toEqual(['a.pdf']);
    expect([...readFileSync(join(folder, 'a.pdf'))]).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it('gets a file that its owner alone can read, and nobody can run, whatever was there', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.sh');
    writeFileSync(path, 'old');
    chmodSync(path, 0o777);
    const place = await placeAt(path);
    await place.append(content);
    expect(readFileSync(path, 'utf8')).toBe('old');
    await place.finish();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(path).size).toBe(3);
  });

  it('gets a file of others only once that is whole and marked, and marks none of its own', async () => {
    const folder = temporaryFolder();
    const marked: { name: string; content: string; isInPlace: boolean }[] = [];
    const mark: MarkReceived = (path) => {
      const isInPlace = readdirSync(folder).includes('a.pdf');
      const name = path.slice(folder.length + 1).replace(/-[\w-]+\./u, '-x.');
      marked.push({ name, content: readFileSync(path, 'hex'), isInPlace });
      return Promise.resolve();
    };
    for (const origin of ['own', 'received'] as const) {
      const place = await placeAt(join(folder, 'a.pdf'), origin, mark);
      await place.append(content);
      await place.finish();
      if (origin === 'own') rmSync(join(folder, 'a.pdf'));
    }
    expect(marked).toEqual([{ name: '.quietroom-x.part', content: '010203', isInPlace: false }]);
  });

  it('is replaced when it is a link: what that leads to stays', async () => {
    const folder = temporaryFolder();
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, 'mine');
    symlinkSync(elsewhere, join(folder, 'a.pdf'));
    const place = await placeAt(join(folder, 'a.pdf'));
    await place.append(content);
    await place.finish();
    expect(readFileSync(elsewhere, 'utf8')).toBe('mine');
    expect(statSync(join(folder, 'a.pdf')).size).toBe(3);
  });

  it('keeps nothing of a file that is abandoned, also while it is being made', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.pdf');
    writeFileSync(path, 'old');
    const begun = await placeAt(path);
    await begun.append(content);
    await begun.abandon();
    expect(await rejectedCode(begun.append(content))).toBe('save-failed');
    const racing = await placeAt(path);
    const appended = racing.append(content).catch(() => undefined);
    await racing.abandon();
    await appended;
    expect(readdirSync(folder)).toEqual(['a.pdf']);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it('gives back what was written, again and again, before it is in its place', async () => {
    const folder = temporaryFolder();
    const place = await placeAt(join(folder, 'a.pdf'));
    const read = async (): Promise<Buffer> => {
      const pieces: Uint8Array[] = [];
      for await (const piece of place.written()) pieces.push(piece);
      return Buffer.concat(pieces);
    };
    const bytes = systemRandom.bytes(150_000);
    await place.append(bytes);
    expect((await read()).equals(bytes)).toBe(true);
    expect(readdirSync(folder)).not.toContain('a.pdf');
    await place.append(content);
    expect(await read()).toHaveLength(150_003);
    await place.finish();
    expect(readFileSync(join(folder, 'a.pdf')).subarray(0, 150_000).equals(bytes)).toBe(true);
    await expect(read()).rejects.toMatchObject({ code: 'save-failed' });
  });

  it('says with a code, and without the path, that it cannot be written to', async () => {
    const folder = temporaryFolder();
    const missing = await placeAt(join(folder, 'nowhere', 'a.pdf'));
    expect(await rejectedCode(missing.append(content))).toBe('save-failed');
    mkdirSync(join(folder, 'taken'));
    const taken = await placeAt(join(folder, 'taken'));
    await taken.append(content);
    const failure: unknown = await taken.finish().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'save-failed' });
    expect(String(failure)).not.toContain(folder);
    await taken.abandon();
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});
