import { createHash } from 'node:crypto';
import { equalBytes, utf8, type Bytes } from '../../src/base/bytes.ts';
import { recordVersion, type NoteVersions } from '../../src/contract/client-record.ts';
import { archiveNames } from '../../src/domain/record-export/archive-names.ts';
import { pageOf, recordPage } from '../../src/domain/record-export/record-page.ts';
import { versionsPage } from '../../src/domain/record-export/versions-page.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { CollectedRecord } from './collect-record.ts';
import type { ExportWork } from './export-work.ts';
import { instant, type NoteWithVersions } from './record-parts.ts';

/** One file of an archive. Its content is read once, when its turn has come. */
export interface ArchiveEntry {
  readonly path: string;
  /** Exactly what `content` brings. */
  readonly sizeBytes: number;
  readonly content: () => AsyncIterable<Bytes> | Iterable<Bytes>;
}

/** Everything that goes into an archive, made one after the other: the vault's files are never all in memory. */
export async function* archiveEntries(
  collected: CollectedRecord,
  work: ExportWork,
): AsyncGenerator<ArchiveEntry> {
  const { record } = collected;
  yield entry(archiveNames.index, utf8(recordPage(record)));
  yield entry(archiveNames.record, jsonBytes(record));
  for (const note of collected.versions) {
    await work.rest();
    const versions = readVersions(work, note);
    yield entry(note.path, jsonBytes(versions));
    yield entry(pageOf(note.path), utf8(versionsPage(versions, note.createdAt, record.timeZone)));
  }
  for (const { slipId, path } of collected.slips) {
    await work.rest();
    const slip = work.vault().slips.read(slipId);
    if (!slip) throw new AppError('not-found');
    yield entry(path, slip);
  }
  for (const file of collected.files) {
    yield { ...file, content: () => fileContent(work, file) };
  }
}

function entry(path: string, bytes: Bytes): ArchiveEntry {
  return { path, sizeBytes: bytes.length, content: () => [bytes] };
}

function jsonBytes(value: unknown): Bytes {
  return utf8(`${JSON.stringify(value, null, 2)}\n`);
}

/** @throws AppError not-found when the note is gone */
function readVersions({ vault }: ExportWork, { noteId, newest }: NoteWithVersions): NoteVersions {
  const known = vault()
    .notes.revisions(noteId)
    .filter(({ revision }) => revision <= newest);
  if (known.length === 0) throw new AppError('not-found');
  return {
    format: 'quietroom-note-versions',
    version: recordVersion,
    noteId,
    versions: known.map(({ revision, savedAtMs, text }) => ({
      revision,
      savedAt: instant(savedAtMs),
      text,
    })),
  };
}

/** @throws AppError vault-damaged when it is not what was stored, not-found when it is gone */
async function* fileContent(
  work: ExportWork,
  { fileId, sizeBytes, sha256 }: CollectedRecord['files'][number],
): AsyncGenerator<Bytes> {
  const hash = createHash('sha256');
  let readBytes = 0;
  for (let part = 0; readBytes < sizeBytes; part += 1) {
    const bytes = work.vault().files.part(fileId, part);
    if (!bytes) throw new AppError('not-found');
    hash.update(bytes);
    readBytes += bytes.length;
    yield bytes;
    // What packs them takes many without a break.
    await work.rest();
  }
  if (readBytes !== sizeBytes || !equalBytes(new Uint8Array(hash.digest()), sha256)) {
    throw new AppError('vault-damaged', 'file');
  }
}
