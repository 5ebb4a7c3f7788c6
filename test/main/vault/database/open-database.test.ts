import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../main/vault/database/open-database.ts';
import { SqliteDatabase } from '../../../../main/vault/database/sqlite.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { testKey } from '../../../support/vault-fixture.ts';

const marker = 'a very particular sentence';

function written(): string {
  const path = join(temporaryFolder(), 'vault.db');
  const database = openDatabase({ path, vaultKey: testKey(), mustExist: false });
  database.exec('CREATE TABLE t (a)');
  database.prepare('INSERT INTO t VALUES (?)').run(marker.repeat(1000));
  database.close();
  return path;
}

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return null;
}

describe('openDatabase', () => {
  it('writes nothing readable, not even the file type', () => {
    const path = written();
    for (const file of [path, `${path}-journal`]) {
      const content = readFileSync(file);
      expect(content.includes(marker)).toBe(false);
      expect(content.includes('SQLite format 3')).toBe(false);
      expect(content.includes('CREATE TABLE')).toBe(false);
    }
  });

  it('opens again with the same key', () => {
    const database = openDatabase({ path: written(), vaultKey: testKey(), mustExist: true });
    expect(database.prepare('SELECT length(a) AS size FROM t').get()).toEqual({
      size: marker.length * 1000,
    });
    database.close();
  });

  it('does not open with another key', () => {
    const path = written();
    const code = thrownCode(() => openDatabase({ path, vaultKey: testKey(2), mustExist: true }));
    expect(code).toBe('vault-damaged');
  });

  it('says nothing about the key when it fails', () => {
    const path = written();
    const vaultKey = testKey(0x41);
    const open = (): unknown => openDatabase({ path, vaultKey, mustExist: true });
    const everything = inspect(thrownBy(open), { depth: 10, showHidden: true });
    expect(everything).toContain('vault-damaged');
    expect(everything).not.toMatch(/A{8}|(?:41){8}|(?:65, ){4}|raw:/u);
  });

  it('cannot be read without a key at all', () => {
    const database = new SqliteDatabase(written());
    expect(() => database.prepare('SELECT * FROM t')).toThrow('not a database');
    database.close();
  });

  it('uses the key as it is, without a derivation that costs time and adds nothing', () => {
    const path = written();
    const database = new SqliteDatabase(path);
    database.pragma("cipher = 'aegis'");
    database.pragma("algorithm = 'aegis-256'");
    database.key(Buffer.from(`raw:${'01'.repeat(32)}`));
    expect(database.prepare('SELECT count(*) AS count FROM t').get()).toEqual({ count: 1 });
    database.close();
  });

  it('notices a change in any page before it gives out a row of it', () => {
    const path = written();
    const pageBytes = 4096;
    const pages = readFileSync(path).length / pageBytes;
    for (let page = 0; page < pages; page += 1) {
      const copy = `${path}.${String(page)}`;
      copyFileSync(path, copy);
      const content = readFileSync(copy);
      const at = page * pageBytes + 100;
      content[at] = (content[at] ?? 0) ^ 1;
      writeFileSync(copy, content);
      const code = thrownCode(() => {
        const database = openDatabase({ path: copy, vaultKey: testKey(), mustExist: true });
        try {
          expect(() => database.prepare('SELECT a FROM t').all()).toThrow('malformed');
        } finally {
          database.close();
        }
      });
      // The first page is needed for opening already.
      expect(code).toBe(page === 0 ? 'vault-damaged' : null);
    }
  });

  it('keeps everybody else out until it is closed', () => {
    const path = written();
    const first = openDatabase({ path, vaultKey: testKey(), mustExist: true });
    const again = (): unknown => openDatabase({ path, vaultKey: testKey(), mustExist: true });
    expect(thrownCode(again)).toBe('vault-in-use');
    first.close();
    expect(
      thrownCode(() => openDatabase({ path, vaultKey: testKey(), mustExist: true }).close()),
    ).toBeNull();
  });

  it('does not make a database where there must be one', () => {
    const path = join(temporaryFolder(), 'absent.db');
    expect(thrownCode(() => openDatabase({ path, vaultKey: testKey(), mustExist: true }))).toBe(
      'internal',
    );
  });
});
