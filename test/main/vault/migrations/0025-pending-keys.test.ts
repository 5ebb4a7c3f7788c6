import { expect, it } from 'vitest';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

it('the step that marks backup keys as pending takes none of before for one', () => {
  const { database, keys } = makeDatabase(24);
  database.exec(
    `INSERT INTO backup_keys VALUES (zeroblob(16), zeroblob(32), x'', zeroblob(12), zeroblob(48))`,
  );
  migrate(database, { keys });
  expect(database.prepare('SELECT pending FROM backup_keys').pluck().all()).toEqual([0]);
});
