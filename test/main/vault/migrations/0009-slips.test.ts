import { describe, expect, it } from 'vitest';
import { slips } from '../../../../main/vault/migrations/0009-slips.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { queryPlan } from '../../../support/query-plan.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion8(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(8);
  database.exec("INSERT INTO clients VALUES ('c', 'Heron', 'heron', 1)");
  database.exec("INSERT INTO client_phrases VALUES ('c', 'two herons')");
  database.exec("INSERT INTO sessions VALUES ('s', 'c', 'r', 'https://rooms.example', 1, 2)");
  migrate(database, { keys: testClientKeys(), migrations: [slips] });
  return database;
}

describe('migration 9', () => {
  it('keeps the phrases of version 8', () => {
    expect(fromVersion8().prepare('SELECT phrase FROM client_phrases').pluck().all()).toEqual([
      'two herons',
    ]);
  });

  it('keeps several slips of a session, and none without one', () => {
    const database = fromVersion8();
    const insert = database.prepare('INSERT INTO slips VALUES (?, ?, 1, zeroblob(9))');
    insert.run('a', 's');
    insert.run('b', 's');
    expect(() => insert.run('b', 's')).toThrow('UNIQUE');
    expect(() => insert.run('c', 'none')).toThrow('FOREIGN KEY');
    expect(() => database.exec("INSERT INTO slips VALUES ('d', 's', 1, 'text')")).toThrow('BLOB');
  });

  it('finds the slips of a client and the session that ended last by indices', () => {
    const database = fromVersion8();
    const ofClient = queryPlan(
      database,
      'SELECT slip_id FROM sessions s JOIN slips p ON p.session_id = s.session_id WHERE s.client_id = :id',
    );
    expect(ofClient).toContain('sessions_of_client (client_id=?)');
    expect(ofClient).toContain('slips_of_session (session_id=?)');
    const last = queryPlan(
      database,
      `SELECT session_id FROM sessions WHERE ended_at_ms IS NOT NULL
       ORDER BY ended_at_ms DESC LIMIT 1`,
    );
    expect(last).toContain('sessions_by_end');
    expect(last).not.toContain('TEMP B-TREE');
  });
});
