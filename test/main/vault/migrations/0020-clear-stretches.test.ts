import { describe, expect, it } from 'vitest';
import { clearStretches } from '../../../../main/vault/migrations/0020-clear-stretches.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion19(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(19);
  database.exec("INSERT INTO clients VALUES ('c', 'Heron', 'heron', 1)");
  database.exec("INSERT INTO sessions VALUES ('s', 'c', 'r', 'https://rooms.example', 1, NULL)");
  migrate(database, { keys: testClientKeys(), migrations: [clearStretches] });
  return database;
}

describe('migration 20', () => {
  it('keeps the sessions of version 19, of which nothing is known to have left unsealed', () => {
    const database = fromVersion19();
    expect(database.prepare('SELECT session_id FROM sessions').pluck().all()).toEqual(['s']);
    expect(database.prepare('SELECT * FROM clear_stretches').all()).toEqual([]);
  });

  it('takes stretches of sessions that there are, each with one end that is not before it', () => {
    const insert = fromVersion19().prepare('INSERT INTO clear_stretches VALUES (?, ?, ?)');
    insert.run('s', 5, 5);
    expect(() => insert.run('s', 5, 6)).toThrow('UNIQUE');
    expect(() => insert.run('s', 6, 5)).toThrow('CHECK');
    expect(() => insert.run('other', 5, 5)).toThrow('FOREIGN KEY');
  });

  it('finds those of a session by its key', () => {
    const plan = JSON.stringify(
      fromVersion19()
        .prepare(
          'EXPLAIN QUERY PLAN SELECT from_ms FROM clear_stretches WHERE session_id = ? ORDER BY from_ms',
        )
        .all('s'),
    );
    expect(plan).toContain('autoindex_clear_stretches_1 (session_id=?)');
    expect(plan).not.toContain('TEMP B-TREE');
  });
});
