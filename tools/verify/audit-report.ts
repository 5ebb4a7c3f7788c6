import { assertNever } from '../../src/base/assert-never.ts';
import { toBase64Url } from '../../src/base/base64url.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import type { ChainedEntry } from '../../src/crypto/audit/audit-text.ts';
import {
  continuesAudit,
  verifyAudit,
  type AuditProblem,
  type VerifiedAudit,
} from '../../src/crypto/audit/verify-audit.ts';
import { fingerprintOfKey } from '../../src/crypto/identity/fingerprint.ts';

export interface AuditReport {
  readonly isValid: boolean;
  readonly text: string;
}

/** What `npm run verify -- audit` prints of a log, and of an earlier one of the same vault if there is one. */
export function auditReport(bytes: Bytes, earlierBytes?: Bytes): AuditReport {
  const verdict = verifyAudit(bytes);
  if (!verdict.valid) return invalid(`NOT VALID. ${problemText(verdict)}`);
  const summary = summaryOf(verdict);
  if (!earlierBytes) return { isValid: true, text: summary };
  const earlier = verifyAudit(earlierBytes);
  if (!earlier.valid) return invalid(`THE EARLIER LOG IS NOT VALID. ${problemText(earlier)}`);
  if (!continuesAudit(verdict, earlier)) {
    return invalid(
      'NOT VALID. Signed, but it does not go on from the earlier log: it is of another vault, was written anew, or is the older of the two.',
    );
  }
  const added = verdict.log.length - earlier.log.length;
  return {
    isValid: true,
    text: `${summary}\n  goes on from the earlier log with ${String(added)} further entries`,
  };
}

function invalid(text: string): AuditReport {
  return { isValid: false, text };
}

function problemText(problem: AuditProblem): string {
  switch (problem.problem) {
    case 'malformed':
      return `This is not an audit log, or line ${String(problem.line)} was changed.`;
    case 'out-of-order':
      return `Entry ${String(problem.seq)} is missing or not in its place.`;
    case 'changed':
      return `Entry ${String(problem.seq)} was changed, or one before it was taken out or put in.`;
    case 'incomplete':
      return `There are ${String(problem.entries)} entries, and there should be ${String(problem.claimed)}.`;
    case 'bad-signature':
      return 'The signature does not hold: the log was changed after it was signed.';
    default:
      return assertNever(problem, 'problem');
  }
}

function summaryOf({ identity, signedAtMs, log }: VerifiedAudit): string {
  const [first, last] = [log[0], log.at(-1)];
  return [
    'VALID: every entry is there, in its order, as it was written.',
    `  signed by   ${Buffer.from(fingerprintOfKey(identity)).toString('hex')} (compare it: anybody can sign a log of their own)`,
    `  signed at   ${timeOf(signedAtMs)}`,
    `  entries     ${String(log.length)}${first && last ? `, ${timeOf(first.atMs)} to ${timeOf(last.atMs)}` : ''}`,
    `  last hash   ${last ? toBase64Url(last.hash) : ''}`,
    `  clients     ${String(new Set(log.map(({ ref }) => ref && toBase64Url(ref)).filter(Boolean)).size)}`,
    ...countsOf(log).map(([event, count]) => `  ${event.padEnd(24)}${String(count)}`),
  ].join('\n');
}

function countsOf(log: readonly ChainedEntry[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { event, outcome, times } of log) {
    const what = outcome === 'done' ? event : `${event} (${outcome})`;
    counts.set(what, (counts.get(what) ?? 0) + times);
  }
  return [...counts].toSorted(([a], [b]) => a.localeCompare(b, 'en'));
}

function timeOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
