import { describe, expect, it } from 'vitest';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

describe('the step that remembers verifications', () => {
  it('starts from the version before, with none', () => {
    const { database, keys } = makeDatabase(17);
    migrate(database, { keys });
    expect(database.prepare('SELECT * FROM last_check').all()).toEqual([]);
  });

  it('has room for one, that went well or not', () => {
    const insert = makeDatabase().database.prepare('INSERT INTO last_check VALUES (?, ?, ?)');
    expect(() => insert.run(2, 1, 1)).toThrow('CHECK');
    expect(() => insert.run(1, 1, 2)).toThrow('CHECK');
    insert.run(1, 1, 0);
    expect(() => insert.run(1, 2, 1)).toThrow('UNIQUE');
  });
});
