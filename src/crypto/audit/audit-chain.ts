import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8, type Bytes } from '../../base/bytes.ts';
import { u32, u64, u8 } from '../byte-layout.ts';

// The chain of an audit log. Each entry's hash covers the entry and the hash before it, so that the last one stands for all
// of them in their order. It is no secret: what it proves, it proves to whoever knows the last hash from elsewhere, such as
// a signature. Fields that vary in length have it before them, so that no two entries run into one another:
//
//   hash = SHA-256( label ‖ hash before ‖ u64 seq ‖ u64 at ‖ event ‖ subject ‖ ref ‖ outcome ‖ u32 times )

/** Size of the random number that stands for a client. */
export const auditRefSizeBytes = 16;

/** What was done, without content: no name, no text, nothing that was not a code or a number before. */
export interface AuditEntry {
  /** Counts from 1, without a gap. */
  readonly seq: number;
  /** Milliseconds since 1970, by the clock of the computer. */
  readonly atMs: number;
  readonly event: string;
  /** The kind of what it was done to. */
  readonly subject: string;
  /** Which client, as a random number that means something inside that vault alone. */
  readonly ref: Bytes | null;
  readonly outcome: string;
  /** How often, where one entry stands for several; otherwise 1. */
  readonly times: number;
}

/** What stands before the first entry: whose log it is, so that no entry fits into another's. */
export function auditChainStart(identityKey: Bytes): Bytes {
  return hashed(utf8('quietroom/audit-start/1'), identityKey);
}

/** The hash of an entry behind that of the one before it. */
export function auditHash(before: Bytes, entry: AuditEntry): Bytes {
  const { seq, atMs, event, subject, ref, outcome, times } = entry;
  return hashed(
    utf8('quietroom/audit-entry/1'),
    before,
    u64(seq),
    u64(atMs),
    sized(utf8(event)),
    sized(utf8(subject)),
    sized(ref ?? new Uint8Array()),
    sized(utf8(outcome)),
    u32(times),
  );
}

/** What the owner of a log signs: that it ends here. The last hash names them, and everything before. */
export function auditStatement(log: {
  readonly entries: number;
  readonly signedAtMs: number;
  /** Hash of the last entry. */
  readonly head: Bytes;
}): Bytes {
  return concatBytes(
    utf8('quietroom/audit-log/1'),
    u64(log.entries),
    u64(log.signedAtMs),
    log.head,
  );
}

function sized(bytes: Bytes): Bytes {
  return concatBytes(u8(bytes.length), bytes);
}

function hashed(...parts: readonly Bytes[]): Bytes {
  return new Uint8Array(sha256(concatBytes(...parts)));
}
