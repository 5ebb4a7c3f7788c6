import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import { ids, type ClientId, type SessionId, type SlipId } from '../../../src/contract/ids.ts';
import type { KeptSlip } from '../../../src/contract/ipc.ts';
import { limits } from '../../../src/contract/limits.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ClientSealing } from '../client-keys/client-keys.ts';
import { places } from '../client-keys/places.ts';
import type { Row } from '../database/row.ts';
import type { ReadHandle, SqlHandle } from '../database/sql-handle.ts';

/** Slips of sessions: each distinct one is kept, because none is known to say all that the others say. */
export interface SlipsTable {
  /** The same slip again changes nothing. @throws AppError too-many */
  add(kept: KeptSlip, slip: Bytes): void;
  /** Slips of a client's sessions, the newest last. */
  list(clientId: ClientId): readonly KeptSlip[];
  read(slipId: SlipId): Bytes | null;
  /** Whose session it is of. */
  clientOf(slipId: SlipId): ClientId | null;
}

const listSql = `
  SELECT p.slip_id, p.session_id, p.kept_at_ms FROM sessions s
  JOIN slips p ON p.session_id = s.session_id
  WHERE s.client_id = :clientId
  ORDER BY s.started_at_ms DESC, p.rowid DESC LIMIT 10000`;

const withClient = `
  SELECT slip_id, client_id, slip FROM slips
  JOIN sessions ON sessions.session_id = slips.session_id`;

const slipsOfSession = `${withClient} WHERE slips.session_id = :sessionId`;

const clientSql = `
  SELECT s.client_id FROM slips p JOIN sessions s ON s.session_id = p.session_id
  WHERE p.slip_id = :slipId`;

export function createSlipsTable(sql: SqlHandle, sealing: ClientSealing): SlipsTable {
  return {
    add: ({ slipId, sessionId, keptAtMs }, slip) => {
      sql.write((write) => {
        const known = write.all(slipsOfSession, { sessionId });
        if (known.some((row) => equalBytes(openSlip(sealing, row), slip))) return;
        if (known.length >= limits.slipsPerSession) throw new AppError('too-many');
        const sealed = sealing.seal(places.slip(clientOf(write, sessionId), slipId), slip);
        write.run(
          `INSERT INTO slips (slip_id, session_id, kept_at_ms, slip)
           VALUES (:slipId, :sessionId, :keptAtMs, :sealed)`,
          { slipId, sessionId, keptAtMs, sealed },
        );
      });
    },
    list: (clientId) => sql.all(listSql, { clientId }).map(readSummary).toReversed(),
    clientOf: (slipId) => {
      const row = sql.get(clientSql, { slipId });
      return row && ids.client.parse(row.text('client_id'));
    },
    read: (slipId) => {
      const row = sql.get(`${withClient} WHERE slip_id = :slipId`, { slipId });
      return row && openSlip(sealing, row);
    },
  };
}

function openSlip(sealing: ClientSealing, row: Row): Bytes {
  const place = places.slip(ids.client.parse(row.text('client_id')), row.text('slip_id'));
  return sealing.open(place, row.blob('slip'));
}

function clientOf(handle: ReadHandle, sessionId: SessionId): ClientId {
  const row = handle.get('SELECT client_id FROM sessions WHERE session_id = :sessionId', {
    sessionId,
  });
  if (!row) throw new AppError('not-found');
  return ids.client.parse(row.text('client_id'));
}

function readSummary(row: Row): KeptSlip {
  return {
    slipId: ids.slip.parse(row.text('slip_id')),
    sessionId: ids.session.parse(row.text('session_id')),
    keptAtMs: row.int('kept_at_ms'),
  };
}
