import type { SqliteDatabase } from '../../main/vault/database/sqlite.ts';

/** How SQLite would run a query, one line per step. */
export function queryPlan(database: SqliteDatabase, sql: string): string {
  const bound = sql.replaceAll(/:\w+/gu, "'x'");
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${bound}`).all();
  return steps
    .map((step) =>
      typeof step === 'object' && step !== null && 'detail' in step ? step.detail : '',
    )
    .join('\n');
}
