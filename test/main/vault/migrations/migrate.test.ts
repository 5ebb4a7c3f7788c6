import { describe, expect, it } from 'vitest';
import { allMigrations } from '../../../../main/vault/migrations/all-migrations.ts';
import { migrate, schemaVersion } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

const keys = testClientKeys();
const one = { version: 1, sql: 'CREATE TABLE one (a TEXT) STRICT' };
const two = { version: 2, sql: 'CREATE TABLE two (a TEXT) STRICT' };
const broken = {
  version: 3,
  sql: 'CREATE TABLE three (a TEXT) STRICT; SELECT nothing FROM nowhere',
};

function tables(database: ReturnType<typeof makeDatabase>['database']): unknown {
  return database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
}

describe('migrate', () => {
  it('runs only the steps that are missing', () => {
    const { database } = makeDatabase(0);
    migrate(database, { keys, migrations: [one] });
    migrate(database, { keys, migrations: [one, two] });
    migrate(database, { keys, migrations: [one, two] });
    expect(schemaVersion(database)).toBe(2);
    expect(tables(database)).toEqual(['one', 'two']);
  });

  it('does all steps or none', () => {
    const { database } = makeDatabase(0);
    migrate(database, { keys, migrations: [one] });
    expect(
      thrownCode(() => {
        migrate(database, { keys, migrations: [one, two, broken] });
      }),
    ).toBe('internal');
    expect(schemaVersion(database)).toBe(1);
    expect(tables(database)).toEqual(['one']);
  });

  it('touches nothing of a later program', () => {
    const { database } = makeDatabase(0);
    migrate(database, { keys, migrations: [one, two] });
    expect(
      thrownCode(() => {
        migrate(database, { keys, migrations: [one] });
      }),
    ).toBe('vault-newer');
    expect(schemaVersion(database)).toBe(2);
  });

  it('has steps that are numbered without a gap', () => {
    expect(allMigrations.map(({ version }) => version)).toEqual(
      allMigrations.map((_, index) => index + 1),
    );
  });

  it('makes every table strict', () => {
    const { database } = makeDatabase();
    const loose = database
      .prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .pluck()
      .all();
    expect(loose).toEqual([]);
  });
});
