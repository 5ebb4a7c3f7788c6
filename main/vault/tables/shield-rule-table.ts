import { shieldRule, type ShieldRule } from '../../../src/contract/capture-schema.ts';
import type { SqlHandle } from '../database/sql-handle.ts';

/** What the therapist wants where somebody's window is not hidden. */
export interface ShieldRuleTable {
  /** Null: they have not chosen. */
  rule(): ShieldRule | null;
  setRule(rule: ShieldRule): void;
}

export function createShieldRuleTable(sql: SqlHandle): ShieldRuleTable {
  return {
    rule: () => {
      const row = sql.get('SELECT rule FROM shield_rule');
      return row ? shieldRule.parse(row.text('rule')) : null;
    },
    setRule: (rule) => {
      sql.write((write) =>
        write.run(
          `INSERT INTO shield_rule (only_row, rule) VALUES (1, :rule)
           ON CONFLICT (only_row) DO UPDATE SET rule = excluded.rule`,
          { rule },
        ),
      );
    },
  };
}
