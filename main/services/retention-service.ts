import type { Bytes } from '../../src/base/bytes.ts';
import { invariant } from '../../src/base/invariant.ts';
import { SerialQueue } from '../../src/base/serial-queue.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import type { ClientRetention } from '../../src/contract/client-calls.ts';
import {
  isDestructionDue,
  retainUntilMs,
  usualRetention,
  type RetentionRules,
} from '../../src/domain/retention.ts';
import {
  saysBackupAway,
  verifyCertificate,
} from '../../src/crypto/attestation/destruction-certificate.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { Destruction, NewDestruction } from '../vault/destruction/destructions.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import type { AuditTrail } from './audit-trail.ts';
import { destroyClient, type DestroyOptions } from './destroy-client.ts';

export interface DestroyRequest {
  readonly clientId: ClientId;
  /** As a person typed it, to show that this client is meant. */
  readonly pseudonym: string;
  readonly reason: string | null;
}

export interface Destroyed {
  readonly certificate: Bytes;
  /** The record can still be restored from the folder of backups, until the next backup in it. */
  readonly isBackupAway: boolean;
}

/** What becomes of clients whose treatment has ended. Every method throws AppError vault-locked, too. */
export interface RetentionService {
  /** What the rules say of everybody. Nothing is destroyed by them. */
  list(): readonly ClientRetention[];
  /** How long records are kept in this practice; what is usual before that was set. */
  rules(): RetentionRules;
  /** In force at once, for every client; on record. Nothing is destroyed by it. @throws AppError disk-full */
  setRules(rules: RetentionRules): void;
  /** @throws AppError not-found, conflict while a session with them runs */
  endTreatment(clientId: ClientId, adultInYear: number | null): void;
  /** @throws AppError not-found */
  resumeTreatment(clientId: ClientId): void;
  /**
   * Destroys everything that is kept of a client, for good: a long work, because the file is made anew. One after another.
   * @returns the certificate, and whether it says that the folder of backups was not reached; null: it was decided, and is completed at the next opening
   * @throws AppError not-found, bad-request when another pseudonym was typed, conflict while a session runs, and before the
   * time without a reason, disk-full, what the access log throws: nothing has changed then; vault-locked also when it was locked
   * meanwhile, and then it is completed at the next opening
   */
  destroy(request: DestroyRequest): Promise<Destroyed | null>;
  /** Who was destroyed, the newest first. */
  destroyed(): readonly Destruction[];
}

export interface RetentionServiceOptions extends DestroyOptions {
  readonly audit: AuditTrail;
}

export function createRetentionService(options: RetentionServiceOptions): RetentionService {
  const { vault, audit, clock } = options;
  const queue = new SerialQueue();
  const withClient = (clientId: ClientId): OpenVault => {
    const open = vault.use();
    if (!open.clients.exists(clientId)) throw new AppError('not-found');
    return open;
  };
  const withoutSession = (clientId: ClientId): OpenVault => {
    const open = withClient(clientId);
    if (open.sessions.running()?.clientId === clientId) throw new AppError('conflict');
    return open;
  };
  const rules = (): RetentionRules => vault.use().retentionRules.get() ?? usualRetention;
  const list = (): readonly ClientRetention[] => {
    const nowMs = clock.nowMs();
    const own = rules();
    return vault
      .use()
      .treatments.list()
      .map((treatment) => ({
        ...treatment,
        retainUntilMs: retainUntilMs(treatment, own),
        isDue: isDestructionDue(treatment, nowMs, own),
      }));
  };
  return {
    list,
    rules,
    setRules: (next) => {
      const { retentionRules } = vault.use();
      audit.along({ event: 'settings-changed' }, () => {
        retentionRules.set(next);
      });
    },
    endTreatment: (clientId, adultInYear) => {
      const { treatments } = withoutSession(clientId);
      audit.along({ event: 'client-changed', clientId }, () => {
        treatments.end(clientId, clock.nowMs(), adultInYear);
      });
    },
    resumeTreatment: (clientId) => {
      const { treatments } = withClient(clientId);
      audit.along({ event: 'client-changed', clientId }, () => {
        treatments.resume(clientId);
      });
    },
    destroy: async ({ clientId, pseudonym, reason }) =>
      queue.run(async () => {
        const { clients, sessions } = withClient(clientId);
        // With whomever: the file is not exchanged under a call.
        if (sessions.running()) throw new AppError('conflict', 'in a session');
        const client = clients.list().find((one) => one.clientId === clientId);
        if (client?.pseudonym !== pseudonym) throw new AppError('bad-request');
        const isDue = list().some((one) => one.clientId === clientId && one.isDue);
        if (!isDue && reason === null) throw new AppError('conflict', 'retained');
        // First, because after it the log knows nobody whom it could be about; and unseen nobody is destroyed.
        audit.note({ event: 'client-destroyed', clientId });
        return destroy(options, { clientId, reason: isDue ? null : reason });
      }),
    destroyed: () => vault.use().destructions.list(),
  };
}

/** What is told of it is what it says. */
function destroyed(certificate: Bytes): Destroyed {
  const body = verifyCertificate(certificate);
  invariant(body, 'what was signed a moment ago is valid');
  return { certificate, isBackupAway: saysBackupAway(body) };
}

/** Null: it is not complete yet. */
async function destroy(
  options: RetentionServiceOptions,
  destruction: NewDestruction,
): Promise<Destroyed | null> {
  const { vault, audit, log } = options;
  const { opening } = vault;
  try {
    return destroyed(await destroyClient(options, destruction));
  } catch (error) {
    // Locked, and maybe another vault since: the next opening of it completes what was decided.
    if (vault.status.state !== 'open' || vault.opening !== opening) throw error;
    audit.noteAnyway({ event: 'client-destroyed', outcome: 'failed' });
    const decided = vault.use().destructions.list();
    if (!decided.some(({ clientId }) => clientId === destruction.clientId)) throw error;
    log.warn('destruction-unfinished', { code: AppError.from(error).code });
    return null;
  }
}
