import { toBase64Url } from '../../src/base/base64url.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import type { InviteId, SessionId } from '../../src/contract/ids.ts';
import type {
  DeviceRecall,
  JudgedWords,
  Seat,
  WordsVerdict,
} from '../../src/contract/seat-schema.ts';
import type { SessionDevice } from '../vault/tables/session-devices-table.ts';
import { runningSession } from './running-session.ts';
import { deriveSeat } from './seat-keys.ts';
import type { VaultAccess } from './vault-service.ts';

/**
 * The seats of the session that runs, and the devices that sit in them (e2ee.md, Invite): one seat, one person; bound
 * once; revoked for good. Every method throws AppError not-found for another session than that, and vault-locked.
 */
export interface SeatService {
  /** Every seat with its keys, oldest invite first. */
  list(sessionId: SessionId): Promise<Seat[]>;
  /** The same device again changes nothing. @throws AppError conflict when it is revoked or another device's */
  bind(inviteId: InviteId, device: SessionDevice): void;
  revoke(sessionId: SessionId, inviteId: InviteId): void;
  /** Looks at the sessions of the client whom the running one is with. */
  recall(sessionId: SessionId, deviceKey: Bytes): DeviceRecall;
  /** @throws AppError not-found also unless the device was bound to a seat of this session */
  judgeWords(sessionId: SessionId, deviceKey: Bytes, verdict: WordsVerdict): void;
  /** What was said so far. */
  judgedWords(sessionId: SessionId): JudgedWords[];
}

export function createSeatService(vault: VaultAccess): SeatService {
  return {
    list: async (sessionId) => {
      runningSession(vault, sessionId);
      const stored = vault.use().invites.seats(sessionId);
      try {
        return await Promise.all(stored.map(deriveSeat));
      } finally {
        for (const { secret } of stored) secret.wipe();
      }
    },
    bind: (inviteId, device) => {
      runningSession(vault, device.sessionId);
      vault.use().invites.bind(inviteId, device);
    },
    revoke: (sessionId, inviteId) => {
      runningSession(vault, sessionId);
      vault.use().invites.revoke(inviteId, sessionId);
    },
    recall: (sessionId, deviceKey) => {
      const { clientId } = runningSession(vault, sessionId);
      return vault.use().devices.recall(clientId, sessionId, deviceKey);
    },
    judgeWords: (sessionId, deviceKey, verdict) => {
      runningSession(vault, sessionId);
      vault.use().devices.judgeWords(sessionId, deviceKey, verdict);
    },
    judgedWords: (sessionId) => {
      runningSession(vault, sessionId);
      const devices = vault.use().devices.inSession(sessionId);
      return devices.flatMap(({ words: verdict, guestKind, deviceKey }) =>
        verdict ? [{ deviceKey: toBase64Url(deviceKey), guestKind, verdict }] : [],
      );
    },
  };
}
