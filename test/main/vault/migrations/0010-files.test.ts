import { describe, expect, it } from 'vitest';
import { files } from '../../../../main/vault/migrations/0010-files.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { queryPlan } from '../../../support/query-plan.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion9(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(9);
  database.exec("INSERT INTO clients VALUES ('c', 'Heron', 'heron', 1)");
  database.exec("INSERT INTO sessions VALUES ('s', 'c', 'r', 'https://rooms.example', 1, 2)");
  database.exec("INSERT INTO slips VALUES ('p', 's', 1, zeroblob(9))");
  migrate(database, { keys: testClientKeys(), migrations: [files] });
  return database;
}

const insertFile = 'INSERT INTO files VALUES (?, ?, ?, ?, ?, 1, ?)';
const insertPart = 'INSERT INTO file_parts VALUES (?, ?, ?)';

describe('migration 10', () => {
  it('keeps the slips of version 9', () => {
    expect(fromVersion9().prepare('SELECT slip_id FROM slips').pluck().all()).toEqual(['p']);
  });

  it.each([
    ['without its client', 'FOREIGN KEY', ['f', 'none', null, 'a.txt', 1, null]],
    ['of a session that never was', 'FOREIGN KEY', ['f', 'c', 'none', 'a.txt', 1, null]],
    ['of less than nothing', 'CHECK', ['f', 'c', 's', 'a.txt', -1, null]],
    ['with a hash of another size', 'CHECK', ['f', 'c', 's', 'a.txt', 1, Buffer.alloc(31)]],
  ])('has no file %s', (_what, why, values) => {
    expect(() =>
      fromVersion9()
        .prepare(insertFile)
        .run(...values),
    ).toThrow(why);
  });

  it.each([
    ['without its file', 'FOREIGN KEY', ['none', 0, Buffer.alloc(1)]],
    ['before the first', 'CHECK', ['f', -1, Buffer.alloc(1)]],
    ['that is empty', 'CHECK', ['f', 0, Buffer.alloc(0)]],
    ['of more than 256 KiB', 'CHECK', ['f', 0, Buffer.alloc(256 * 1024 + 1)]],
    ['as text', 'BLOB', ['f', 0, 'text']],
  ])('has no part %s', (_what, why, values) => {
    const database = fromVersion9();
    database.prepare(insertFile).run('f', 'c', null, 'a.txt', 1, null);
    expect(() => database.prepare(insertPart).run(...values)).toThrow(why);
  });

  it('has each part of a file once', () => {
    const database = fromVersion9();
    database.prepare(insertFile).run('f', 'c', 's', 'a.txt', 1, null);
    const insert = database.prepare(insertPart);
    insert.run('f', 0, Buffer.alloc(256 * 1024));
    insert.run('f', 1, Buffer.alloc(1));
    expect(() => insert.run('f', 1, Buffer.alloc(1))).toThrow('UNIQUE');
  });

  it('lists the files of a client in order, and finds parts and unfinished files, by indices', () => {
    const database = fromVersion9();
    const list = queryPlan(
      database,
      `SELECT name FROM files WHERE client_id = :id AND sha256 IS NOT NULL
       ORDER BY kept_at_ms DESC, rowid DESC`,
    );
    expect(list).toContain('files_of_client (client_id=?)');
    expect(list).not.toContain('TEMP B-TREE');
    const unfinished = queryPlan(database, 'SELECT 1 FROM files WHERE sha256 IS NULL');
    expect(unfinished).toContain('unfinished_files');
    const parts = queryPlan(database, 'SELECT bytes FROM file_parts WHERE file_id = :id');
    expect(parts).toContain('autoindex_file_parts_1 (file_id=?)');
  });
});
