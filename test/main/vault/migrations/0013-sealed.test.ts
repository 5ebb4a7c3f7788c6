import { describe, expect, it } from 'vitest';
import { createFilesTable } from '../../../../main/vault/tables/files-table.ts';
import { createIdentity, storeIdentity } from '../../../../main/vault/tables/identity-table.ts';
import { createNotesTable } from '../../../../main/vault/tables/notes-table.ts';
import { createPhrasesTable } from '../../../../main/vault/tables/phrases-table.ts';
import { createSignedNotesTable } from '../../../../main/vault/tables/signed-notes-table.ts';
import { createSlipsTable } from '../../../../main/vault/tables/slips-table.ts';
import { sealed } from '../../../../main/vault/migrations/0013-sealed.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { utf8 } from '../../../../src/base/bytes.ts';
import type { ClientId, FileId, NoteId, SlipId } from '../../../../src/contract/ids.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { testId } from '../../../support/fake-ids.ts';
import { queryPlan } from '../../../support/query-plan.ts';
import { makeDatabase, testKey } from '../../../support/vault-fixture.ts';

const client = testId<ClientId>(1);
const noteId = testId<NoteId>(2);
const sessionId = testId(3);
const fileId = testId<FileId>(4);
const slipId = testId<SlipId>(5);

/** A database of version 12 with something of everything that is sealed by version 13. */
function version12(): ReturnType<typeof makeDatabase> {
  const made = makeDatabase(12);
  const { database, sql } = made;
  const run = (statement: string, ...values: readonly unknown[]): void => {
    database.prepare(statement).run(...values);
  };
  storeIdentity(sql, testKey(), 1);
  const identity = createIdentity(sql);
  const signature = (number: number, text: string): Uint8Array =>
    identity.signNote({ noteId, number, text, signedAtMs: 9 });
  run("INSERT INTO clients VALUES (?, 'Heron', 'heron', 1)", client);
  run("INSERT INTO sessions VALUES (?, ?, 'r', 'https://a.example', 1, 2)", sessionId, client);
  run('INSERT INTO notes VALUES (?, ?, NULL, 1)', noteId, client);
  run("INSERT INTO note_revisions VALUES (?, 1, 7, 'draft words')", noteId);
  run("INSERT INTO note_revisions VALUES (?, 2, 8, '\nfirst words\nmore')", noteId);
  run(
    'INSERT INTO note_signatures VALUES (?, 2, 9, ?)',
    noteId,
    signature(0, '\nfirst words\nmore'),
  );
  run(
    "INSERT INTO note_amendments VALUES (?, 1, 'amended', 9, ?)",
    noteId,
    signature(1, 'amended'),
  );
  run("INSERT INTO client_phrases VALUES (?, 'two herons')", client);
  run("INSERT INTO files VALUES (?, ?, NULL, 'plan.txt', 4, 5, zeroblob(32))", fileId, client);
  run("INSERT INTO file_parts VALUES (?, 0, x'01020304')", fileId);
  run("INSERT INTO files VALUES ('unfinished', ?, NULL, 'half.txt', 4, 5, NULL)", client);
  run("INSERT INTO slips VALUES (?, ?, 6, x'0a0b0c')", slipId, sessionId);
  return made;
}

function fromVersion12() {
  const made = version12();
  const keys = testClientKeys();
  migrate(made.database, { keys, migrations: [sealed] });
  return { ...made, keys };
}

describe('migration 13', () => {
  it('gives back everything that was there in the clear', () => {
    const { sql, keys } = fromVersion12();
    const notes = createNotesTable(sql, keys);
    expect(notes.read(noteId)).toMatchObject({
      text: '\nfirst words\nmore',
      revision: 2,
      savedAtMs: 8,
    });
    expect(notes.list(client)).toMatchObject([{ firstLine: 'first words', savedAtMs: 8 }]);
    expect(createSignedNotesTable(sql, createIdentity(sql), keys).read(noteId)).toEqual({
      signed: { revision: 2, signedAtMs: 9 },
      amendments: [{ number: 1, text: 'amended', signedAtMs: 9 }],
    });
    expect(createPhrasesTable(sql, keys).get(client)).toBe('two herons');
    const files = createFilesTable(sql, keys);
    expect(files.list(client)).toMatchObject([{ name: 'plan.txt', sizeBytes: 4 }]);
    expect(files.part(fileId, 0)).toEqual(new Uint8Array([1, 2, 3, 4]));
    expect(files.progress(fileId)).toMatchObject({ receivedBytes: 4, sha256: new Uint8Array(32) });
    expect(createSlipsTable(sql, keys).read(slipId)).toEqual(new Uint8Array([10, 11, 12]));
  });

  it('leaves nothing of it in the clear, in whatever row', () => {
    const { database } = fromVersion12();
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all() as readonly string[];
    const rows = tables.map((table) => database.prepare(`SELECT * FROM ${table}`).raw().all());
    const everything = Buffer.concat(
      rows.flat(2).map((value) => (value instanceof Uint8Array ? value : utf8(String(value)))),
    ).toString('latin1');
    for (const word of ['draft', 'first words', 'amended', 'herons', 'plan.txt', 'half.txt']) {
      expect(everything).not.toContain(word);
    }
    expect(everything).toContain('Heron');
    expect(tables.filter((name) => name.startsWith('plain_'))).toEqual([]);
  });

  it('remembers the keyring, and that the file has to be made anew', () => {
    const { database, keys } = fromVersion12();
    expect(database.prepare('SELECT * FROM keyring_state').get()).toEqual({
      only_row: 1,
      revision: keys.revision,
      must_clean: 1,
    });
    const empty = makeDatabase().database;
    expect(empty.prepare('SELECT must_clean FROM keyring_state').pluck().get()).toBe(0);
  });

  it('keeps the rules and the indices of before', () => {
    const { database } = fromVersion12();
    const revision = `INSERT INTO note_revisions VALUES ('${noteId}', 3, 1, zeroblob(29), zeroblob(29))`;
    expect(() => database.exec(revision)).toThrow('signed');
    expect(() => database.exec('UPDATE note_revisions SET revision = 4')).toThrow('append only');
    expect(() => database.exec('UPDATE note_signatures SET signed_at_ms = 1')).toThrow('signed');
    expect(() => database.exec('UPDATE note_amendments SET number = 2')).toThrow('signed');
    expect(() => database.exec('DELETE FROM note_revisions')).toThrow('FOREIGN KEY');
    const files = 'SELECT 1 FROM files WHERE client_id = :id ORDER BY kept_at_ms DESC';
    expect(queryPlan(database, files)).toContain('files_of_client');
    expect(queryPlan(database, 'SELECT 1 FROM files WHERE sha256 IS NULL')).toContain(
      'unfinished_files',
    );
    expect(queryPlan(database, 'SELECT 1 FROM slips WHERE session_id = :id')).toContain(
      'slips_of_session',
    );
  });
});
