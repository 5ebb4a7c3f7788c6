import { describe, expect, it } from 'vitest';
import type { SqliteDatabase } from '../../../../main/vault/database/sqlite.ts';
import type { ClientId, NoteId, RoomId, SessionId } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';
import { tamper } from '../../../support/tamper-vault.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeVault, type MadeVault } from '../../../support/vault-fixture.ts';

const clientId = testId<ClientId>(1);

/** A vault with notes and sessions, closed. */
function made(): MadeVault {
  const vault = makeVault();
  const open = vault.store.open(vault.secret.secret);
  open.clients.add({ clientId, pseudonym: 'Heron', createdAtMs: 1 });
  for (let number = 0; number < 3; number += 1) {
    open.notes.add({ noteId: testId<NoteId>(number), clientId, sessionId: null, createdAtMs: 7 });
  }
  for (let number = 0; number < 3; number += 1) {
    const sessionId = testId<SessionId>(number);
    open.sessions.start({
      sessionId,
      clientId,
      roomId: testId<RoomId>(number),
      serverOrigin: 'https://rooms.example',
      startedAtMs: 1,
    });
    open.sessions.end(sessionId, 5);
  }
  open.close();
  return vault;
}

/** What reading everything finds: whether it is right, or the code of what it throws. */
function check({ store, secret }: MadeVault): unknown {
  const open = store.open(secret.secret);
  try {
    const reading = open.startCheck();
    for (;;) {
      const outcome = reading.step();
      if (outcome) return outcome.isRight;
    }
  } finally {
    open.close();
  }
}

/** Changes rows while the database does not know of this index, which therefore stays as it was. */
function behindIndex(
  vault: MadeVault,
  index: string,
  change: (database: SqliteDatabase) => void,
): void {
  let [rowid, hidden]: [unknown, unknown] = [null, null];
  const withSchema = (act: (database: SqliteDatabase) => void): void => {
    tamper(vault, (database) => {
      database.unsafeMode(true);
      database.pragma('writable_schema = ON');
      act(database);
    });
  };
  withSchema((database) => {
    const row = database
      .prepare('SELECT rowid, * FROM sqlite_schema WHERE name = ?')
      .raw()
      .get(index) as readonly unknown[];
    [rowid, hidden] = [row[0], row.slice(1)];
    database.prepare('DELETE FROM sqlite_schema WHERE name = ?').run(index);
  });
  tamper(vault, change);
  withSchema((database) => {
    database
      .prepare(
        'INSERT INTO sqlite_schema (rowid, type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(rowid, ...(hidden as readonly unknown[]));
  });
}

const note = `note_id = '${testId<NoteId>(1)}'`;
const session = `session_id = '${testId<SessionId>(1)}'`;

describe('reading everything', () => {
  it('finds every index as it should be', () => {
    expect(check(made())).toBe(true);
  });

  it.each([
    ['an entry of another value', 'notes_of_client', 'UPDATE notes SET created_at_ms'],
    ['an entry of a part of the table', 'sessions_by_end', 'UPDATE sessions SET ended_at_ms'],
  ])('finds %s', (_what, index, update) => {
    const vault = made();
    const where = index === 'notes_of_client' ? note : session;
    tamper(vault, (database) => database.exec(`${update} = 9 WHERE ${where}`));
    const before = index === 'notes_of_client' ? 7 : 5;
    behindIndex(vault, index, (database) => {
      database.exec(`${update} = ${String(before)} WHERE ${where}`);
    });
    expect(thrownCode(() => check(vault))).toBe('vault-damaged');
  });

  it.each([
    ['notes_of_client', 'notes', 'created_at_ms = 7'],
    ['notes_of_session', 'notes', 'created_at_ms = 7'],
    ['sessions_by_end', 'sessions', 'ended_at_ms = 5'],
  ])('finds a row that %s does not know', (index, table, _what) => {
    const vault = made();
    const where = table === 'notes' ? note : session;
    tamper(vault, (database) => {
      database.pragma('foreign_keys = OFF');
      database.exec(`CREATE TABLE aside AS SELECT rowid AS number, * FROM ${table} WHERE ${where}`);
      database.exec(`DELETE FROM ${table} WHERE ${where}`);
    });
    behindIndex(vault, index, (database) => {
      const columns = database
        .prepare('SELECT group_concat(name) FROM pragma_table_info(?)')
        .pluck()
        .get(table) as string;
      database.exec(
        `INSERT INTO ${table} (rowid, ${columns}) SELECT number, ${columns} FROM aside; DROP TABLE aside`,
      );
    });
    expect(thrownCode(() => check(vault))).toBe('vault-damaged');
  });

  it.each([
    ['notes_of_client', 'notes', note],
    ['sessions_by_end', 'sessions', session],
  ])('finds what %s knows of a row that is not there', (index, table, where) => {
    const vault = made();
    const other = table === 'notes' ? 'note_id' : 'session_id, room_id';
    const copy = table === 'notes' ? "'another'" : "'another', 'another'";
    tamper(vault, (database) => {
      const columns = database
        .prepare('SELECT group_concat(name) FROM pragma_table_info(?) WHERE instr(?, name) = 0')
        .pluck()
        .get(table, other) as string;
      database.exec(
        `INSERT INTO ${table} (${other}, ${columns}) SELECT ${copy}, ${columns} FROM ${table} WHERE ${where}`,
      );
    });
    const key = table === 'notes' ? 'note_id' : 'session_id';
    behindIndex(vault, index, (database) => {
      database.exec(`DELETE FROM ${table} WHERE ${key} = 'another'`);
    });
    expect(thrownCode(() => check(vault))).toBe('vault-damaged');
  });
});
