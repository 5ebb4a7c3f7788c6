import { describe, expect, it } from 'vitest';
import { retentionRules } from '../../../../main/vault/migrations/0024-retention-rules.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion23(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(23);
  database.exec('INSERT INTO first_run VALUES (1)');
  migrate(database, { keys: testClientKeys(), migrations: [retentionRules] });
  return database;
}

describe('migration 24', () => {
  it('keeps what version 23 owes', () => {
    expect(fromVersion23().prepare('SELECT count(*) FROM first_run').pluck().get()).toBe(1);
  });

  it('has room for one set of rules, within bounds', () => {
    const insert = fromVersion23().prepare('INSERT INTO retention_rules VALUES (?, ?, ?)');
    for (const wrong of [
      [1, 0, 25],
      [1, 7, 17],
      [2, 7, 25],
    ]) {
      expect(() => insert.run(...wrong)).toThrow('CHECK');
    }
    insert.run(1, 7, 25);
    expect(() => insert.run(1, 8, 25)).toThrow('UNIQUE');
  });
});
