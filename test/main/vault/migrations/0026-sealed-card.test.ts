import { describe, expect, it } from 'vitest';
import { sealedCard } from '../../../../main/vault/migrations/0026-sealed-card.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

type Database = ReturnType<typeof makeDatabase>['database'];

function fromVersion25(): Database {
  const { database } = makeDatabase(25);
  database.exec("INSERT INTO clients VALUES ('c', 'Heron', 'heron', 1), ('d', 'Wren', 'wren', 1)");
  migrate(database, { keys: testClientKeys(), migrations: [sealedCard] });
  for (const number of [1, 2]) database.exec(opening(number));
  return database;
}

function opening(number: number, client = 'c', size = 39): string {
  return `INSERT INTO card_openings VALUES ('${client}', ${String(number)}, 1, zeroblob(${String(size)}))`;
}

const count = (database: Database, table: string): unknown =>
  database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

describe('migration 26', () => {
  it('keeps the clients of version 25, with empty cards', () => {
    const database = fromVersion25();
    expect(count(database, 'clients')).toBe(2);
    expect(count(database, 'card_fields')).toBe(0);
  });

  it('has each field of a client once, and no other fields, and nothing that is not sealed', () => {
    const insert = fromVersion25().prepare('INSERT INTO card_fields VALUES (?, ?, 1, zeroblob(?))');
    insert.run('c', 'name', 30);
    insert.run('d', 'name', 30);
    expect(() => insert.run('c', 'name', 30)).toThrow('UNIQUE');
    expect(() => insert.run('c', 'diagnosis', 30)).toThrow('CHECK');
    expect(() => insert.run('c', 'place', 29)).toThrow('CHECK');
    expect(() => insert.run('nobody', 'place', 30)).toThrow('FOREIGN KEY');
  });

  it.each([
    ['opening that was changed', 'UPDATE card_openings SET opened_at_ms = 2 WHERE number = 1'],
    ['opening that was taken away', 'DELETE FROM card_openings WHERE number = 2'],
    ['card without its openings', 'DELETE FROM card_openings'],
    ['opening in place of another', opening(1).replace('INSERT', 'INSERT OR REPLACE')],
    ['opening in place of the last', opening(2).replace('INSERT', 'INSERT OR REPLACE')],
    ['gap', opening(4)],
    ['opening of somebody else between', opening(3, 'd')],
  ])('has no %s', (_what, sql) => {
    const database = fromVersion25();
    expect(() => database.exec(sql)).toThrow('append only');
    expect(count(database, 'card_openings')).toBe(2);
  });

  it('has no reason that is too short to be one', () => {
    expect(() => fromVersion25().exec(opening(3, 'c', 38))).toThrow('CHECK');
  });

  it('lets the openings go with their client, and with nothing else', () => {
    const database = fromVersion25();
    database.exec(opening(1, 'd'));
    database.exec("DELETE FROM clients WHERE client_id = 'c'");
    expect(database.prepare('SELECT client_id FROM card_openings').pluck().all()).toEqual(['d']);
  });
});
