import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { AppError, CancelledError } from '../../../src/errors/app-error.ts';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { vaultError } from '../database/sqlite-error.ts';
import {
  encodeBackupHead,
  headSizeBytes,
  parseBackupHead,
  type BackupHead,
  type UnprovenBackupHead,
} from './backup-header.ts';
import type { BackupWork } from './backup-work.ts';

// The file of a content backup, written and read in pieces. The files are encrypted already: what is done here is to put a
// head before one, and to take it off again while everything is compared with the hash in it.

const pieceSizeBytes = 256 * 1024;

/** Writes an encrypted database as a backup; on the disk when it returns. @throws AppError disk-full, save-failed; what `work.pause` throws */
export async function writeBackupFile(
  database: string,
  path: string,
  head: Omit<BackupHead, 'sizeBytes' | 'sha256'>,
  key: SecretBytes,
  work: BackupWork,
): Promise<number> {
  return withFiles(database, path, async (from, to) => {
    const { size } = await from.stat();
    const hash = createHash('sha256');
    const sizeBytes = await copyPieces(
      from,
      to,
      { fromByte: 0, toByte: headSizeBytes, size },
      (piece) => {
        hash.update(piece);
      },
      work,
    );
    const sha256 = new Uint8Array(hash.digest());
    await writeAt(to, encodeBackupHead({ ...head, sizeBytes, sha256 }, key), 0);
    await to.sync();
    return headSizeBytes + sizeBytes;
  });
}

/**
 * Takes the encrypted database out of a backup. `accept`: proves its head, and throws where there is no point in going on: until
 * then nothing is copied. @returns the head
 * @throws AppError vault-damaged when any bit of the database is another one, vault-newer, disk-full, save-failed; whatever
 * `accept` throws
 */
export async function readBackupFile(
  path: string,
  database: string,
  accept: (head: UnprovenBackupHead) => Promise<void>,
  work: BackupWork,
  whenDamaged: ErrorCode = 'vault-damaged',
): Promise<BackupHead> {
  return withFiles(path, database, async (from, to) => {
    const bytes = new Uint8Array(headSizeBytes);
    await from.read(bytes, 0, headSizeBytes, 0);
    const head = parseBackupHead(bytes);
    const { size } = await from.stat();
    if (size !== headSizeBytes + head.sizeBytes) throw new AppError(whenDamaged, 'size');
    await accept(head);
    const hash = createHash('sha256');
    await copyPieces(
      from,
      to,
      { fromByte: headSizeBytes, toByte: 0, size },
      (piece) => {
        hash.update(piece);
      },
      work,
    );
    if (!equalBytes(new Uint8Array(hash.digest()), head.sha256)) {
      throw new AppError(whenDamaged, 'hash of a backup');
    }
    return head;
  });
}

interface Span {
  readonly fromByte: number;
  readonly toByte: number;
  /** Of the file that is read. */
  readonly size: number;
}

async function copyPieces(
  from: FileHandle,
  to: FileHandle,
  { fromByte, toByte, size }: Span,
  see: (piece: Bytes) => void,
  { pause, progress }: BackupWork,
): Promise<number> {
  const buffer = new Uint8Array(pieceSizeBytes);
  for (let done = 0; ;) {
    const { bytesRead } = await from.read(buffer, 0, buffer.length, fromByte + done);
    if (bytesRead === 0) return done;
    const piece = buffer.subarray(0, bytesRead);
    see(piece);
    await writeAt(to, piece, toByte + done);
    done += bytesRead;
    progress(done / Math.max(1, size - fromByte));
    await pause();
  }
}

async function writeAt(file: FileHandle, bytes: Bytes, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, position + at);
    at += bytesWritten;
  }
}

/** What the system says quotes a path: only a code leaves. */
async function withFiles<T>(
  fromPath: string,
  toPath: string,
  use: (from: FileHandle, to: FileHandle) => Promise<T>,
): Promise<T> {
  try {
    const from = await open(fromPath, 'r');
    try {
      const to = await open(toPath, 'wx', 0o600);
      try {
        return await use(from, to);
      } finally {
        await to.close();
      }
    } finally {
      await from.close();
    }
  } catch (error) {
    throw backupError(error);
  }
}

/** What a failure of work on backups means: of a folder, of SQLite, or a person's wish. Only codes are kept. */
export function backupError(thrown: unknown): AppError | CancelledError {
  if (thrown instanceof AppError || thrown instanceof CancelledError) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  if (!(thrown instanceof Error) || !('syscall' in thrown)) return vaultError(thrown);
  return new AppError(meanings[String(code)] ?? 'save-failed', String(code));
}

/** What the codes of the system mean that say more than that it did not work. */
const meanings: Readonly<Partial<Record<string, ErrorCode>>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  // There is room, but a file of that size cannot be on it: on FAT, as sticks have it, none of 4 GB.
  EFBIG: 'too-large',
};
