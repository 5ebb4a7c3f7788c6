import { utf8, type Bytes } from '../../src/base/bytes.ts';
import {
  auditChainStart,
  auditHash,
  auditStatement,
  type AuditEntry,
} from '../../src/crypto/audit/audit-chain.ts';
import {
  writeAuditEntry,
  writeAuditHead,
  writeAuditSignature,
} from '../../src/crypto/audit/audit-text.ts';
import { ed25519FromSeed, signEd25519 } from '../../src/crypto/ed25519.ts';

/** The same key for the same number. */
export function auditKey(number = 1): ReturnType<typeof ed25519FromSeed> {
  return ed25519FromSeed(new Uint8Array(32).fill(number));
}

/** So many different entries, one a minute. */
export function auditEntries(count: number): readonly AuditEntry[] {
  return Array.from({ length: count }, (_, index) => ({
    seq: index + 1,
    atMs: 1_700_000_000_000 + index * 60_000,
    event: index === 0 ? 'vault-created' : 'note-read',
    subject: index === 0 ? 'vault' : 'client',
    ref: index === 0 ? null : new Uint8Array(16).fill(index),
    outcome: 'done',
    times: 1,
  }));
}

/** The lines of a log, hashed and signed with a key, as whoever has that key would write it. */
export function auditLines(entries: readonly AuditEntry[], key = auditKey()): string[] {
  const signedAtMs = 1_800_000_000_000;
  let hash = auditChainStart(key.publicKey);
  const lines = entries.map((entry) => {
    hash = auditHash(hash, entry);
    return writeAuditEntry({ ...entry, hash });
  });
  const signed = { identity: key.publicKey, entries: entries.length, signedAtMs };
  const statement = auditStatement({ ...signed, head: hash });
  const signature = signEd25519(key.secretKey, statement);
  return [writeAuditHead(signed), ...lines, writeAuditSignature(signature)];
}

/** The bytes of an exported log. */
export function auditFile(lines: readonly string[]): Bytes {
  return utf8(`${lines.join('\n')}\n`);
}
