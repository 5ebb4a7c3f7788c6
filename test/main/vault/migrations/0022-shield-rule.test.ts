import { describe, expect, it } from 'vitest';
import { shieldRule } from '../../../../main/vault/migrations/0022-shield-rule.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion21(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(21);
  database.exec('INSERT INTO auto_lock VALUES (1, 5)');
  migrate(database, { keys: testClientKeys(), migrations: [shieldRule] });
  return database;
}

describe('migration 22', () => {
  it('keeps the settings of version 21', () => {
    const kept = fromVersion21().prepare('SELECT idle_minutes FROM auto_lock').pluck().get();
    expect(kept).toBe(5);
  });

  it('has room for one rule, of those that there are', () => {
    const insert = fromVersion21().prepare('INSERT INTO shield_rule VALUES (?, ?)');
    expect(() => insert.run(1, 'allow')).toThrow('CHECK');
    expect(() => insert.run(2, 'warn')).toThrow('CHECK');
    insert.run(1, 'refuse');
    expect(() => insert.run(1, 'warn')).toThrow('UNIQUE');
  });
});
