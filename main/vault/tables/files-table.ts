import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import { ids, type ClientId, type FileId } from '../../../src/contract/ids.ts';
import type { FileSummary } from '../../../src/contract/ipc.ts';
import { limits } from '../../../src/contract/limits.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { Row } from '../database/row.ts';
import type { ReadHandle, SqlHandle, WriteHandle } from '../database/sql-handle.ts';

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
  SELECT size_bytes, sha256, sha256 IS NOT NULL AS is_finished, count(part) AS parts,
    coalesce(sum(length(bytes)), 0) AS received_bytes
  FROM files f LEFT JOIN file_parts p ON p.file_id = f.file_id
  WHERE f.file_id = :fileId GROUP BY f.file_id`;

export function createFilesTable(sql: SqlHandle): FilesTable {
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
          { fileId, clientId, sessionId, name, sizeBytes, keptAtMs },
        );
      });
    },
    append: (fileId, index, bytes) => {
      sql.write((write) => {
        append(write, fileId, index, bytes);
      });
    },
    progress: (fileId) => readProgress(sql, fileId),
    part: (fileId, index) => readPart(sql, fileId, index),
    finish: (fileId, sha256) => {
      sql.write((write) => {
        const before = readProgress(write, fileId);
        if (!before) throw new AppError('not-found');
        if (before.sha256 && !equalBytes(before.sha256, sha256)) throw new AppError('conflict');
        write.run('UPDATE files SET sha256 = :sha256 WHERE file_id = :fileId', { fileId, sha256 });
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
        .map(readSummary),
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

function append(write: WriteHandle, fileId: FileId, index: number, bytes: Bytes): void {
  const before = readProgress(write, fileId);
  if (!before) throw new AppError('not-found');
  if (before.sha256) throw new AppError('conflict');
  if (index === before.parts - 1) {
    const last = readPart(write, fileId, index);
    if (last && equalBytes(last, bytes)) return;
  }
  if (index !== before.parts) throw new AppError('conflict');
  if (before.receivedBytes + bytes.length > before.sizeBytes) throw new AppError('too-large');
  write.run('INSERT INTO file_parts (file_id, part, bytes) VALUES (:fileId, :index, :bytes)', {
    fileId,
    index,
    bytes,
  });
}

function readProgress(handle: ReadHandle, fileId: FileId): FileProgress | null {
  const row = handle.get(progressSql, { fileId });
  return (
    row && {
      sizeBytes: row.int('size_bytes'),
      parts: row.int('parts'),
      receivedBytes: row.int('received_bytes'),
      sha256: row.int('is_finished') === 1 ? row.blob('sha256') : null,
    }
  );
}

function readPart(handle: ReadHandle, fileId: FileId, index: number): Bytes | null {
  const row = handle.get('SELECT bytes FROM file_parts WHERE file_id = :fileId AND part = :index', {
    fileId,
    index,
  });
  return row && row.blob('bytes');
}

function readSummary(row: Row): FileSummary {
  const sessionId = row.textOrNull('session_id');
  return {
    fileId: ids.file.parse(row.text('file_id')),
    sessionId: sessionId === null ? null : ids.session.parse(sessionId),
    name: row.text('name'),
    sizeBytes: row.int('size_bytes'),
    keptAtMs: row.int('kept_at_ms'),
  };
}
