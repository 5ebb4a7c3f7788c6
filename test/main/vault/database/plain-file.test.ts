import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertNotPlain } from '../../../../main/vault/database/plain-file.ts';
import { SqliteDatabase } from '../../../../main/vault/database/sqlite.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { thrownCode } from '../../../support/thrown-code.ts';

function codeFor(path: string): string | null {
  return thrownCode(() => {
    assertNotPlain(path);
  });
}

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
