import { describe, expect, it } from 'vitest';
import { server } from '../../../../main/vault/migrations/0006-server.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion5(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(5);
  database
    .prepare('INSERT INTO identity VALUES (1, ?, ?, 1)')
    .run(Buffer.alloc(32), Buffer.alloc(32));
  migrate(database, { keys: testClientKeys(), migrations: [server] });
  return database;
}

const insert = "INSERT INTO server VALUES (?, 'https://rooms.example', ?)";

describe('migration 6', () => {
  it('keeps the identity of version 5', () => {
    expect(fromVersion5().prepare('SELECT count(*) FROM identity').pluck().get()).toBe(1);
  });

  it('has room for one server, enrolled or not', () => {
    const database = fromVersion5();
    database.prepare(insert).run(1, 0);
    expect(() => database.prepare(insert).run(1, 0)).toThrow('UNIQUE');
    expect(() => database.prepare(insert).run(2, 0)).toThrow('CHECK');
    expect(() => database.exec('UPDATE server SET enrolled = 2')).toThrow('CHECK');
  });
});
