import { describe, expect, it } from 'vitest';
import { notes } from '../../../../main/vault/migrations/0003-notes.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { queryPlan } from '../../../support/query-plan.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion2(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(2);
  database.exec("INSERT INTO clients VALUES ('c', 'Heron', 'heron', 1)");
  migrate(database, { keys: testClientKeys(), migrations: [notes] });
  database.exec("INSERT INTO notes VALUES ('n', 'c', NULL, 1)");
  return database;
}

describe('migration 3', () => {
  it('keeps the clients of version 2', () => {
    expect(fromVersion2().prepare('SELECT pseudonym FROM clients').pluck().all()).toEqual([
      'Heron',
    ]);
  });

  it('has one text for each revision of a note', () => {
    const database = fromVersion2();
    const insert = database.prepare("INSERT INTO note_revisions VALUES ('n', ?, 1, 'text')");
    insert.run(1);
    insert.run(2);
    expect(() => insert.run(2)).toThrow('UNIQUE');
    expect(() => insert.run(0)).toThrow('CHECK');
  });

  it('has no note without its client and no revision without its note', () => {
    const database = fromVersion2();
    expect(() => database.exec("INSERT INTO notes VALUES ('m', 'nobody', NULL, 1)")).toThrow(
      'FOREIGN KEY',
    );
    expect(() => database.exec("INSERT INTO note_revisions VALUES ('none', 1, 1, 'text')")).toThrow(
      'FOREIGN KEY',
    );
  });

  it('lists the notes of a client in order and finds the last revision by an index', () => {
    const database = fromVersion2();
    const list = 'SELECT note_id FROM notes WHERE client_id = :id ORDER BY created_at_ms DESC';
    const plan = queryPlan(database, list);
    expect(plan).toContain('notes_of_client (client_id=?)');
    expect(plan).not.toContain('TEMP B-TREE');
    const last =
      'SELECT text FROM note_revisions WHERE note_id = :id ORDER BY revision DESC LIMIT 1';
    expect(queryPlan(database, last)).toContain('autoindex_note_revisions_1 (note_id=?)');
    expect(queryPlan(database, last)).not.toContain('TEMP B-TREE');
  });
});
