import { describe, expect, it } from 'vitest';
import { phrases } from '../../../../main/vault/migrations/0008-phrases.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion7(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(7);
  database.exec("INSERT INTO clients VALUES ('c', 'Heron', 'heron', 1)");
  database.exec("INSERT INTO sessions VALUES ('s', 'c', 'r', 'https://rooms.example', 1, NULL)");
  database.exec("INSERT INTO session_devices VALUES ('s', zeroblob(32), 'app', 'same')");
  migrate(database, { keys: testClientKeys(), migrations: [phrases] });
  return database;
}

describe('migration 8', () => {
  it('keeps the devices of version 7', () => {
    expect(fromVersion7().prepare('SELECT words FROM session_devices').pluck().all()).toEqual([
      'same',
    ]);
  });

  it('has one phrase for each client, and none without', () => {
    const insert = fromVersion7().prepare('INSERT INTO client_phrases VALUES (?, ?)');
    insert.run('c', 'two herons');
    expect(() => insert.run('c', 'one heron')).toThrow('UNIQUE');
    expect(() => insert.run('nobody', 'two herons')).toThrow('FOREIGN KEY');
  });
});
