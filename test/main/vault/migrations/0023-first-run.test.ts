import { describe, expect, it } from 'vitest';
import { firstRun } from '../../../../main/vault/migrations/0023-first-run.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion22(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(22);
  database.exec("INSERT INTO shield_rule VALUES (1, 'warn')");
  migrate(database, { keys: testClientKeys(), migrations: [firstRun] });
  return database;
}

describe('migration 23', () => {
  it('keeps the settings of version 22, and owes nothing', () => {
    const database = fromVersion22();
    expect(database.prepare('SELECT rule FROM shield_rule').pluck().get()).toBe('warn');
    expect(database.prepare('SELECT count(*) FROM first_run').pluck().get()).toBe(0);
  });

  it('has room for one row', () => {
    const insert = fromVersion22().prepare('INSERT INTO first_run VALUES (?)');
    expect(() => insert.run(2)).toThrow('CHECK');
    insert.run(1);
    expect(() => insert.run(1)).toThrow('UNIQUE');
  });
});
