import { expect, it } from 'vitest';
import { search } from '../../../../main/vault/migrations/0016-search.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { createSearchIndex } from '../../../../main/vault/search/search-index.ts';
import { searchTables } from '../../../../main/vault/search/search-tables.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { testId } from '../../../support/fake-ids.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

it('begins with an empty index, which finds what was there before when it is built', () => {
  const { database, sql } = makeDatabase(search.version - 1);
  const keys = testClientKeys();
  database.prepare("INSERT INTO clients VALUES (?, 'Heron', 'heron', 1)").run(testId(1));
  migrate(database, { keys, migrations: [search] });
  const index = createSearchIndex({ database, sql, sealing: keys });
  expect(index.isComplete()).toBe(false);
  while (index.buildOn());
  expect(index.find('heron', { offset: 0, most: 1 }).hits).toMatchObject([{ kind: 'client' }]);
});

it('has exactly the tables that backups leave out', () => {
  const { database } = makeDatabase(search.version);
  const names = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'search%'")
    .pluck()
    .all()
    .map(String);
  expect(names.toSorted()).toEqual(searchTables.toSorted());
});
