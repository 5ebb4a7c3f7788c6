import { concatBytes, utf8, type Bytes } from '../../base/bytes.ts';
import {
  bytesOf,
  bytesUpTo,
  list,
  map,
  oneOf,
  parseCbor,
  uint,
  type Shaped,
} from '../cbor/cbor-shape.ts';
import { encodeCbor } from '../cbor/encode-cbor.ts';
import { publicKeySizeBytes, signatureSizeBytes, verifyEd25519 } from '../ed25519.ts';
import { hashSizeBytes } from '../hkdf.ts';

// What a therapist's key signs after everything that was kept of a client was destroyed. No names: a hash of the client's
// random id, times, counts, and what a destruction cannot reach. Times are milliseconds since 1970.

const maxBodyBytes = 4096;

/** What was destroyed, and how. */
const covered = ['data-key', 'rows', 'free-pages'] as const;

/** What a destruction on this machine does not reach. */
const notCovered = [
  /** Somebody copied the keyring before, or the vault's whole folder, and has a way in of that time. */
  'copied-keyrings',
  /** Backups went to another folder before: the keyring that lies there has the client's key. */
  'earlier-backup-folders',
  /** A raw copy of the database from before, together with its vault key: what is not sealed under a client's key is in it. */
  'raw-copies-with-vault-key',
  /** Copies that the disk itself keeps: flash memory, snapshots. */
  'copies-inside-the-disk',
] as const;

/**
 * The folder of backups was not there, or could not be written to: until its keyring is replaced, which the next backup does, the one
 * in it has the client's key.
 */
const backupFolderAway = 'backup-folder-away';

const notCoveredCodes = [...notCovered, backupFolderAway] as const;

const body = map({
  v: oneOf(1),
  therapist: bytesOf(publicKeySizeBytes),
  /** SHA-256 of the client's id, which is random and in no other paper. */
  client: bytesOf(hashSizeBytes),
  begun: uint(),
  completed: uint(),
  /** Before the time that the rules of retention name. The written reason stays in the vault. */
  early: oneOf(true, false),
  counts: map({
    notes: uint(),
    revisions: uint(),
    amendments: uint(),
    files: uint(),
    phrases: uint(),
    sessions: uint(),
    slips: uint(),
  }),
  covered: list(oneOf(...covered), covered.length),
  notCovered: list(oneOf(...notCoveredCodes), notCoveredCodes.length),
});

const certificate = map({
  v: oneOf(1),
  body: bytesUpTo(maxBodyBytes),
  signature: bytesOf(signatureSizeBytes),
});

export type DestructionBody = Shaped<typeof body>;
export type DestructionFacts = Omit<DestructionBody, 'v' | 'covered' | 'notCovered'> & {
  /** The keyring in the folder of backups is not yet without the client's key. */
  readonly isBackupAway: boolean;
};

/** The canonical bytes of what is certified. */
export function encodeDestruction({ isBackupAway, ...facts }: DestructionFacts): Bytes {
  const away = isBackupAway ? [backupFolderAway] : [];
  return encodeCbor({
    v: 1,
    ...facts,
    covered: [...covered],
    notCovered: [...notCovered, ...away],
  });
}

/** Whether a certificate says that the folder of backups was not reached. */
export function saysBackupAway({ notCovered: named }: DestructionBody): boolean {
  return named.includes(backupFolderAway);
}

/** The bytes that are signed. */
export function destructionStatement(encoded: Bytes): Bytes {
  return concatBytes(utf8('quietroom/destruction/1'), encoded);
}

/** The bytes that are kept and handed on. */
export function encodeCertificate(encoded: Bytes, signature: Bytes): Bytes {
  return encodeCbor({ v: 1, body: encoded, signature });
}

/** Verifies a certificate from its bytes. @returns what it certifies; null unless all of it holds */
export function verifyCertificate(bytes: Bytes): DestructionBody | null {
  const parsed = parseCbor(certificate, bytes);
  const read = parsed && parseCbor(body, parsed.body);
  if (!read || read.completed < read.begun) return null;
  const isSigned = verifyEd25519(
    read.therapist,
    destructionStatement(parsed.body),
    parsed.signature,
  );
  return isSigned ? read : null;
}
