import { describe, expect, it } from 'vitest';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { posture } from '../../../../main/vault/migrations/0019-posture.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion18(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(18);
  database.exec("INSERT INTO server VALUES (1, 'https://rooms.example', 1)");
  migrate(database, { keys: testClientKeys(), migrations: [posture] });
  return database;
}

describe('migration 19', () => {
  it('keeps the server of version 18', () => {
    expect(fromVersion18().prepare('SELECT origin FROM server').pluck().get()).toBe(
      'https://rooms.example',
    );
  });

  it('has a record that grows at its end and nowhere else, whoever asks', () => {
    const database = fromVersion18();
    const insert = database.prepare("INSERT INTO posture_records VALUES (?, 1, 'linux', ?)");
    insert.run(1, '[]');
    insert.run(2, '[]');
    expect(() => insert.run(4, '[]')).toThrow('append only');
    expect(() => insert.run(3, 'no list')).toThrow('CHECK');
    expect(() => database.exec("UPDATE posture_records SET findings = '[1]'")).toThrow('append');
    expect(() => database.exec('DELETE FROM posture_records')).toThrow('append only');
  });

  it('takes keys of 32 bytes, each once for a server', () => {
    const insert = fromVersion18().prepare("INSERT INTO server_keys VALUES ('https://a', ?)");
    expect(() => insert.run(Buffer.alloc(31))).toThrow('CHECK');
    insert.run(Buffer.alloc(32));
    expect(() => insert.run(Buffer.alloc(32))).toThrow('UNIQUE');
  });
});
