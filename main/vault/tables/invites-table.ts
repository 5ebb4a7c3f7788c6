import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import { ids, type InviteId, type SessionId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import { nextSeat, seatVerdict, type SeatState } from '../../../src/crypto/join/seat.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { Row } from '../database/row.ts';
import type { ReadHandle, SqlHandle, WriteHandle } from '../database/sql-handle.ts';
import { addSessionDevice, type SessionDevice } from './session-devices-table.ts';

export interface NewInvite {
  readonly inviteId: InviteId;
  readonly sessionId: SessionId;
  readonly secret: SecretBytes;
  readonly opensAtMs: number;
  readonly expiresAtMs: number;
}

/** The seat of an invite as the vault has it. Whoever gets it wipes the secret. */
export interface StoredSeat {
  readonly inviteId: InviteId;
  readonly secret: SecretBytes;
  readonly state: SeatState;
}

/** What may be told of an invite: nothing that opens anything. */
export interface InviteTerms {
  readonly inviteId: InviteId;
  readonly state: SeatState['state'];
  readonly opensAtMs: number;
  readonly expiresAtMs: number;
}

/** Invites of sessions, each with its seat. They go when their session ends. */
export interface InvitesTable {
  /** Keeps an invite with an open seat. @throws AppError too-many */
  add(invite: NewInvite): void;
  /** Every seat of a session, oldest invite first. */
  seats(sessionId: SessionId): readonly StoredSeat[];
  /** Every invite of a session without its secret, oldest first. */
  terms(sessionId: SessionId): readonly InviteTerms[];
  /**
   * Binds a seat to a device and keeps that the device was in the session: both or neither. The same device again
   * changes nothing. @throws AppError not-found, conflict when the seat is revoked or another device's
   */
  bind(inviteId: InviteId, device: SessionDevice): void;
  /** Nobody takes this seat any more, whoever had it. @throws AppError not-found */
  revoke(inviteId: InviteId, sessionId: SessionId): void;
}

const seatsSql = `
  SELECT invite_id, secret, state, device_key FROM invites
  WHERE session_id = :sessionId ORDER BY rowid`;

const termsSql = `
  SELECT invite_id, state, device_key, opens_at_ms, expires_at_ms FROM invites
  WHERE session_id = :sessionId ORDER BY rowid`;

export function createInvitesTable(sql: SqlHandle): InvitesTable {
  return {
    add: ({ secret, ...invite }) => {
      sql.write((write) => {
        const { sessionId } = invite;
        const count = write
          .get('SELECT count(*) AS count FROM invites WHERE session_id = :sessionId', { sessionId })
          ?.int('count');
        if (count === undefined || count >= limits.invitesPerRoom) throw new AppError('too-many');
        secret.expose((bytes) =>
          write.run(
            `INSERT INTO invites (invite_id, session_id, secret, state, opens_at_ms, expires_at_ms)
             VALUES (:inviteId, :sessionId, :secret, 'open', :opensAtMs, :expiresAtMs)`,
            { ...invite, secret: bytes },
          ),
        );
      });
    },
    seats: (sessionId) =>
      sql.all(seatsSql, { sessionId }).map((row) => ({
        inviteId: ids.invite.parse(row.text('invite_id')),
        secret: new SecretBytes(row.blob('secret')),
        state: readState(row),
      })),
    terms: (sessionId) =>
      sql.all(termsSql, { sessionId }).map((row) => ({
        inviteId: ids.invite.parse(row.text('invite_id')),
        state: readState(row).state,
        opensAtMs: row.int('opens_at_ms'),
        expiresAtMs: row.int('expires_at_ms'),
      })),
    bind: (inviteId, device) => {
      sql.write((write) => {
        const { sessionId, deviceKey } = device;
        const seat = readSeat(write, inviteId, sessionId);
        if (seatVerdict(seat, deviceKey) !== 'ok') throw new AppError('conflict');
        writeSeat(write, inviteId, nextSeat(seat, { event: 'commitment-opened', deviceKey }));
        addSessionDevice(write, device);
      });
    },
    revoke: (inviteId, sessionId) => {
      sql.write((write) => {
        const seat = readSeat(write, inviteId, sessionId);
        writeSeat(write, inviteId, nextSeat(seat, { event: 'revoked' }));
      });
    },
  };
}

function readSeat(handle: ReadHandle, inviteId: InviteId, sessionId: SessionId): SeatState {
  const row = handle.get(
    'SELECT state, device_key FROM invites WHERE invite_id = :inviteId AND session_id = :sessionId',
    { inviteId, sessionId },
  );
  if (!row) throw new AppError('not-found');
  return readState(row);
}

function writeSeat(write: WriteHandle, inviteId: InviteId, seat: SeatState): void {
  const deviceKey: Bytes | null = seat.state === 'bound' ? seat.deviceKey : null;
  write.run(
    'UPDATE invites SET state = :state, device_key = :deviceKey WHERE invite_id = :inviteId',
    { inviteId, state: seat.state, deviceKey },
  );
}

function readState(row: Row): SeatState {
  const state = row.text('state');
  switch (state) {
    case 'open':
    case 'revoked':
      return { state };
    case 'bound':
      return { state, deviceKey: row.blob('device_key') };
    default:
      throw new AppError('vault-damaged', 'seat state');
  }
}
