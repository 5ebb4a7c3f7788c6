import type { InviteId, SessionId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { SqlHandle } from '../database/sql-handle.ts';

export interface NewInvite {
  readonly inviteId: InviteId;
  readonly sessionId: SessionId;
  readonly secret: SecretBytes;
  readonly opensAtMs: number;
  readonly expiresAtMs: number;
}

export interface InvitesTable {
  /** Keeps an invite in state `open`. @throws AppError too-many */
  add(invite: NewInvite): void;
}

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
  };
}
