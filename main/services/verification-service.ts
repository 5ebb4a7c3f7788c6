import type { Clock, Log } from '../../src/base/ports.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { LastCheck } from '../vault/tables/last-check-table.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { LongWork, WorkOutcome, WorkTools } from './long-work.ts';
import type { SearchService } from './search-service.ts';
import type { VaultAccess } from './vault-service.ts';

/** What a verification that found nothing wrong has read. */
export interface Verified {
  readonly rows: number;
  readonly verifiedAtMs: number;
}

/** Reads the whole vault and says whether it is what was written. */
export interface VerificationService {
  /** One at a time: a second call gets the outcome of the first. @throws AppError vault-damaged, vault-locked */
  run(): Promise<WorkOutcome<Verified>>;
}

export interface VerificationServiceOptions {
  readonly vault: VaultAccess;
  readonly audit: AuditTrail;
  readonly search: Pick<SearchService, 'rebuild'>;
  readonly work: LongWork;
  readonly clock: Clock;
  readonly log: Log;
}

export function createVerificationService(
  options: VerificationServiceOptions,
): VerificationService {
  let running: Promise<WorkOutcome<Verified>> | null = null;
  return {
    run: async () => {
      running ??= options.work
        .run('verification', (tools) => verifyAndNote(options, tools))
        .finally(() => {
          running = null;
        });
      return running;
    },
  };
}

async function verifyAndNote(
  options: VerificationServiceOptions,
  tools: WorkTools,
): Promise<Verified> {
  const { audit, clock } = options;
  try {
    const verified = await verify(options, tools);
    remember(options, { checkedAtMs: verified.verifiedAtMs, isRight: true });
    audit.noteAnyway({ event: 'vault-verified' });
    return verified;
  } catch (error) {
    // A vault that was locked meanwhile says nothing about what is in it.
    if (AppError.from(error).code === 'vault-damaged') {
      remember(options, { checkedAtMs: clock.nowMs(), isRight: false });
      audit.noteAnyway({ event: 'vault-verified', outcome: 'failed' });
    }
    throw error;
  }
}

/** What was found is told in any case; a disk that is full, or the damage itself, may keep it from being remembered. */
function remember({ vault, log }: VerificationServiceOptions, check: LastCheck): void {
  try {
    vault.use().lastCheck.set(check);
  } catch (error) {
    log.warn('verification-not-kept', { code: AppError.from(error).code });
  }
}

async function verify(options: VerificationServiceOptions, tools: WorkTools): Promise<Verified> {
  const rows = await verifyRows(options, tools);
  await verifySearch(options, tools);
  return { rows, verifiedAtMs: options.clock.nowMs() };
}

async function verifyRows(
  { vault, log }: VerificationServiceOptions,
  { progress, pause }: WorkTools,
): Promise<number> {
  const opened = vault.use();
  const check = opened.startCheck();
  try {
    for (;;) {
      if (vault.use() !== opened) throw new AppError('vault-locked');
      const outcome = check.step();
      if (outcome) {
        const { isRight, rows } = outcome;
        log.info('vault-verified', { ok: isRight, count: rows });
        if (!isRight) throw new AppError('vault-damaged', 'rows');
        return rows;
      }
      progress(check.done);
      await pause();
    }
  } finally {
    check.stop();
  }
}

/** An index that is not what the texts make of it is no damage of the vault: it is built anew. */
async function verifySearch(
  { vault, search, log }: VerificationServiceOptions,
  { pause }: WorkTools,
): Promise<void> {
  const opened = vault.use();
  // One that is being built is not what it will be.
  if (!opened.search.isComplete()) return;
  const check = opened.search.startCheck();
  for (;;) {
    if (vault.use() !== opened) throw new AppError('vault-locked');
    const outcome = check.step();
    if (outcome) {
      log.info('search-verified', { ok: outcome.isRight });
      if (!outcome.isRight) search.rebuild();
      return;
    }
    await pause();
  }
}
