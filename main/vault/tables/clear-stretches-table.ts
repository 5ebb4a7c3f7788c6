import type { ClearStretch } from '../../../src/contract/clear-stretch.ts';
import type { SessionId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import type { SqlHandle } from '../database/sql-handle.ts';

export interface ClearStretchesTable {
  /** Oldest first. */
  inSession(sessionId: SessionId): readonly ClearStretch[];
  /**
   * Adds one, or draws out the one that begins at the same time. None is ever taken away; when there are many, the last one
   * takes in what comes after it.
   */
  add(sessionId: SessionId, stretch: ClearStretch): void;
}

const inSessionSql = `
  SELECT from_ms, to_ms FROM clear_stretches WHERE session_id = :sessionId ORDER BY from_ms`;

const addSql = `
  INSERT INTO clear_stretches (session_id, from_ms, to_ms) VALUES (:sessionId, :fromMs, :toMs)
  ON CONFLICT DO UPDATE SET to_ms = max(to_ms, excluded.to_ms)`;

export function createClearStretchesTable(sql: SqlHandle): ClearStretchesTable {
  const inSession = (sessionId: SessionId): readonly ClearStretch[] =>
    sql
      .all(inSessionSql, { sessionId })
      .map((row) => ({ fromMs: row.int('from_ms'), toMs: row.int('to_ms') }));
  return {
    inSession,
    add: (sessionId, stretch) => {
      const kept = inSession(sessionId);
      const isKnown = kept.some(({ fromMs, toMs }) => {
        return fromMs === stretch.fromMs && toMs >= stretch.toMs;
      });
      if (isKnown) return;
      const last = kept.at(-1);
      const isFull = kept.length >= limits.clearStretches && last !== undefined;
      const { fromMs } = isFull ? last : stretch;
      sql.write((write) => {
        write.run(addSql, { sessionId, fromMs, toMs: Math.max(fromMs, stretch.toMs) });
      });
    },
  };
}
