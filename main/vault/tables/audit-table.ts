import type { Bytes } from '../../../src/base/bytes.ts';
import type { Random } from '../../../src/base/ports.ts';
import {
  auditCodes,
  type AuditEvent,
  type AuditOutcome,
  type AuditSubject,
  type LoggedEntry,
} from '../../../src/contract/audit-calls.ts';
import { ids, type ClientId } from '../../../src/contract/ids.ts';
import {
  auditChainStart,
  auditHash,
  auditRefSizeBytes,
} from '../../../src/crypto/audit/audit-chain.ts';
import { maxAuditEntries, type ChainedEntry } from '../../../src/crypto/audit/audit-text.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { Row } from '../database/row.ts';
import type { ReadHandle, SqlHandle, WriteHandle } from '../database/sql-handle.ts';
import type { Identity } from './identity-table.ts';

export interface NewAuditEntry {
  readonly atMs: number;
  readonly event: AuditEvent;
  readonly subject: Exclude<AuditSubject, 'client'>;
  /** Makes the client its subject. They must exist. */
  readonly clientId: ClientId | null;
  readonly outcome: AuditOutcome;
  readonly times: number;
}

/** Where a log ends. */
export interface AuditEnd {
  /** 0 for an empty log. */
  readonly seq: number;
  readonly hash: Bytes;
}

/** The audit log of a vault: every entry with the hash that ties it to the one before (src/crypto/audit). */
export interface AuditTable {
  /** Adds an entry; with others as one transaction inside of `together`. @throws AppError too-many after a million */
  append(entry: NewAuditEntry): void;
  end(): AuditEnd;
  /** Entries after this one, oldest first, as they are hashed. */
  after(seq: number, limit: number): readonly ChainedEntry[];
  /** Entries before this one, newest first; the newest ones for null. */
  before(seq: number | null, limit: number): readonly LoggedEntry[];
}

const pageSql = `
  SELECT l.*, c.client_id FROM audit_log l LEFT JOIN audit_clients c ON c.ref = l.ref
  WHERE l.seq < :before ORDER BY l.seq DESC LIMIT :limit`;

const insertSql = `
  INSERT INTO audit_log (seq, at_ms, event, subject, ref, outcome, times, chain)
  VALUES (:seq, :atMs, :event, :subject, :ref, :outcome, :times, :hash)`;

export function createAuditTable(sql: SqlHandle, identity: Identity, random: Random): AuditTable {
  const end = (handle: ReadHandle): AuditEnd => {
    const row = handle.get('SELECT seq, chain FROM audit_log ORDER BY seq DESC LIMIT 1');
    return row
      ? { seq: row.int('seq'), hash: row.blob('chain') }
      : { seq: 0, hash: auditChainStart(identity.publicKey()) };
  };
  return {
    append: ({ clientId, subject, ...entry }) => {
      sql.write((write) => {
        const last = end(write);
        if (last.seq >= maxAuditEntries) throw new AppError('too-many');
        const next = {
          ...entry,
          seq: last.seq + 1,
          subject: clientId === null ? subject : 'client',
          ref: clientId === null ? null : refOf(write, clientId, random),
        };
        write.run(insertSql, { ...next, hash: auditHash(last.hash, next) });
      });
    },
    end: () => end(sql),
    after: (seq, limit) =>
      sql
        .all('SELECT * FROM audit_log WHERE seq > :seq ORDER BY seq LIMIT :limit', { seq, limit })
        .map(readChained),
    before: (seq, limit) =>
      sql.all(pageSql, { before: seq ?? Number.MAX_SAFE_INTEGER, limit }).map(readLogged),
  };
}

/** The client's number in this log, which is in nothing else: neither their id nor anything that leaves the vault. */
function refOf(write: WriteHandle, clientId: ClientId, random: Random): Bytes {
  const known = write.get('SELECT ref FROM audit_clients WHERE client_id = :clientId', {
    clientId,
  });
  if (known) return known.blob('ref');
  const ref = random.bytes(auditRefSizeBytes);
  write.run('INSERT INTO audit_clients (client_id, ref) VALUES (:clientId, :ref)', {
    clientId,
    ref,
  });
  return ref;
}

function readChained(row: Row): ChainedEntry {
  return {
    ...readNumbers(row),
    event: row.text('event'),
    subject: row.text('subject'),
    ref: row.text('subject') === 'client' ? row.blob('ref') : null,
    outcome: row.text('outcome'),
    hash: row.blob('chain'),
  };
}

function readLogged(row: Row): LoggedEntry {
  const clientId = row.textOrNull('client_id');
  return {
    ...readNumbers(row),
    event: auditCodes.event.parse(row.text('event')),
    subject: auditCodes.subject.parse(row.text('subject')),
    clientId: clientId === null ? null : ids.client.parse(clientId),
    outcome: auditCodes.outcome.parse(row.text('outcome')),
  };
}

function readNumbers(row: Row): Pick<LoggedEntry, 'seq' | 'atMs' | 'times'> {
  return { seq: row.int('seq'), atMs: row.int('at_ms'), times: row.int('times') };
}
