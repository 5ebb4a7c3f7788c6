import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertNotPlain, assertOpenBytes } from '../../../../main/vault/database/plain-file.ts';
import { SqliteDatabase } from '../../../../main/vault/database/sqlite.ts';
import { publishedVault } from '../../../../main/vault/vault-files.ts';
import { makeVault } from '../../../support/vault-fixture.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { thrownCode } from '../../../support/thrown-code.ts';

function codeFor(path: string): string | null {
  return thrownCode(() => {
    assertNotPlain(path);
  });
}

describe('assertOpenBytes', () => {
  it('accepts a vault, and none in which one of these bits is another', () => {
    const { dataFolder } = makeVault();
    const { database } = publishedVault(dataFolder);
    const whole = readFileSync(database);
    const code = (): string | null =>
      thrownCode(() => {
        assertOpenBytes(database);
      });
    expect(code()).toBeNull();
    for (let bit = 16 * 8; bit < 24 * 8; bit += 1) {
      const changed = Buffer.from(whole);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(database, changed);
      expect(code()).toBe('vault-damaged');
    }
    writeFileSync(database, whole.subarray(0, 20));
    expect(code()).toBe('vault-damaged');
  });
});

describe('assertNotPlain', () => {
  it('refuses a database that was written without a key', () => {
    const path = join(temporaryFolder(), 'plain.db');
    new SqliteDatabase(path).exec('CREATE TABLE t (a)').close();
    expect(codeFor(path)).toBe('vault-not-encrypted');
  });

  it('accepts what does not start like one', () => {
    const path = join(temporaryFolder(), 'other.db');
    writeFileSync(path, Buffer.alloc(64, 1));
    expect(codeFor(path)).toBeNull();
  });

  it('accepts a file that is too short to tell', () => {
    const path = join(temporaryFolder(), 'short.db');
    writeFileSync(path, 'SQLite');
    expect(codeFor(path)).toBeNull();
  });
});
