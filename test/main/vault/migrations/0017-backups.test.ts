import { describe, expect, it } from 'vitest';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

describe('the step that brings backups', () => {
  it('starts from the version before, with no folder, no key and nothing owed', () => {
    const { database, keys } = makeDatabase(16);
    migrate(database, { keys });
    expect(
      database.prepare('SELECT folder, last_name, owes_keyring FROM backup_state').all(),
    ).toEqual([{ folder: null, last_name: null, owes_keyring: 0 }]);
    expect(database.prepare('SELECT * FROM backup_keys').all()).toEqual([]);
  });

  it('has one state, and no key of another size', () => {
    const { database } = makeDatabase();
    const insert = (sql: string) => () => database.exec(sql);
    expect(insert('INSERT INTO backup_state (only_row) VALUES (2)')).toThrow('CHECK');
    expect(
      insert(
        `INSERT INTO backup_keys (key_id, key, params, nonce, sealed) VALUES (zeroblob(16), zeroblob(31), x'', zeroblob(12), zeroblob(48))`,
      ),
    ).toThrow('CHECK');
  });
});
