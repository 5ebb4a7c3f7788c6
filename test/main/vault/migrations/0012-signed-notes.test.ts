import { describe, expect, it } from 'vitest';
import { signedNotes } from '../../../../main/vault/migrations/0012-signed-notes.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function fromVersion11(): ReturnType<typeof makeDatabase>['database'] {
  const { database } = makeDatabase(11);
  database.exec("INSERT INTO clients VALUES ('c', 'Heron', 'heron', 1)");
  database.exec("INSERT INTO notes VALUES ('n', 'c', NULL, 1)");
  database.exec("INSERT INTO note_revisions VALUES ('n', 1, 1, 'one')");
  migrate(database, { keys: testClientKeys(), migrations: [signedNotes] });
  return database;
}

describe('migration 12', () => {
  it('keeps the notes of version 11, and takes revisions as before', () => {
    const database = fromVersion11();
    database.exec("INSERT INTO note_revisions VALUES ('n', 2, 1, 'two')");
    const texts = database.prepare('SELECT text FROM note_revisions ORDER BY revision').pluck();
    expect(texts.all()).toEqual(['one', 'two']);
  });

  it.each([
    [
      'signature of a revision that never was',
      "INSERT INTO note_signatures VALUES ('n', 7, 1, zeroblob(64))",
      'FOREIGN KEY',
    ],
    [
      'signature of another size',
      "INSERT INTO note_signatures VALUES ('n', 1, 1, zeroblob(63))",
      'CHECK',
    ],
    [
      'amendment to what is not signed',
      "INSERT INTO note_amendments VALUES ('n', 1, 'a', 1, zeroblob(64))",
      'FOREIGN KEY',
    ],
    [
      'amendment before the first',
      "INSERT INTO note_amendments VALUES ('n', 0, 'a', 1, zeroblob(64))",
      'CHECK',
    ],
  ])('has no %s', (_what, sql, why) => {
    expect(() => fromVersion11().exec(sql)).toThrow(why);
  });
});
