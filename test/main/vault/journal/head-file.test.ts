import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  openHeadFile,
  readHead,
  startHeadFile,
  type Head,
} from '../../../../main/vault/journal/head-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { testJournalKey } from '../../../support/vault-fixture.ts';

const key = testJournalKey();
const head = (seq: number): Head => ({ seq, chain: new Uint8Array(32).fill(seq) });

function fileUpTo(seq: number): string {
  const path = join(temporaryFolder(), 'vault.head');
  const file = startHeadFile(path, head(1), key);
  for (let next = 2; next <= seq; next += 1) file.write(head(next));
  file.close();
  return path;
}

describe('head file', () => {
  it.each([1, 2, 3, 4, 5])('gives back the last of %i', (seq) => {
    expect(readHead(fileUpTo(seq), key)).toMatchObject(head(seq));
  });

  it('is none where there is no file, or nothing in it', () => {
    const path = join(temporaryFolder(), 'vault.head');
    expect(readHead(path, key)).toBeNull();
    writeFileSync(path, '');
    expect(readHead(path, key)).toBeNull();
  });

  it('of another vault is none', () => {
    expect(readHead(fileUpTo(3), testJournalKey(2))).toBeNull();
  });

  it('has the one before when the last one was torn, wherever', () => {
    const path = fileUpTo(5);
    const whole = readFileSync(path);
    const slot = 512 * (readHead(path, key)?.slot ?? 0);
    for (let size = 0; size < 78; size += 1) {
      const torn = Buffer.from(whole);
      torn.fill(0, slot + size, slot + 512);
      writeFileSync(path, torn);
      expect(readHead(path, key)).toMatchObject(head(4));
    }
  });

  it('takes no bit that is not as it was written', () => {
    const path = fileUpTo(5);
    const whole = readFileSync(path);
    const slot = 512 * (readHead(path, key)?.slot ?? 0);
    for (let bit = 0; bit < 78 * 8; bit += 1) {
      const at = slot + (bit >> 3);
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(path, changed);
      expect(readHead(path, key)).toMatchObject(head(4));
    }
  });

  it('goes on in the slot that has not the newest, whatever was there', () => {
    const path = fileUpTo(5);
    const whole = readFileSync(path);
    const newest = readHead(path, key)?.slot ?? 0;
    // Torn: what is left is that of the commit before, in the other slot.
    const torn = Buffer.from(whole).fill(0, 512 * newest + 20, 512 * newest + 40);
    writeFileSync(path, torn);
    const left = readHead(path, key);
    expect(left).toMatchObject({ ...head(4), slot: 1 - newest });
    const file = openHeadFile(path, 1 - newest, key);
    file.write(head(6));
    file.close();
    expect(readHead(path, key)).toMatchObject({ ...head(6), slot: newest });
    // The one that was whole before the write is still there.
    writeFileSync(path, readFileSync(path).fill(0, 512 * newest, 512 * newest + 512));
    expect(readHead(path, key)).toMatchObject(head(4));
  });

  it('writes nothing after it was closed, and closes twice without harm', () => {
    const path = join(temporaryFolder(), 'vault.head');
    const file = startHeadFile(path, head(1), key);
    file.close();
    file.close();
    expect(
      thrownCode(() => {
        file.write(head(2));
      }),
    ).toBe('vault-locked');
    expect(readHead(path, key)).toMatchObject(head(1));
  });
});
