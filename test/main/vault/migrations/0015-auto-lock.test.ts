import { describe, expect, it } from 'vitest';
import { autoLock } from '../../../../main/vault/migrations/0015-auto-lock.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion14(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(14);
  database.exec("INSERT INTO server VALUES (1, 'https://rooms.example', 1)");
  migrate(database, { keys: testClientKeys(), migrations: [autoLock] });
  return database;
}

describe('migration 15', () => {
  it('keeps the server of version 14', () => {
    expect(fromVersion14().prepare('SELECT origin FROM server').pluck().get()).toBe(
      'https://rooms.example',
    );
  });

  it('has room for one time, from a minute to an hour', () => {
    const insert = fromVersion14().prepare('INSERT INTO auto_lock VALUES (?, ?)');
    expect(() => insert.run(1, 0)).toThrow('CHECK');
    expect(() => insert.run(1, 61)).toThrow('CHECK');
    expect(() => insert.run(2, 10)).toThrow('CHECK');
    insert.run(1, 60);
    expect(() => insert.run(1, 1)).toThrow('UNIQUE');
  });
});
