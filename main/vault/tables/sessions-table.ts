import { ids, type ClientId, type SessionId } from '../../../src/contract/ids.ts';
import type { Session } from '../../../src/contract/ipc.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { Row } from '../database/row.ts';
import { isUniqueViolation } from '../database/sqlite-error.ts';
import type { SqlHandle } from '../database/sql-handle.ts';

/** A session with its end; null while it runs. */
export interface PastSession {
  readonly session: Session;
  readonly endedAtMs: number | null;
}

export interface SessionsTable {
  /** The session that has not ended. There is at most one. */
  running(): Session | null;
  /** The session that ended last, and when. */
  lastEnded(): { readonly session: Session; readonly endedAtMs: number } | null;
  /** Running or ended. */
  find(sessionId: SessionId): Session | null;
  /** Every session with a client, oldest first. */
  ofClient(clientId: ClientId): readonly PastSession[];
  /** Whether this session, running or ended, is with this client. */
  isWith(sessionId: SessionId, clientId: ClientId): boolean;
  /** @throws AppError conflict while another one runs */
  start(session: Session): void;
  /** Ends it and forgets its invites. Ending what has ended changes nothing. @throws AppError not-found */
  end(sessionId: SessionId, endedAtMs: number): void;
}

const columns = 'session_id, client_id, room_id, server_origin, started_at_ms';

const lastEndedSql = `
  SELECT ${columns}, ended_at_ms FROM sessions WHERE ended_at_ms IS NOT NULL
  ORDER BY ended_at_ms DESC LIMIT 1`;

const ofClientSql = `
  SELECT ${columns}, ended_at_ms FROM sessions WHERE client_id = :clientId
  ORDER BY started_at_ms, rowid`;

export function createSessionsTable(sql: SqlHandle): SessionsTable {
  return {
    running: () => {
      const row = sql.get(`SELECT ${columns} FROM sessions WHERE ended_at_ms IS NULL`);
      return row && readSession(row);
    },
    lastEnded: () => {
      const row = sql.get(lastEndedSql);
      return row && { session: readSession(row), endedAtMs: row.int('ended_at_ms') };
    },
    find: (sessionId) => {
      const row = sql.get(`SELECT ${columns} FROM sessions WHERE session_id = :sessionId`, {
        sessionId,
      });
      return row && readSession(row);
    },
    ofClient: (clientId) =>
      sql.all(ofClientSql, { clientId }).map((row) => ({
        session: readSession(row),
        endedAtMs: row.intOrNull('ended_at_ms'),
      })),
    isWith: (sessionId, clientId) =>
      sql.get('SELECT 1 FROM sessions WHERE session_id = :sessionId AND client_id = :clientId', {
        sessionId,
        clientId,
      }) !== null,
    start: (session) => {
      sql.write((write) => {
        try {
          write.run(
            `INSERT INTO sessions (${columns})
             VALUES (:sessionId, :clientId, :roomId, :serverOrigin, :startedAtMs)`,
            { ...session },
          );
        } catch (error) {
          throw isUniqueViolation(error) ? new AppError('conflict') : error;
        }
      });
    },
    end: (sessionId, endedAtMs) => {
      sql.write((write) => {
        const ended = write.run(
          'UPDATE sessions SET ended_at_ms = coalesce(ended_at_ms, :endedAtMs) WHERE session_id = :sessionId',
          { sessionId, endedAtMs },
        );
        if (ended === 0) throw new AppError('not-found');
        write.run('DELETE FROM invites WHERE session_id = :sessionId', { sessionId });
      });
    },
  };
}

function readSession(row: Row): Session {
  return {
    sessionId: ids.session.parse(row.text('session_id')),
    clientId: ids.client.parse(row.text('client_id')),
    roomId: ids.room.parse(row.text('room_id')),
    serverOrigin: row.text('server_origin'),
    startedAtMs: row.int('started_at_ms'),
  };
}
