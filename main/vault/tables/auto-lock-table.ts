import type { SqlHandle } from '../database/sql-handle.ts';

/** After how long without use this vault locks. */
export interface AutoLockTable {
  /** Null: nobody has chosen. */
  idleMinutes(): number | null;
  setIdleMinutes(minutes: number): void;
}

export function createAutoLockTable(sql: SqlHandle): AutoLockTable {
  return {
    idleMinutes: () => sql.get('SELECT idle_minutes FROM auto_lock')?.int('idle_minutes') ?? null,
    setIdleMinutes: (minutes) => {
      sql.write((write) =>
        write.run(
          `INSERT INTO auto_lock (only_row, idle_minutes) VALUES (1, :minutes)
           ON CONFLICT (only_row) DO UPDATE SET idle_minutes = excluded.idle_minutes`,
          { minutes },
        ),
      );
    },
  };
}
