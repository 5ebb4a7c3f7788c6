import { describe, expect, it } from 'vitest';
import { auditLog } from '../../../../main/vault/migrations/0014-audit-log.ts';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { testClientKeys } from '../../../support/client-keys.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

type Database = ReturnType<typeof makeDatabase>['database'];

function fromBefore(): Database {
  const { database } = makeDatabase(auditLog.version - 1);
  database.exec("INSERT INTO clients VALUES ('c', 'Heron', 'heron', 1)");
  migrate(database, { keys: testClientKeys(), migrations: [auditLog] });
  database.exec(rowSql(1));
  database.exec(rowSql(2));
  return database;
}

function rowSql(seq: number, subject = "'vault', NULL", times = 1): string {
  return `INSERT INTO audit_log VALUES (${String(seq)}, 1, 'vault-opened', ${subject}, 'done', ${String(times)}, zeroblob(32))`;
}

describe('the migration of the audit log', () => {
  it('begins with an empty log, and takes entries at its end', () => {
    const database = fromBefore();
    database.exec(rowSql(3, "'client', zeroblob(16)"));
    expect(database.prepare('SELECT count(*) FROM audit_log').pluck().get()).toBe(3);
  });

  it.each([
    ['entry that was changed', "UPDATE audit_log SET event = 'note-read' WHERE seq = 1"],
    ['entry that was removed', 'DELETE FROM audit_log WHERE seq = 2'],
    ['log without its entries', 'DELETE FROM audit_log'],
    ['entry in place of another', rowSql(1).replace('INSERT', 'INSERT OR REPLACE')],
    ['entry in place of the last', rowSql(2).replace('INSERT', 'INSERT OR REPLACE')],
    ['entry in between', rowSql(1)],
    ['gap', rowSql(4)],
    ['entry without a number', rowSql(3).replace('(3,', '(NULL,')],
  ])('has no %s', (_what, sql) => {
    expect(() => fromBefore().exec(sql)).toThrow('append only');
  });

  it.each([
    ['client without a number', rowSql(3, "'client', NULL")],
    ['number without a client', rowSql(3, "'vault', zeroblob(16)")],
    ['number of another size', rowSql(3, "'client', zeroblob(15)")],
    ['entry that stands for nothing', rowSql(3, "'vault', NULL", 0)],
    ['time beyond the year 9999', rowSql(3).replace('(3, 1,', '(3, 253402300800000,')],
    ['hash of another size', rowSql(3).replace('zeroblob(32)', 'zeroblob(31)')],
  ])('has no %s', (_what, sql) => {
    expect(() => fromBefore().exec(sql)).toThrow('CHECK');
  });

  it('forgets with a client which number was theirs', () => {
    const database = fromBefore();
    database.exec("INSERT INTO audit_clients VALUES ('c', zeroblob(16))");
    database.exec("DELETE FROM clients WHERE client_id = 'c'");
    expect(database.prepare('SELECT count(*) FROM audit_clients').pluck().get()).toBe(0);
  });

  it('finds the newest entries, and a number’s client, by an index', () => {
    const database = fromBefore();
    const plan = database
      .prepare(
        `EXPLAIN QUERY PLAN SELECT l.*, c.client_id FROM audit_log l
         LEFT JOIN audit_clients c ON c.ref = l.ref WHERE l.seq < 9 ORDER BY l.seq DESC LIMIT 1`,
      )
      .all()
      .map((row) => String((row as { detail: unknown }).detail));
    expect(plan.join('\n')).toMatch(/SEARCH l USING INTEGER PRIMARY KEY/u);
    expect(plan.join('\n')).toMatch(/SEARCH c USING INDEX/u);
    expect(plan.join('\n')).not.toMatch(/SCAN|TEMP B-TREE/u);
  });
});
