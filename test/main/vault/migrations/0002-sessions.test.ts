import { describe, expect, it } from 'vitest';
import { sessions } from '../../../../main/vault/migrations/0002-sessions.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { queryPlan } from '../../../support/query-plan.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion1(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(1);
  database.exec("INSERT INTO clients VALUES ('c', 'Heron', 'heron', 1)");
  migrate(database, { keys: testClientKeys(), migrations: [sessions] });
  return database;
}

const insert = "INSERT INTO sessions VALUES (?, 'c', ?, 'https://rooms.example', 1, ?)";

describe('migration 2', () => {
  it('keeps the clients of version 1', () => {
    expect(fromVersion1().prepare('SELECT pseudonym FROM clients').pluck().all()).toEqual([
      'Heron',
    ]);
  });

  it('lets one session run at a time, and any number have ended', () => {
    const database = fromVersion1();
    database.prepare(insert).run('a', 'a', 5);
    database.prepare(insert).run('b', 'b', 6);
    database.prepare(insert).run('c', 'c', null);
    expect(() => database.prepare(insert).run('d', 'd', null)).toThrow('UNIQUE');
  });

  it('has no session without its client', () => {
    const database = fromVersion1();
    expect(() =>
      database.exec(
        "INSERT INTO sessions VALUES ('a', 'nobody', 'a', 'https://rooms.example', 1, 2)",
      ),
    ).toThrow('FOREIGN KEY');
  });

  it('finds the running session and the last one of a client by an index', () => {
    const database = fromVersion1();
    expect(queryPlan(database, 'SELECT room_id FROM sessions WHERE ended_at_ms IS NULL')).toContain(
      'one_running_session',
    );
    expect(
      queryPlan(database, 'SELECT max(started_at_ms) FROM sessions WHERE client_id = :id'),
    ).toContain('sessions_of_client (client_id=?)');
  });
});
