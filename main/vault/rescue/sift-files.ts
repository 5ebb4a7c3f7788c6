import { createHash } from 'node:crypto';
import { equalBytes } from '../../../src/base/bytes.ts';
import { ids, type ClientId, type FileId } from '../../../src/contract/ids.ts';
import { places } from '../client-keys/places.ts';
import { clientIn, lostRows } from './find-owners.ts';
import { isOpened, opened, type SiftOptions } from './sift.ts';

// Half a file is none: a file of which any part, its name or its hash does not open goes whole, and is named.

interface FileRow {
  readonly fileId: FileId;
  readonly clientId: ClientId;
  readonly name: Uint8Array;
  readonly sizeBytes: number;
  readonly keptAtMs: number;
  readonly sha256: Uint8Array;
}

/** Takes away files, slips and phrases that do not open. */
export async function siftFiles(options: SiftOptions): Promise<void> {
  const { database, salvaged, losses, pause } = options;
  const files = database
    .prepare(
      `SELECT file_id AS fileId, client_id AS clientId, name, size_bytes AS sizeBytes, kept_at_ms AS keptAtMs, sha256
       FROM files WHERE sha256 IS NOT NULL ORDER BY rowid`,
    )
    .all() as readonly FileRow[];
  for (const file of files) {
    const { clientId, fileId, keptAtMs } = file;
    const name = opened(options, places.fileName(clientId, fileId), file.name);
    if (name && (await isWhole(options, file))) continue;
    database.prepare('DELETE FROM file_parts WHERE file_id = ?').run(fileId);
    database.prepare('DELETE FROM files WHERE file_id = ?').run(fileId);
    losses.file(clientId, { fileId, keptAtMs, name: name && Buffer.from(name).toString('utf8') });
  }
  for (const { known } of lostRows(salvaged, 'files')) {
    const fileId = ids.file.safeParse(known['file_id']);
    const keptAtMs = known['kept_at_ms'];
    const clientId = fileId.success ? clientIn(known) : null;
    if (!fileId.success) losses.unplaced += 1;
    else {
      const at = typeof keptAtMs === 'number' ? keptAtMs : null;
      losses.file(clientId, { fileId: fileId.data, keptAtMs: at, name: null });
    }
  }
  siftSlips(options);
  siftPhrases(options);
  await pause();
}

async function isWhole(options: SiftOptions, file: FileRow): Promise<boolean> {
  const { database, pause } = options;
  const { fileId, clientId, sizeBytes } = file;
  const wanted = opened(options, places.fileHash(clientId, fileId), file.sha256);
  if (!wanted) return false;
  const hash = createHash('sha256');
  const read = database
    .prepare('SELECT bytes FROM file_parts WHERE file_id = ? AND part = ?')
    .pluck();
  let readBytes = 0;
  for (let part = 0; readBytes < sizeBytes; part += 1) {
    const sealed = read.get(fileId, part);
    if (!(sealed instanceof Uint8Array)) return false;
    const bytes = opened(options, places.filePart(clientId, fileId, part), sealed);
    if (!bytes) return false;
    hash.update(bytes);
    readBytes += bytes.length;
    await pause();
  }
  return readBytes === sizeBytes && equalBytes(new Uint8Array(hash.digest()), wanted);
}

function siftSlips(options: SiftOptions): void {
  const { database, salvaged, losses } = options;
  const slips = database
    .prepare(
      `SELECT slip_id AS slipId, slip, client_id AS clientId FROM slips
       LEFT JOIN sessions ON sessions.session_id = slips.session_id`,
    )
    .all() as readonly { slipId: string; slip: Uint8Array; clientId: ClientId | null }[];
  for (const { slipId, slip, clientId } of slips) {
    // Those of nobody were counted when nobody was found.
    if (clientId === null || isOpened(options, places.slip(clientId, slipId), slip)) continue;
    database.prepare('DELETE FROM slips WHERE slip_id = ?').run(slipId);
    losses.other(clientId);
  }
  const clientOf = database.prepare('SELECT client_id FROM sessions WHERE session_id = ?').pluck();
  for (const table of ['slips', 'session_devices', 'invites', 'clear_stretches']) {
    for (const { known } of lostRows(salvaged, table)) {
      const { session_id: sessionId } = known;
      const found = typeof sessionId === 'string' ? clientOf.get(sessionId) : undefined;
      losses.other(clientIn({ client_id: found }));
    }
  }
}

function siftPhrases(options: SiftOptions): void {
  const { database, salvaged, losses } = options;
  const phrases = database
    .prepare('SELECT client_id AS clientId, phrase FROM client_phrases')
    .all() as readonly { clientId: ClientId; phrase: Uint8Array }[];
  for (const { clientId, phrase } of phrases) {
    if (isOpened(options, places.phrase(clientId), phrase)) continue;
    database.prepare('DELETE FROM client_phrases WHERE client_id = ?').run(clientId);
    losses.other(clientId);
  }
  for (const table of ['client_phrases', 'client_treatments']) {
    for (const { known } of lostRows(salvaged, table)) losses.other(clientIn(known));
  }
}
