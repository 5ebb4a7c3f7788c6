import { closeSync, mkdtempSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteDatabase } from '../../../main/vault/database/sqlite.ts';
import { countMarker } from '../../../tools/demo/marker-scan.ts';
import { findMemoryFolder } from '../../../tools/test/memory-folder.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quietroom-scan-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('countMarker', () => {
  it('finds a marker in nested files, in either encoding, every time', () => {
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    writeFileSync(join(folder, 'a/one'), 'x secret-word y secret-word');
    writeFileSync(join(folder, 'a/b/two'), Buffer.from('secret-word', 'utf16le'));
    expect(countMarker('secret-word', [folder], [])).toBe(3);
  });

  it('finds nothing where there is nothing', () => {
    writeFileSync(join(folder, 'one'), 'secret-wor');
    expect(countMarker('secret-word', [folder], [])).toBe(0);
  });

  it.runIf(process.platform === 'linux')('finds it in a deleted file that is still open', () => {
    const path = join(folder, 'temporary');
    writeFileSync(path, 'marker-in-a-deleted-file');
    const descriptor = openSync(path, 'r');
    rmSync(path);
    try {
      expect(countMarker('marker-in-a-deleted-file', [], [process.pid])).toBe(1);
    } finally {
      closeSync(descriptor);
    }
  });

  it.runIf(findMemoryFolder() !== null)('takes shared memory for files where its folder is', () => {
    const shared = mkdtempSync(join(findMemoryFolder() ?? '', 'quietroom-scan-'));
    const path = join(shared, 'temporary');
    writeFileSync(path, 'marker-in-shared-memory');
    const descriptor = openSync(path, 'r');
    rmSync(path);
    try {
      expect(countMarker('marker-in-shared-memory', [folder], [process.pid])).toBe(0);
      expect(countMarker('marker-in-shared-memory', [shared], [process.pid])).toBe(1);
    } finally {
      closeSync(descriptor);
      rmSync(shared, { recursive: true });
    }
  });

  it.runIf(process.platform === 'linux')('finds it in a file that is mapped', () => {
    const path = join(folder, 'mapped');
    const database = new SqliteDatabase(path);
    database.exec("CREATE TABLE t (a); INSERT INTO t VALUES ('marker-in-a-mapped-file')");
    database.pragma('mmap_size = 1000000');
    database.prepare('SELECT a FROM t').get();
    try {
      // Once as a file that is open, once as one that is mapped.
      expect(countMarker('marker-in-a-mapped-file', [], [process.pid])).toBe(2);
    } finally {
      database.close();
    }
  });
});
