import { toBase64Url } from '../../src/base/base64url.ts';
import { equalBytes, type Bytes } from '../../src/base/bytes.ts';
import type { Clock, Random } from '../../src/base/ports.ts';
import type { ClearStretch } from '../../src/contract/clear-stretch.ts';
import { newId, type ClientId, type SessionId, type SlipId } from '../../src/contract/ids.ts';
import type { Session, KeptSlip } from '../../src/contract/ipc.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import { parseRecord } from '../../src/crypto/attestation/record.ts';
import { verifySlip } from '../../src/crypto/attestation/slip.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SignedStatement } from '../vault/tables/identity-table.ts';
import type { AuditTrail } from './audit-trail.ts';
import { NotedClear } from './noted-clear.ts';
import { contradictsVault } from './record-check.ts';
import { recentSession } from './running-session.ts';
import type { VaultAccess } from './vault-service.ts';

/** Attestation of sessions (e2ee.md, Attestation): signs the therapist's record, keeps what came of it. */
export interface AttestationService {
  /**
   * Keeps that something of ours left unsealed in this session. A locked vault gets it once it is open: the call goes on
   * meanwhile. @throws AppError not-found, too-many
   */
  noteClear(sessionId: SessionId, stretch: ClearStretch): void;
  /** What was kept so, oldest first. @throws AppError not-found, vault-locked */
  clearStretches(sessionId: SessionId): readonly ClearStretch[];
  /**
   * Signs a record of the session that runs, or of the one that ended last, shortly after.
   * @throws AppError not-found for any other session; bad-request unless it is a canonical record of this session and
   * this therapist that says nothing else than the vault knows; vault-locked
   */
  sign(sessionId: SessionId, record: Bytes): SignedStatement;
  /**
   * Keeps a slip with this session; the same one again changes nothing.
   * @throws AppError not-found, bad-request unless all of it holds, we signed it and it is of this session, too-many,
   * disk-full, vault-locked
   */
  keepSlip(sessionId: SessionId, slip: Bytes): void;
  /** The newest last. @throws AppError not-found, vault-locked */
  listSlips(clientId: ClientId): readonly KeptSlip[];
  /** @throws AppError not-found, vault-locked */
  readSlip(slipId: SlipId): Bytes;
}

export interface AttestationServiceOptions {
  readonly vault: VaultAccess;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly random: Random;
}

export function createAttestationService(options: AttestationServiceOptions): AttestationService {
  const { vault, audit, clock, random } = options;
  const clear = new NotedClear(vault);
  return {
    noteClear: (sessionId, stretch) => {
      clear.note(sessionId, stretch);
    },
    clearStretches: (sessionId) => clear.inSession(sessionId),
    sign: (sessionId, bytes) => {
      const session = recentSession(vault, clock, sessionId);
      const { identity, devices } = vault.use();
      const record = parseRecord(bytes);
      const known = {
        session,
        devices: devices.inSession(sessionId),
        clear: clear.inSession(sessionId),
        nowMs: clock.nowMs(),
      };
      if (!record || contradictsVault(record, known)) throw new AppError('bad-request');
      return identity.signAttestation(record);
    },
    keepSlip: (sessionId, slip) => {
      const { sessions, identity, slips } = vault.use();
      const session = sessions.find(sessionId);
      if (!session) throw new AppError('not-found');
      if (!isOurSlip(slip, session, identity.publicKey())) throw new AppError('bad-request');
      audit.alongAnyway({ event: 'slip-kept', clientId: session.clientId }, () => {
        slips.add({ slipId: newId<SlipId>(random), sessionId, keptAtMs: clock.nowMs() }, slip);
      });
    },
    listSlips: (clientId) => {
      const { clients, slips } = vault.use();
      if (!clients.exists(clientId)) throw new AppError('not-found');
      const listed = slips.list(clientId);
      audit.reading('record-opened', clientId, () => clientId);
      return listed;
    },
    readSlip: (slipId) => {
      const slip = vault.use().slips.read(slipId);
      if (!slip) throw new AppError('not-found');
      audit.reading('slip-read', slipId, () => vault.use().slips.clientOf(slipId));
      return slip;
    },
  };
}

function isOurSlip(slip: Bytes, { roomId }: Session, ourKey: Bytes): boolean {
  const verdict = verifySlip(slip);
  return (
    verdict.valid &&
    equalBytes(verdict.record.room, decodeChecked(roomId)) &&
    // We sign no record of another therapist, so this one is ours.
    verdict.signedBy.includes(toBase64Url(ourKey))
  );
}
