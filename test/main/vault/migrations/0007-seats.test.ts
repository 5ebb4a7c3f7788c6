import { describe, expect, it } from 'vitest';
import { seats } from '../../../../main/vault/migrations/0007-seats.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { queryPlan } from '../../../support/query-plan.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

const key = Buffer.alloc(32, 1);

/** A session that runs with one open and one bound invite, and one that has ended with an open one. */
function fromVersion6(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(6);
  database.exec("INSERT INTO clients VALUES ('c', 'Heron', 'heron', 1)");
  const session = database.prepare(
    "INSERT INTO sessions VALUES (?, 'c', ?, 'https://rooms.example', 1, ?)",
  );
  session.run('running', 'r1', null);
  session.run('ended', 'r2', 2);
  const invite = database.prepare('INSERT INTO invites VALUES (?, ?, ?, ?, 1, 2)');
  invite.run('open', 'running', key, 'open');
  invite.run('bound', 'running', key, 'bound');
  invite.run('old', 'ended', key, 'open');
  migrate(database, { keys: testClientKeys(), migrations: [seats] });
  return database;
}

describe('migration 7', () => {
  it('keeps the open invites of a session that runs', () => {
    const database = fromVersion6();
    expect(database.prepare("SELECT * FROM invites WHERE invite_id = 'open'").get()).toMatchObject({
      session_id: 'running',
      secret: key,
      state: 'open',
      device_key: null,
    });
  });

  it('lets nobody into a seat that was bound to nobody knows which device', () => {
    const state = "SELECT state FROM invites WHERE invite_id = 'bound'";
    expect(fromVersion6().prepare(state).pluck().get()).toBe('revoked');
  });

  it('forgets the invites of sessions that have ended', () => {
    const count = "SELECT count(*) FROM invites WHERE session_id = 'ended'";
    expect(fromVersion6().prepare(count).pluck().get()).toBe(0);
  });

  it.each([
    ['a bound seat without its device', 'bound', null],
    ['an open seat with a device', 'open', key],
    ['a revoked seat with a device', 'revoked', key],
    ['a device key of another size', 'bound', Buffer.alloc(31)],
  ])('refuses %s', (_what, state, deviceKey) => {
    const update = fromVersion6().prepare('UPDATE invites SET state = ?, device_key = ?');
    expect(() => update.run(state, deviceKey)).toThrow('CHECK');
  });

  it.each([
    ['a guest of another kind', 'CHECK', ['running', key, 'phone', null]],
    ['another verdict', 'CHECK', ['running', key, 'app', 'similar']],
    ['a device key of another size', 'CHECK', ['running', Buffer.alloc(33), 'app', null]],
    ['a session that is not there', 'FOREIGN KEY', ['none', key, 'app', null]],
  ])('has no device with %s', (_what, why, values) => {
    const insert = fromVersion6().prepare('INSERT INTO session_devices VALUES (?, ?, ?, ?)');
    expect(() => insert.run(...values)).toThrow(why);
  });

  it('has a device once in a session', () => {
    const insert = fromVersion6().prepare('INSERT INTO session_devices VALUES (?, ?, ?, ?)');
    insert.run('running', key, 'app', null);
    insert.run('ended', key, 'browser', 'same');
    expect(() => insert.run('running', key, 'browser', 'different')).toThrow('UNIQUE');
  });

  it('finds a device in the sessions of a client, in order, by indices', () => {
    const plan = queryPlan(
      fromVersion6(),
      `SELECT EXISTS (SELECT 1 FROM session_devices d
         WHERE d.session_id = s.session_id AND d.device_key = :deviceKey)
       FROM sessions s WHERE s.client_id = :clientId ORDER BY s.started_at_ms DESC`,
    );
    expect(plan).toContain('sessions_of_client (client_id=?)');
    expect(plan).toContain('autoindex_session_devices_1 (session_id=? AND device_key=?)');
    expect(plan).not.toContain('TEMP B-TREE');
  });
});
