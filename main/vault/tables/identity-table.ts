import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { enrolmentStatement, hostStatement } from '../../../src/contract/host-statement.ts';
import type { RoomId } from '../../../src/contract/ids.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import {
  destructionStatement,
  encodeCertificate,
  encodeDestruction,
  type DestructionFacts,
} from '../../../src/crypto/attestation/destruction-certificate.ts';
import { encodeRecord, type AttestationRecord } from '../../../src/crypto/attestation/record.ts';
import { auditStatement } from '../../../src/crypto/audit/audit-chain.ts';
import { encodeStatement } from '../../../src/crypto/identity/identity-statement.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { SqlHandle } from '../database/sql-handle.ts';
import { encodeNoteStatement, type NoteStatement } from './note-statement.ts';

export interface SignedStatement {
  readonly publicKey: Bytes;
  readonly signature: Bytes;
}

/**
 * The therapist's identity. It signs the six statements that it builds itself and nothing else: there is no way to have
 * it sign bytes of somebody's choosing.
 */
export interface Identity {
  publicKey(): Bytes;
  signHost(serverOrigin: string, roomId: RoomId, challenge: Bytes): SignedStatement;
  signEnrolment(serverOrigin: string, challenge: Bytes): SignedStatement;
  /** Vouches, as a therapist, for an MLS key in this room. `notAfterS`: seconds since 1970. */
  signCredential(roomId: RoomId, notAfterS: number, mlsSignatureKey: Bytes): SignedStatement;
  /** Signs a record of a session of its own. @throws AppError bad-request when it names another therapist */
  signAttestation(record: AttestationRecord): SignedStatement;
  /** Signs a note, or an amendment to one. */
  signNote(statement: NoteStatement): Bytes;
  /** Signs that the audit log ends with this entry. */
  signAuditLog(log: Parameters<typeof auditStatement>[0]): Bytes;
  /** Certifies what was destroyed. @returns the whole certificate */
  certifyDestruction(facts: Omit<DestructionFacts, 'therapist'>): Bytes;
}

/** DER of a PKCS #8 Ed25519 private key up to the key itself (RFC 8410 §7). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
/** DER of a public key up to the key itself (RFC 8410 §4). */
const spkiPrefixSizeBytes = 12;

/** Stores a new identity. `seed`: 32 random bytes, which are the private key (RFC 8032 §5.1.5). */
export function storeIdentity(sql: SqlHandle, seed: SecretBytes, createdAtMs: number): void {
  seed.expose((privateKey) => {
    const publicKey = publicKeyOf(privateKey);
    sql.write((write) =>
      write.run(
        `INSERT INTO identity (only_row, private_key, public_key, created_at_ms)
         VALUES (1, :privateKey, :publicKey, :createdAtMs)`,
        { privateKey, publicKey, createdAtMs },
      ),
    );
  });
}

export function createIdentity(sql: SqlHandle): Identity {
  const column = (name: 'private_key' | 'public_key'): Bytes => {
    const row = sql.get(`SELECT ${name} FROM identity`);
    if (!row) throw new AppError('vault-damaged', 'no identity');
    return row.blob(name);
  };
  const signed = (statement: Bytes): SignedStatement => {
    const privateKey = column('private_key');
    try {
      const signature = new Uint8Array(sign(null, statement, keyObject(privateKey)));
      return { publicKey: column('public_key'), signature };
    } finally {
      privateKey.fill(0);
    }
  };
  return {
    publicKey: () => column('public_key'),
    signHost: (serverOrigin, roomId, challenge) =>
      signed(hostStatement(serverOrigin, roomId, challenge)),
    signEnrolment: (serverOrigin, challenge) => signed(enrolmentStatement(serverOrigin, challenge)),
    signCredential: (roomId, notAfterS, mlsSignatureKey) => {
      const claims = {
        role: 'therapist',
        identityKey: column('public_key'),
        room: decodeChecked(roomId),
        notAfterS,
      } as const;
      return signed(encodeStatement({ kind: 'credential', claims, mlsSignatureKey }));
    },
    signAttestation: (record) => {
      if (!equalBytes(record.therapist, column('public_key'))) throw new AppError('bad-request');
      return signed(encodeStatement({ kind: 'attestation', record: encodeRecord(record) }));
    },
    certifyDestruction: (facts) => {
      const encoded = encodeDestruction({ ...facts, therapist: column('public_key') });
      return encodeCertificate(encoded, signed(destructionStatement(encoded)).signature);
    },
    signNote: (statement) => signed(encodeNoteStatement(statement)).signature,
    signAuditLog: (log) => signed(auditStatement(log)).signature,
  };
}

function keyObject(privateKey: Bytes): ReturnType<typeof createPrivateKey> {
  const der = Buffer.concat([pkcs8Prefix, privateKey]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  return key;
}

function publicKeyOf(privateKey: Bytes): Bytes {
  const spki = createPublicKey(keyObject(privateKey)).export({ format: 'der', type: 'spki' });
  return new Uint8Array(spki.subarray(spkiPrefixSizeBytes));
}
