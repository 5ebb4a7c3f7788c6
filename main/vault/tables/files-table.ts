import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import { ids, type ClientId, type FileId } from '../../../src/contract/ids.ts';
import type { FileSummary } from '../../../src/contract/ipc.ts';
import { limits } from '../../../src/contract/limits.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ClientSealing } from '../client-keys/client-keys.ts';
import { places } from '../client-keys/places.ts';
import { sealOverheadBytes } from '../client-keys/sealed-value.ts';
import type { Row } from '../database/row.ts';
import type { ReadHandle, SqlHandle, WriteHandle } from '../database/sql-handle.ts';
import { textAt } from '../search/indexed-texts.ts';
import { putText } from '../search/put-text.ts';

/** How much of a file is there. */
export interface FileProgress {
  readonly sizeBytes: number;
  readonly parts: number;
  readonly receivedBytes: number;
  /** Null until it is finished. */
  readonly sha256: Bytes | null;
}

/** Files in parts of their own rows. Unfinished ones are in no list, and go when the vault is opened again. */
export interface FilesTable {
  /** @throws AppError too-many */
  begin(clientId: ClientId, file: FileSummary): void;
  /**
   * Adds the next part. The last one again, with the same bytes, is the repeated call of somebody who missed the answer.
   * @throws AppError not-found, conflict when it is not the next one or the file is finished, too-large
   */
  append(fileId: FileId, index: number, bytes: Bytes): void;
  progress(fileId: FileId): FileProgress | null;
  /** Whose it is. */
  clientOf(fileId: FileId): ClientId | null;
  /** A part, also of an unfinished file. */
  part(fileId: FileId, index: number): Bytes | null;
  /** Shows a file whose bytes were checked. Again changes nothing. @throws AppError not-found, conflict */
  finish(fileId: FileId, sha256: Bytes): void;
  /** Finished files of a client, newest first. */
  list(clientId: ClientId): readonly FileSummary[];
  /** Deletes what was left unfinished: nobody can go on with it. */
  removeUnfinished(): void;
}

const progressSql = `
  SELECT client_id, size_bytes, sha256, count(part) AS parts,
    coalesce(sum(length(bytes) - ${String(sealOverheadBytes)}), 0) AS received_bytes
  FROM files f LEFT JOIN file_parts p ON p.file_id = f.file_id
  WHERE f.file_id = :fileId GROUP BY f.file_id`;

const partSql = `
  SELECT client_id, bytes FROM file_parts JOIN files ON files.file_id = file_parts.file_id
  WHERE file_parts.file_id = :fileId AND part = :index`;

interface OwnedProgress extends FileProgress {
  readonly clientId: ClientId;
}

export function createFilesTable(sql: SqlHandle, sealing: ClientSealing): FilesTable {
  return {
    begin: (clientId, { fileId, sessionId, name, sizeBytes, keptAtMs }) => {
      sql.write((write) => {
        const count = write
          .get('SELECT count(*) AS count FROM files WHERE client_id = :clientId', { clientId })
          ?.int('count');
        if (count === undefined || count >= limits.filesPerClient) throw new AppError('too-many');
        write.run(
          `INSERT INTO files (file_id, client_id, session_id, name, size_bytes, kept_at_ms)
           VALUES (:fileId, :clientId, :sessionId, :name, :sizeBytes, :keptAtMs)`,
          {
            fileId,
            clientId,
            sessionId,
            name: sealing.sealText(places.fileName(clientId, fileId), name),
            sizeBytes,
            keptAtMs,
          },
        );
      });
    },
    append: (fileId, index, bytes) => {
      sql.write((write) => {
        append(write, sealing, { fileId, index, bytes });
      });
    },
    progress: (fileId) => {
      const found = readProgress(sql, sealing, fileId);
      if (!found) return null;
      const { clientId: _owner, ...progress } = found;
      return progress;
    },
    clientOf: (fileId) => {
      const row = sql.get('SELECT client_id FROM files WHERE file_id = :fileId', { fileId });
      return row && ids.client.parse(row.text('client_id'));
    },
    part: (fileId, index) => readPart(sql, sealing, fileId, index),
    finish: (fileId, sha256) => {
      sql.write((write) => {
        const before = readProgress(write, sealing, fileId);
        if (!before) throw new AppError('not-found');
        if (before.sha256 && !equalBytes(before.sha256, sha256)) throw new AppError('conflict');
        write.run('UPDATE files SET sha256 = :sealed WHERE file_id = :fileId', {
          fileId,
          sealed: sealing.seal(places.fileHash(before.clientId, fileId), sha256),
        });
        if (!before.sha256) indexName(write, sealing, before.clientId, fileId);
      });
    },
    list: (clientId) =>
      sql
        .all(
          `SELECT file_id, session_id, name, size_bytes, kept_at_ms FROM files
           WHERE client_id = :clientId AND sha256 IS NOT NULL
           ORDER BY kept_at_ms DESC, rowid DESC`,
          { clientId },
        )
        .map((row) => readSummary(sealing, clientId, row)),
    removeUnfinished: () => {
      // Looked for first: a vault is not written to because it is opened.
      if (!sql.get('SELECT 1 FROM files WHERE sha256 IS NULL')) return;
      sql.write((write) => {
        write.run(
          'DELETE FROM file_parts WHERE file_id IN (SELECT file_id FROM files WHERE sha256 IS NULL)',
        );
        write.run('DELETE FROM files WHERE sha256 IS NULL');
      });
    },
  };
}

/** A file can be found when it is finished. */
function indexName(
  write: WriteHandle,
  sealing: ClientSealing,
  clientId: ClientId,
  fileId: FileId,
): void {
  const place = { kind: 'file', ref: fileId, number: 0, clientId } as const;
  const found = textAt(write, sealing, place);
  if (found) putText(write, place, found);
}

interface NextPart {
  readonly fileId: FileId;
  readonly index: number;
  readonly bytes: Bytes;
}

function append(
  write: WriteHandle,
  sealing: ClientSealing,
  { fileId, index, bytes }: NextPart,
): void {
  const before = readProgress(write, sealing, fileId);
  if (!before) throw new AppError('not-found');
  if (before.sha256) throw new AppError('conflict');
  if (index === before.parts - 1) {
    const last = readPart(write, sealing, fileId, index);
    if (last && equalBytes(last, bytes)) return;
  }
  if (index !== before.parts) throw new AppError('conflict');
  if (before.receivedBytes + bytes.length > before.sizeBytes) throw new AppError('too-large');
  write.run('INSERT INTO file_parts (file_id, part, bytes) VALUES (:fileId, :index, :sealed)', {
    fileId,
    index,
    sealed: sealing.seal(places.filePart(before.clientId, fileId, index), bytes),
  });
}

function readProgress(
  handle: ReadHandle,
  sealing: ClientSealing,
  fileId: FileId,
): OwnedProgress | null {
  const row = handle.get(progressSql, { fileId });
  if (!row) return null;
  const clientId = ids.client.parse(row.text('client_id'));
  const sha256 = row.blobOrNull('sha256');
  return {
    clientId,
    sizeBytes: row.int('size_bytes'),
    parts: row.int('parts'),
    receivedBytes: row.int('received_bytes'),
    sha256: sha256 && sealing.open(places.fileHash(clientId, fileId), sha256),
  };
}

function readPart(
  handle: ReadHandle,
  sealing: ClientSealing,
  fileId: FileId,
  index: number,
): Bytes | null {
  const row = handle.get(partSql, { fileId, index });
  if (!row) return null;
  const clientId = ids.client.parse(row.text('client_id'));
  return sealing.open(places.filePart(clientId, fileId, index), row.blob('bytes'));
}

function readSummary(sealing: ClientSealing, clientId: ClientId, row: Row): FileSummary {
  const sessionId = row.textOrNull('session_id');
  const fileId = ids.file.parse(row.text('file_id'));
  return {
    fileId,
    sessionId: sessionId === null ? null : ids.session.parse(sessionId),
    name: sealing.openText(places.fileName(clientId, fileId), row.blob('name')),
    sizeBytes: row.int('size_bytes'),
    keptAtMs: row.int('kept_at_ms'),
  };
}
