import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { verifyEd25519 } from '../ed25519.ts';
import { auditChainStart, auditHash, auditStatement } from './audit-chain.ts';
import {
  readAuditEntry,
  readAuditHead,
  readAuditSignature,
  type AuditHead,
  type ChainedEntry,
} from './audit-text.ts';

// Checks an exported audit log offline, from its bytes alone. Whoever changes, removes, adds, moves or cuts off entries of it
// would have to sign again, and has no key for that; with another key it is somebody else's log.

/** As much as is read into memory; a million entries are less. */
const maxFileBytes = 256 * 1024 * 1024;
const maxLineCharacters = 512;

/** What is wrong with a log, and with which of its entries, where one can be named. */
export type AuditProblem =
  /** No such log, or a line of it is not as Quietroom writes it. */
  | { readonly problem: 'malformed'; readonly line: number }
  /** Entries are missing, there twice, or in another order. */
  | { readonly problem: 'out-of-order'; readonly seq: number }
  /** The entry is not the one that was written, or one before it was taken out or put in. */
  | { readonly problem: 'changed'; readonly seq: number }
  /** More or fewer entries than the log says. */
  | { readonly problem: 'incomplete'; readonly entries: number; readonly claimed: number }
  | { readonly problem: 'bad-signature' };

/** A log that holds: every entry from the first to the one that was the last when it was signed. */
export interface VerifiedAudit extends AuditHead {
  readonly log: readonly ChainedEntry[];
}

export type AuditVerdict =
  ({ readonly valid: true } & VerifiedAudit) | ({ readonly valid: false } & AuditProblem);

export function verifyAudit(bytes: Bytes): AuditVerdict {
  const lines = linesOf(bytes);
  const [first = '', ...rest] = lines ?? [];
  const head = readAuditHead(first);
  const last = rest.pop();
  if (!head || last === undefined) return malformed(1);
  const signature = readAuditSignature(last);
  if (!signature) return wrongEnd(rest.length, last, head);
  const log: ChainedEntry[] = [];
  let before = auditChainStart(head.identity);
  for (const line of rest) {
    const entry = readAuditEntry(line);
    if (!entry) return malformed(log.length + 2);
    const seq = log.length + 1;
    if (entry.seq !== seq) return { valid: false, problem: 'out-of-order', seq };
    before = auditHash(before, entry);
    if (!equalBytes(before, entry.hash)) return { valid: false, problem: 'changed', seq };
    log.push(entry);
  }
  if (log.length !== head.entries) return incomplete(log.length, head);
  const isSigned = verifyEd25519(
    head.identity,
    auditStatement({ ...head, head: before }),
    signature,
  );
  return isSigned ? { valid: true, ...head, log } : { valid: false, problem: 'bad-signature' };
}

/**
 * Whether a log goes on from an earlier one of the same vault. A vault's owner can write a log anew and sign it; not in a way
 * that goes on from what somebody else has kept.
 */
export function continuesAudit(later: VerifiedAudit, earlier: VerifiedAudit): boolean {
  const [end, same] = [earlier.log.at(-1), later.log[earlier.log.length - 1]];
  if (!end || !same) return false;
  return equalBytes(later.identity, earlier.identity) && equalBytes(same.hash, end.hash);
}

/** @returns null for what is too large, not UTF-8, or does not end with a line's end */
function linesOf(bytes: Bytes): string[] | null {
  if (bytes.length > maxFileBytes) return null;
  const text = decoded(bytes);
  if (text?.endsWith('\n') !== true) return null;
  const lines = text.slice(0, -1).split('\n');
  return lines.every((line) => line.length <= maxLineCharacters) ? lines : null;
}

function decoded(bytes: Bytes): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Without its last line: cut off in between, which is worth telling from a file of another kind. */
function wrongEnd(linesBefore: number, last: string, head: AuditHead): AuditVerdict {
  return readAuditEntry(last) ? incomplete(linesBefore + 1, head) : malformed(linesBefore + 2);
}

function malformed(line: number): AuditVerdict {
  return { valid: false, problem: 'malformed', line };
}

function incomplete(entries: number, head: AuditHead): AuditVerdict {
  return { valid: false, problem: 'incomplete', entries, claimed: head.entries };
}
