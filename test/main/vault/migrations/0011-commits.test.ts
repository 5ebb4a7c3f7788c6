import { describe, expect, it } from 'vitest';
import { commits } from '../../../../main/vault/migrations/0011-commits.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion10(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(10);
  database.exec("INSERT INTO clients VALUES ('c', 'Heron', 'heron', 1)");
  database.exec("INSERT INTO files VALUES ('f', 'c', NULL, 'a.txt', 1, 1, NULL)");
  migrate(database, { keys: testClientKeys(), migrations: [commits] });
  return database;
}

const insertCommit = 'INSERT INTO commits VALUES (?, ?, ?)';

describe('migration 11', () => {
  it('keeps the files of version 10', () => {
    expect(fromVersion10().prepare('SELECT file_id FROM files').pluck().all()).toEqual(['f']);
  });

  it.each([
    ['before the first', [0, Buffer.alloc(32), Buffer.alloc(32)]],
    ['without a whole sum', [1, Buffer.alloc(31), Buffer.alloc(32)]],
    ['without a whole hash', [1, Buffer.alloc(32), Buffer.alloc(33)]],
  ])('has no commit %s', (_what, values) => {
    expect(() =>
      fromVersion10()
        .prepare(insertCommit)
        .run(...values),
    ).toThrow('CHECK');
  });

  it('has one key', () => {
    const database = fromVersion10();
    const insert = database.prepare('INSERT INTO commit_key VALUES (?, ?)');
    insert.run(1, Buffer.alloc(32));
    expect(() => insert.run(1, Buffer.alloc(32))).toThrow('UNIQUE');
    expect(() => insert.run(2, Buffer.alloc(32))).toThrow('CHECK');
  });
});
