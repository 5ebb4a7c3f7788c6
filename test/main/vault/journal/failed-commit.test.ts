import { expect, it } from 'vitest';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import { createSqlHandle } from '../../../../main/vault/database/sql-handle.ts';
import type { SqliteDatabase } from '../../../../main/vault/database/sqlite.ts';
import {
  addFirstCommit,
  openVaultJournal,
  writeFirstHead,
  type VaultJournal,
} from '../../../../main/vault/journal/vault-journal.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function made(): { database: SqliteDatabase; journal: VaultJournal } {
  const { database, keys } = makeDatabase();
  const headPath = `${temporaryFolder()}/vault.head`;
  addFirstCommit(database, systemRandom);
  writeFirstHead(database, headPath);
  const options = { database, keys, headPath, random: systemRandom };
  return {
    database,
    journal: openVaultJournal({ ...options, wasInterrupted: false, acceptOlder: false }),
  };
}

const insert = (id: string): string =>
  `INSERT INTO clients VALUES ('${id}', 'Heron ${id}', 'heron ${id}', 1)`;

/** A commit that happens, and is reported as failed. */
function commitUnheard({ database, journal }: ReturnType<typeof made>): void {
  journal.begin();
  database.exec(`BEGIN IMMEDIATE; ${insert('a')}`);
  journal.beforeCommit();
  database.exec('COMMIT');
}

it('goes on from a commit that was reported as failed and happened', () => {
  const { database, journal } = made();
  commitUnheard({ database, journal });
  journal.undone();
  createSqlHandle(database, journal).write((sql) => sql.run(insert('b')));
  const check = journal.startCheck();
  let outcome = check.step();
  while (!outcome) outcome = check.step();
  expect(outcome.isRight).toBe(true);
  expect(Number(database.prepare('SELECT max(seq) FROM commits').pluck().get())).toBe(3);
  journal.close();
});

it('writes nothing more when nobody knows what the last commit was', () => {
  const { database, journal } = made();
  commitUnheard({ database, journal });
  database.exec('ALTER TABLE commits RENAME TO away');
  journal.undone();
  database.exec('ALTER TABLE away RENAME TO commits');
  const write = (): unknown =>
    createSqlHandle(database, journal).write((sql) => sql.run(insert('b')));
  expect(thrownCode(write)).toBe('internal');
  expect(Number(database.prepare('SELECT count(*) FROM clients').pluck().get())).toBe(1);
  journal.close();
});
