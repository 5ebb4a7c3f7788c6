import type { Bytes } from '../../../src/base/bytes.ts';
import type { ClientId, SessionId } from '../../../src/contract/ids.ts';
import {
  guestKind,
  wordsVerdict,
  type DeviceRecall,
  type WordsVerdict,
} from '../../../src/contract/seat-schema.ts';
import type { GuestKind } from '../../../src/crypto/join/knock.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { Row } from '../database/row.ts';
import type { SqlHandle, WriteHandle } from '../database/sql-handle.ts';

/** A device that was in a session: it was bound to a seat there. */
export interface SessionDevice {
  readonly sessionId: SessionId;
  /** The guest's identity key on this device. */
  readonly deviceKey: Bytes;
  readonly guestKind: GuestKind;
}

/** A device with what was said of its words. */
export interface AttendingDevice extends Omit<SessionDevice, 'sessionId'> {
  readonly words: WordsVerdict | null;
}

export interface SessionDevicesTable {
  /** Every device that was in a session. */
  inSession(sessionId: SessionId): readonly AttendingDevice[];
  /** What a client's sessions say of a device, seen from the session that runs. */
  recall(clientId: ClientId, runningId: SessionId, deviceKey: Bytes): DeviceRecall;
  /** The newest verdict stands. @throws AppError not-found unless this device was in this session */
  judgeWords(sessionId: SessionId, deviceKey: Bytes, verdict: WordsVerdict): void;
}

const inSessionSql = `
  SELECT device_key, guest_kind, words FROM session_devices WHERE session_id = :sessionId`;

/**
 * The client's other sessions in which anybody was, newest first, and whether this device was among them. All of them
 * are earlier ones, whatever the clock said: one session runs at a time.
 */
const attendanceSql = `
  SELECT EXISTS (SELECT 1 FROM session_devices d
    WHERE d.session_id = s.session_id AND d.device_key = :deviceKey) AS was_there
  FROM sessions s
  WHERE s.client_id = :clientId AND s.session_id <> :runningId
    AND EXISTS (SELECT 1 FROM session_devices d WHERE d.session_id = s.session_id)
  ORDER BY s.started_at_ms DESC`;

const wordsSql = `
  SELECT d.words FROM sessions s
  JOIN session_devices d ON d.session_id = s.session_id AND d.device_key = :deviceKey
  WHERE s.client_id = :clientId AND d.words IS NOT NULL
  ORDER BY s.session_id = :runningId DESC, s.started_at_ms DESC LIMIT 1`;

export function createSessionDevicesTable(sql: SqlHandle): SessionDevicesTable {
  return {
    inSession: (sessionId) => sql.all(inSessionSql, { sessionId }).map(readDevice),
    recall: (clientId, runningId, deviceKey) => {
      const parameters = { clientId, runningId, deviceKey };
      const attended = sql.all(attendanceSql, parameters).map((row) => row.int('was_there') === 1);
      const firstMissed = attended.indexOf(false);
      const words = sql.get(wordsSql, parameters);
      return {
        sessions: firstMissed === -1 ? attended.length : firstMissed,
        words: words && readVerdict(words),
      };
    },
    judgeWords: (sessionId, deviceKey, verdict) => {
      sql.write((write) => {
        const judged = write.run(
          `UPDATE session_devices SET words = :verdict
           WHERE session_id = :sessionId AND device_key = :deviceKey`,
          { sessionId, deviceKey, verdict },
        );
        if (judged === 0) throw new AppError('not-found');
      });
    },
  };
}

/** To be called in the transaction that binds the device to its seat. The same device again changes nothing. */
export function addSessionDevice(
  write: WriteHandle,
  { sessionId, deviceKey, guestKind }: SessionDevice,
): void {
  write.run(
    `INSERT INTO session_devices (session_id, device_key, guest_kind)
     VALUES (:sessionId, :deviceKey, :guestKind) ON CONFLICT DO NOTHING`,
    { sessionId, deviceKey, guestKind },
  );
}

function readDevice(row: Row): AttendingDevice {
  return {
    deviceKey: row.blob('device_key'),
    guestKind: guestKind.safeParse(row.text('guest_kind')).data ?? damaged(),
    words: row.textOrNull('words') === null ? null : readVerdict(row),
  };
}

function readVerdict(row: Row): WordsVerdict {
  return wordsVerdict.safeParse(row.text('words')).data ?? damaged();
}

function damaged(): never {
  throw new AppError('vault-damaged', 'session device');
}
