import type { Bytes } from '../../../src/base/bytes.ts';
import { ids, type ClientId, type SlipId } from '../../../src/contract/ids.ts';
import type { KeptSlip } from '../../../src/contract/ipc.ts';
import { limits } from '../../../src/contract/limits.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { Row } from '../database/row.ts';
import type { SqlHandle } from '../database/sql-handle.ts';

/** Slips of sessions: each distinct one is kept, because none is known to say all that the others say. */
export interface SlipsTable {
  /** The same slip again changes nothing. @throws AppError too-many */
  add(kept: KeptSlip, slip: Bytes): void;
  /** Slips of a client's sessions, the newest last. */
  list(clientId: ClientId): readonly KeptSlip[];
  read(slipId: SlipId): Bytes | null;
}

const listSql = `
  SELECT p.slip_id, p.session_id, p.kept_at_ms FROM sessions s
  JOIN slips p ON p.session_id = s.session_id
  WHERE s.client_id = :clientId
  ORDER BY s.started_at_ms DESC, p.rowid DESC LIMIT 10000`;

export function createSlipsTable(sql: SqlHandle): SlipsTable {
  return {
    add: ({ slipId, sessionId, keptAtMs }, slip) => {
      sql.write((write) => {
        const known = write.all(
          'SELECT slip = :slip AS is_same FROM slips WHERE session_id = :sessionId',
          { sessionId, slip },
        );
        if (known.some((row) => row.int('is_same') === 1)) return;
        if (known.length >= limits.slipsPerSession) throw new AppError('too-many');
        write.run(
          `INSERT INTO slips (slip_id, session_id, kept_at_ms, slip)
           VALUES (:slipId, :sessionId, :keptAtMs, :slip)`,
          { slipId, sessionId, keptAtMs, slip },
        );
      });
    },
    list: (clientId) => sql.all(listSql, { clientId }).map(readSummary).toReversed(),
    read: (slipId) =>
      sql.get('SELECT slip FROM slips WHERE slip_id = :slipId', { slipId })?.blob('slip') ?? null,
  };
}

function readSummary(row: Row): KeptSlip {
  return {
    slipId: ids.slip.parse(row.text('slip_id')),
    sessionId: ids.session.parse(row.text('session_id')),
    keptAtMs: row.int('kept_at_ms'),
  };
}
