import type { RetentionRules } from '../../../src/domain/retention.ts';
import type { SqlHandle } from '../database/sql-handle.ts';

/** How long records are kept in this practice. */
export interface RetentionRulesTable {
  /** Null: that was never set. */
  get(): RetentionRules | null;
  set(rules: RetentionRules): void;
}

export function createRetentionRulesTable(sql: SqlHandle): RetentionRulesTable {
  return {
    get: () => {
      const row = sql.get('SELECT years, minor_until_age FROM retention_rules');
      return row && { years: row.int('years'), minorUntilAge: row.int('minor_until_age') };
    },
    set: ({ years, minorUntilAge }) => {
      sql.write((write) =>
        write.run(
          `INSERT INTO retention_rules (only_row, years, minor_until_age) VALUES (1, :years, :minorUntilAge)
           ON CONFLICT (only_row) DO UPDATE SET years = excluded.years, minor_until_age = excluded.minor_until_age`,
          { years, minorUntilAge },
        ),
      );
    },
  };
}
