import { describe, expect, it } from 'vitest';
import { clients } from '../../../../main/vault/migrations/0001-clients.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

const insert = "INSERT INTO clients VALUES (?, 'Heron', ?, 1)";

describe('migration 1', () => {
  it('adds clients to an empty database', () => {
    const { database } = makeDatabase(0);
    migrate(database, { keys: testClientKeys(), migrations: [clients] });
    database.prepare(insert).run('a', 'heron');
    expect(database.prepare('SELECT count(*) FROM clients').pluck().get()).toBe(1);
  });

  it('lets no two pseudonyms look alike', () => {
    const { database } = makeDatabase(1);
    database.prepare(insert).run('a', 'heron');
    expect(() => database.prepare(insert).run('b', 'heron')).toThrow('UNIQUE');
  });
});
