import {
  postureSchemas,
  type PostureCheck,
  type PostureRecord,
} from '../../../src/contract/posture-calls.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { Row } from '../database/row.ts';
import type { SqlHandle } from '../database/sql-handle.ts';

/** What this computer was like, and which of it a session needs. */
export interface PostureTable {
  /** Adds to the record, at its end. */
  append(record: PostureRecord): void;
  /** Newest first. @throws AppError vault-damaged */
  records(limit: number): readonly PostureRecord[];
  /** In the order of the contract. */
  required(): readonly PostureCheck[];
  require(checks: readonly PostureCheck[]): void;
}

export function createPostureTable(sql: SqlHandle): PostureTable {
  return {
    append: ({ atMs, system, findings }) => {
      sql.write((write) =>
        write.run(
          `INSERT INTO posture_records (seq, at_ms, system, findings)
           VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM posture_records), :atMs, :system, :findings)`,
          { atMs, system, findings: JSON.stringify(findings) },
        ),
      );
    },
    records: (limit) =>
      sql
        .all('SELECT * FROM posture_records ORDER BY seq DESC LIMIT :limit', { limit })
        .map(readRecord),
    required: () => {
      const rows = sql.all('SELECT "check" FROM posture_required');
      const kept = new Set(rows.map((row) => row.text('check')));
      return postureSchemas.check.options.filter((check) => kept.has(check));
    },
    require: (checks) => {
      sql.write((write) => {
        write.run('DELETE FROM posture_required');
        for (const check of new Set(checks)) {
          write.run('INSERT INTO posture_required ("check") VALUES (:check)', { check });
        }
      });
    },
  };
}

function readRecord(row: Row): PostureRecord {
  const system = postureSchemas.system.safeParse(row.text('system'));
  const findings = postureSchemas.findings.safeParse(JSON.parse(row.text('findings')));
  if (!system.success || !findings.success) throw new AppError('vault-damaged');
  return { atMs: row.int('at_ms'), system: system.data, findings: findings.data };
}
