import { concatBytes, equalBytes, type Bytes } from '../../src/base/bytes.ts';
import type { Clock, Random } from '../../src/base/ports.ts';
import { newId, type ClientId, type FileId, type SessionId } from '../../src/contract/ids.ts';
import type { FileSummary } from '../../src/contract/ipc.ts';
import { limits } from '../../src/contract/limits.ts';
import { isFileName } from '../../src/crypto/files/file-manifest.ts';
import { sha256 as hashOf } from '../../src/crypto/hkdf.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { VaultAccess } from './vault-service.ts';

/** What is told of a file before its bytes come. */
export interface AnnouncedFile {
  readonly clientId: ClientId;
  readonly sessionId: SessionId | null;
  readonly name: string;
  readonly sizeBytes: number;
}

export interface FilePart {
  readonly bytes: Bytes;
  readonly isLast: boolean;
}

/** Files of clients, inside the encrypted vault and nowhere else. Every method throws AppError vault-locked, too. */
export interface FileService {
  /**
   * @throws AppError not-found (the client, or a session with them), too-large, too-many, disk-full,
   * bad-request when the name is none that a file can have
   */
  begin(file: AnnouncedFile): FileId;
  /**
   * Parts come in order; on disk for good when it returns. @throws AppError not-found, too-large for what was announced,
   * conflict when it is not the next one, disk-full
   */
  append(fileId: FileId, index: number, bytes: Bytes): void;
  /**
   * Checks what lies in the vault, and shows the file from then on; again changes nothing.
   * @throws AppError not-found, bad-request when size or hash are not the announced ones, conflict when it was finished
   * with another hash, disk-full
   */
  finish(fileId: FileId, sha256: Bytes): Promise<void>;
  /** Newest first. @throws AppError not-found */
  list(clientId: ClientId): readonly FileSummary[];
  /** @throws AppError not-found also for a file that is not finished */
  read(fileId: FileId, index: number): FilePart;
}

export interface FileServiceOptions {
  readonly vault: VaultAccess;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly random: Random;
}

export function createFileService(options: FileServiceOptions): FileService {
  const { vault, audit, clock, random } = options;
  return {
    begin: ({ clientId, sessionId, name, sizeBytes }) => {
      const { clients, sessions, files } = vault.use();
      if (!isFileName(name)) throw new AppError('bad-request');
      if (sizeBytes > limits.fileBytes) throw new AppError('too-large');
      if (!clients.exists(clientId)) throw new AppError('not-found');
      if (sessionId !== null && !sessions.isWith(sessionId, clientId)) {
        throw new AppError('not-found');
      }
      const fileId = newId<FileId>(random);
      files.begin(clientId, { fileId, sessionId, name, sizeBytes, keptAtMs: clock.nowMs() });
      return fileId;
    },
    append: (fileId, index, bytes) => {
      vault.use().files.append(fileId, index, bytes);
    },
    finish: async (fileId, sha256) => {
      const before = vault.use().files.progress(fileId);
      if (!before) throw new AppError('not-found');
      if (!before.sha256) {
        if (before.receivedBytes !== before.sizeBytes) throw new AppError('bad-request');
        const content = await readAll(options, fileId, before.parts);
        if (!equalBytes(await hashOf(content), sha256)) throw new AppError('bad-request');
      }
      // A file that is full takes no further part, so that this is what was hashed.
      const { files } = vault.use();
      const clientId = files.clientOf(fileId);
      if (!clientId) throw new AppError('not-found');
      audit.alongAnyway({ event: 'file-kept', clientId }, () => {
        files.finish(fileId, sha256);
      });
    },
    list: (clientId) => {
      const { clients, files } = vault.use();
      if (!clients.exists(clientId)) throw new AppError('not-found');
      const listed = files.list(clientId);
      audit.reading('record-opened', clientId, () => clientId);
      return listed;
    },
    read: (fileId, index) => {
      const part = readPart(vault, fileId, index);
      audit.reading('file-read', fileId, () => vault.use().files.clientOf(fileId));
      return part;
    },
  };
}

/** All bytes of a file. Lets others run after each part: a whole file takes a good part of a second to read. */
async function readAll(
  { vault, clock }: FileServiceOptions,
  fileId: FileId,
  parts: number,
): Promise<Bytes> {
  const read: Bytes[] = [];
  for (let index = 0; index < parts; index += 1) {
    const bytes = vault.use().files.part(fileId, index);
    if (!bytes) throw new AppError('not-found');
    read.push(bytes);
    await new Promise<void>((resolve) => {
      clock.after(0, resolve);
    });
  }
  return concatBytes(...read);
}

function readPart(vault: VaultAccess, fileId: FileId, index: number): FilePart {
  const { files } = vault.use();
  const progress = files.progress(fileId);
  if (!progress?.sha256) throw new AppError('not-found');
  // An empty file has one part to read, as on its way through a call.
  if (progress.sizeBytes === 0 && index === 0) return { bytes: new Uint8Array(), isLast: true };
  if (index >= progress.parts) throw new AppError('not-found');
  const bytes = files.part(fileId, index);
  if (!bytes) throw new AppError('vault-damaged', 'no such part');
  return { bytes, isLast: index === progress.parts - 1 };
}
