import type { SqlHandle } from '../database/sql-handle.ts';

/** The last time that all of the vault was read. */
export interface LastCheck {
  readonly checkedAtMs: number;
  /** It was what was written. */
  readonly isRight: boolean;
}

/** Remembers when this vault was verified last. */
export interface LastCheckTable {
  /** Null: never. */
  get(): LastCheck | null;
  set(check: LastCheck): void;
}

export function createLastCheckTable(sql: SqlHandle): LastCheckTable {
  return {
    get: () => {
      const row = sql.get('SELECT checked_at_ms, is_right FROM last_check');
      return row && { checkedAtMs: row.int('checked_at_ms'), isRight: row.int('is_right') === 1 };
    },
    set: ({ checkedAtMs, isRight }) => {
      sql.write((write) =>
        write.run(
          `INSERT INTO last_check (only_row, checked_at_ms, is_right) VALUES (1, :checkedAtMs, :right)
           ON CONFLICT (only_row) DO UPDATE SET
             checked_at_ms = excluded.checked_at_ms, is_right = excluded.is_right`,
          { checkedAtMs, right: isRight ? 1 : 0 },
        ),
      );
    },
  };
}
