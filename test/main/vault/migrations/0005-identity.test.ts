import { describe, expect, it } from 'vitest';
import { identity } from '../../../../main/vault/migrations/0005-identity.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion4(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(4);
  database.exec("INSERT INTO clients VALUES ('c', 'Heron', 'heron', 1)");
  migrate(database, { keys: testClientKeys(), migrations: [identity] });
  return database;
}

const insert = 'INSERT INTO identity VALUES (?, ?, ?, 1)';
const key = Buffer.alloc(32);

describe('migration 5', () => {
  it('keeps the clients of version 4', () => {
    expect(fromVersion4().prepare('SELECT pseudonym FROM clients').pluck().all()).toEqual([
      'Heron',
    ]);
  });

  it('has room for one identity', () => {
    const database = fromVersion4();
    database.prepare(insert).run(1, key, key);
    expect(() => database.prepare(insert).run(1, key, key)).toThrow('UNIQUE');
    expect(() => database.prepare(insert).run(2, key, key)).toThrow('CHECK');
  });

  it('refuses keys of another size', () => {
    const database = fromVersion4();
    expect(() => database.prepare(insert).run(1, key.subarray(1), key)).toThrow('CHECK');
    expect(() => database.prepare(insert).run(1, key, key.subarray(1))).toThrow('CHECK');
  });
});
