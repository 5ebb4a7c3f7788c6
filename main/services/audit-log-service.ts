import { equalBytes, utf8, type Bytes } from '../../src/base/bytes.ts';
import type { Clock } from '../../src/base/ports.ts';
import { auditEntriesPerPage, type LoggedEntry } from '../../src/contract/audit-calls.ts';
import { auditChainStart, auditHash } from '../../src/crypto/audit/audit-chain.ts';
import {
  writeAuditEntry,
  writeAuditHead,
  writeAuditSignature,
  type ChainedEntry,
} from '../../src/crypto/audit/audit-text.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SavePlace, SavePort } from '../ports/save-port.ts';
import type { AuditEnd } from '../vault/tables/audit-table.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { VaultAccess } from './vault-service.ts';
import { thisOpening } from './while-open.ts';

/** Entries that are read and written at a time: a few milliseconds. */
const entriesPerStep = 200;

/** What the therapist sees of the audit log, and takes away from it. Every method throws AppError vault-locked, too. */
export interface AuditLogService {
  /** Newest first, before this one. */
  list(before: number | null): {
    readonly entries: readonly LoggedEntry[];
    readonly total: number;
  };
  /**
   * Asks where, and saves all of it there, signed; false when the person changed their mind. That it was taken away is
   * its own last entry. @throws AppError conflict while another is on its way, vault-damaged when the log does not hold:
   * nothing is signed then; disk-full, save-failed
   */
  export(): Promise<boolean>;
  /** Nothing half saved stays. */
  close(): Promise<void>;
}

export interface AuditLogServiceOptions {
  readonly vault: VaultAccess;
  readonly audit: AuditTrail;
  readonly save: SavePort;
  readonly clock: Clock;
}

export function createAuditLogService(options: AuditLogServiceOptions): AuditLogService {
  const { vault, audit, save, clock } = options;
  let isExporting = false;
  let exported: SavePlace | null = null;
  const run = async (): Promise<boolean> => {
    vault.use();
    const place = await save.ask(fileNameOf(clock.nowMs()), 'own');
    if (!place) return false;
    exported = place;
    try {
      audit.note({ event: 'log-exported', subject: 'log' });
      await writeLog(options, place);
      await place.finish();
      return true;
    } catch (error) {
      await place.abandon();
      audit.noteAnyway({ event: 'log-exported', subject: 'log', outcome: 'failed' });
      throw error;
    }
  };
  return {
    list: (before) => {
      const { audit: log } = vault.use();
      return { entries: log.before(before, auditEntriesPerPage), total: log.end().seq };
    },
    export: async () => {
      if (isExporting) throw new AppError('conflict');
      isExporting = true;
      try {
        return await run();
      } finally {
        isExporting = false;
      }
    },
    close: async () => {
      await exported?.abandon();
    },
  };
}

/** The day it was made, so that one is not put over another. */
function fileNameOf(nowMs: number): string {
  return `access-log-${new Date(nowMs).toISOString().slice(0, 10)}.txt`;
}

/** Lets others run after each step, and follows the chain as it goes: a log that does not hold is not signed. */
async function writeLog(options: AuditLogServiceOptions, place: SavePlace): Promise<void> {
  const { vault, clock } = options;
  const use = thisOpening(vault);
  const { audit: log, identity } = use();
  const [end, signedAtMs] = [log.end(), clock.nowMs()];
  const head = { identity: identity.publicKey(), entries: end.seq, signedAtMs };
  await place.append(lines([writeAuditHead(head)]));
  let at: AuditEnd = { seq: 0, hash: auditChainStart(head.identity) };
  while (at.seq < end.seq) {
    const entries = use().audit.after(at.seq, Math.min(entriesPerStep, end.seq - at.seq));
    if (entries.length === 0) throw new AppError('vault-damaged', 'audit log cut short');
    at = entries.reduce(follow, at);
    await place.append(lines(entries.map(writeAuditEntry)));
    await new Promise<void>((resolve) => {
      clock.after(0, resolve);
    });
  }
  const signature = use().identity.signAuditLog({ entries: end.seq, signedAtMs, head: at.hash });
  await place.append(lines([writeAuditSignature(signature)]));
}

/** @throws AppError vault-damaged unless the entry is the next one of the chain */
function follow(before: AuditEnd, entry: ChainedEntry): AuditEnd {
  const follows =
    entry.seq === before.seq + 1 && equalBytes(entry.hash, auditHash(before.hash, entry));
  if (!follows) throw new AppError('vault-damaged', 'chain of the audit log');
  return entry;
}

function lines(texts: readonly string[]): Bytes {
  return utf8(`${texts.join('\n')}\n`);
}
