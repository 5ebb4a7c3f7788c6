import { describe, expect, it } from 'vitest';
import { invites } from '../../../../main/vault/migrations/0004-invites.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { queryPlan } from '../../../support/query-plan.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion3(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(3);
  database.exec("INSERT INTO clients VALUES ('c', 'Heron', 'heron', 1)");
  database.exec("INSERT INTO sessions VALUES ('s', 'c', 'r', 'https://rooms.example', 1, NULL)");
  database.exec("INSERT INTO notes VALUES ('n', 'c', 's', 1)");
  database.exec("INSERT INTO note_revisions VALUES ('n', 1, 1, 'text')");
  migrate(database, { keys: testClientKeys(), migrations: [invites] });
  return database;
}

const insert = 'INSERT INTO invites VALUES (?, ?, ?, ?, 1, 2)';

describe('migration 4', () => {
  it('keeps the notes of version 3', () => {
    expect(fromVersion3().prepare('SELECT text FROM note_revisions').pluck().all()).toEqual([
      'text',
    ]);
  });

  it.each(['open', 'bound', 'revoked'])('knows invites that are %s', (state) => {
    const database = fromVersion3();
    database.prepare(insert).run('i', 's', Buffer.alloc(32), state);
    expect(database.prepare('SELECT state FROM invites').pluck().get()).toBe(state);
  });

  it.each([
    ['another state', 'CHECK', ['i', 's', Buffer.alloc(32), 'used']],
    ['a secret of another size', 'CHECK', ['i', 's', Buffer.alloc(31), 'open']],
    ['a secret as text', 'BLOB', ['i', 's', 'x'.repeat(32), 'open']],
    ['no session', 'FOREIGN KEY', ['i', 'none', Buffer.alloc(32), 'open']],
  ])('refuses %s', (_what, why, values) => {
    expect(() =>
      fromVersion3()
        .prepare(insert)
        .run(...values),
    ).toThrow(why);
  });

  it('counts the invites of a session by an index', () => {
    const plan = queryPlan(fromVersion3(), 'SELECT count(*) FROM invites WHERE session_id = :id');
    expect(plan).toContain('invites_of_session (session_id=?)');
  });
});
