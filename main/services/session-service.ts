import { toBase64Url } from '../../src/base/base64url.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import type { Clock, Random } from '../../src/base/ports.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import {
  newId,
  type ClientId,
  type InviteId,
  type RoomId,
  type SessionId,
} from '../../src/contract/ids.ts';
import type { Session } from '../../src/contract/ipc.ts';
import { sha256 } from '../../src/crypto/hkdf.ts';
import type { Seat } from '../../src/contract/seat-schema.ts';
import {
  deriveAdmission,
  fingerprintOf,
  formatAppLink,
  formatInviteLink,
} from '../../src/crypto/invite.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SignedStatement } from '../vault/tables/identity-table.ts';
import type { AuditTrail } from './audit-trail.ts';
import { recentSession, runningSession } from './running-session.ts';
import { deriveSeat } from './seat-keys.ts';
import type { VaultAccess } from './vault-service.ts';

/** How long an invite is good for: it is for the session that is being started, with room for a late guest. */
const inviteValidMs = 24 * 60 * 60_000;
/** The server's clock may be behind ours; an invite that has just been made must not be too early for it. */
const inviteEarlyMs = 10 * 60_000;
const inviteSecretBytes = 32;
/** A credential is for one session: a day, and an hour for a clock that is off. */
const credentialMaxAgeS = 25 * 60 * 60;

interface IssuedInvite {
  readonly inviteId: InviteId;
  /** For a browser, and for the guest app. */
  readonly link: string;
  readonly appLink: string;
  /** SHA-256 of the admission token, base64url: all that the server learns. */
  readonly admissionHash: string;
  readonly opensAtMs: number;
  readonly expiresAtMs: number;
  readonly seat: Seat;
}

export interface SessionService {
  /** @throws AppError not-found, server-unset, conflict while another one runs, vault-locked */
  start(clientId: ClientId): Session;
  /** Outlives a crash: it comes from the vault. @throws AppError vault-locked */
  current(): Session | null;
  /**
   * Signs for the room of the session that runs, or of the one that ended last, shortly after: a server that was out of reach then
   * has to be told. @throws AppError not-found for any other, vault-locked
   */
  sign(sessionId: SessionId, challenge: Bytes): SignedStatement;
  /** @throws AppError not-found unless it runs, bad-request when it would hold for too long, vault-locked */
  signCredential(sessionId: SessionId, notAfterS: number, mlsSignatureKey: Bytes): SignedStatement;
  /** @throws AppError vault-locked */
  identityKey(): Bytes;
  /** @throws AppError not-found unless it runs, too-many, vault-locked */
  invite(sessionId: SessionId): Promise<IssuedInvite>;
  /** @throws AppError not-found, vault-locked */
  end(sessionId: SessionId): void;
}

export interface SessionServiceOptions {
  readonly vault: VaultAccess;
  readonly audit: AuditTrail;
  /** Origin of the server that a new session runs on. @throws AppError server-unset */
  readonly serverOrigin: () => string;
  readonly clock: Clock;
  readonly random: Random;
}

export function createSessionService(options: SessionServiceOptions): SessionService {
  const { vault, audit, clock, random } = options;
  return {
    start: (clientId) => {
      const { clients, sessions } = vault.use();
      if (!clients.exists(clientId)) throw new AppError('not-found');
      const session: Session = {
        sessionId: newId<SessionId>(random),
        clientId,
        roomId: newId<RoomId>(random),
        serverOrigin: options.serverOrigin(),
        startedAtMs: clock.nowMs(),
      };
      audit.alongAnyway({ event: 'session-started', clientId }, () => {
        sessions.start(session);
      });
      return session;
    },
    current: () => vault.use().sessions.running(),
    sign: (sessionId, challenge) => {
      const { serverOrigin, roomId } = recentSession(vault, clock, sessionId);
      return vault.use().identity.signHost(serverOrigin, roomId, challenge);
    },
    signCredential: (sessionId, notAfterS, mlsSignatureKey) => {
      const { roomId } = runningSession(vault, sessionId);
      if (notAfterS > clock.nowMs() / 1000 + credentialMaxAgeS) throw new AppError('bad-request');
      return vault.use().identity.signCredential(roomId, notAfterS, mlsSignatureKey);
    },
    identityKey: () => vault.use().identity.publicKey(),
    invite: async (sessionId) => issueInvite(options, runningSession(vault, sessionId)),
    end: (sessionId) => {
      const { sessions } = vault.use();
      const session = sessions.find(sessionId);
      if (!session) throw new AppError('not-found');
      audit.alongAnyway({ event: 'session-ended', clientId: session.clientId }, () => {
        sessions.end(sessionId, clock.nowMs());
      });
    },
  };
}

async function issueInvite(
  { vault, clock, random }: SessionServiceOptions,
  { sessionId, roomId, serverOrigin }: Session,
): Promise<IssuedInvite> {
  const secret = new SecretBytes(random.bytes(inviteSecretBytes));
  try {
    const therapistFingerprint = await fingerprintOf(vault.use().identity.publicKey());
    const admissionHash = toBase64Url(await sha256(await deriveAdmission(secret)));
    const inviteId = newId<InviteId>(random);
    const seat = await deriveSeat({ inviteId, secret, state: { state: 'open' } });
    const nowMs = clock.nowMs();
    const terms = {
      inviteId,
      opensAtMs: Math.max(0, nowMs - inviteEarlyMs),
      expiresAtMs: nowMs + inviteValidMs,
    };
    const invite = { serverOrigin, room: roomId, secret, therapistFingerprint };
    const links = { link: formatInviteLink(invite), appLink: formatAppLink(invite) };
    // It may have ended meanwhile, and with it everything that was kept of its invites.
    runningSession(vault, sessionId);
    // Last: nobody has seen the links before their secret is kept.
    vault.use().invites.add({ ...terms, sessionId, secret });
    return { ...terms, ...links, admissionHash, seat };
  } finally {
    secret.wipe();
  }
}
