import { createHash, type Hash } from 'node:crypto';
import { equalBytes } from '../../src/base/bytes.ts';
import { AppError, CancelledError } from '../../src/errors/app-error.ts';
import type { SavePlace } from '../ports/save-port.ts';
import type { AgeSealing } from './age-sealing.ts';
import type { ExportStep, ExportWork } from './export-work.ts';
import { streamOf } from './stream-of.ts';

export interface ExportToWrite {
  readonly archive: ReadableStream<Uint8Array>;
  /** Roughly how much that is. */
  readonly estimatedBytes: number;
  readonly sealing: AgeSealing;
  readonly place: SavePlace;
  readonly work: ExportWork;
}

/**
 * Writes an archive, encrypted, reads it back from the disk, and puts it in its place only if it says what was packed.
 * Plain bytes are in memory alone, a few megabytes at a time. When this
 * throws, the place is to be abandoned.
 * @returns how large the file is
 * @throws AppError disk-full, save-failed also when what was read back is not what was written, and what the archive
 * fails with; CancelledError
 */
export async function writeExport(job: ExportToWrite): Promise<number> {
  const packed = createHash('sha256');
  const sizeBytes = await write(job, packed);
  await check(job, packed, sizeBytes);
  await job.place.finish();
  return sizeBytes;
}

/** At least so much is collected before it is written: fewer and larger writes. */
const pieceSizeBytes = 256 * 1024;

async function write(job: ExportToWrite, packed: Hash): Promise<number> {
  const { sealing, place, archive } = job;
  const sealed = await sealing.encrypt(streamOf(hashed(archive, packed)));
  let sizeBytes = 0;
  for await (const bytes of inPieces(sealed)) {
    await place.append(bytes);
    sizeBytes += bytes.length;
    await advance(job, 'writing', sizeBytes);
  }
  return sizeBytes;
}

async function check(job: ExportToWrite, packed: Hash, sizeBytes: number): Promise<void> {
  const { sealing, place } = job;
  const found = createHash('sha256');
  let checkedBytes = 0;
  try {
    const opened = await sealing.decrypt(streamOf(place.written()));
    for await (const bytes of inPieces(opened)) {
      found.update(bytes);
      checkedBytes += bytes.length;
      await advance({ ...job, estimatedBytes: sizeBytes }, 'checking', checkedBytes);
    }
  } catch (error) {
    if (error instanceof AppError || error instanceof CancelledError) throw error;
    throw new AppError('save-failed', 'not what was written');
  }
  if (!equalBytes(found.digest(), packed.digest())) {
    throw new AppError('save-failed', 'not what was packed');
  }
}

async function advance(
  { work, estimatedBytes }: ExportToWrite,
  step: ExportStep,
  doneBytes: number,
): Promise<void> {
  await work.pause(step, doneBytes, estimatedBytes);
}

async function* hashed(
  content: ReadableStream<Uint8Array>,
  hash: Hash,
): AsyncGenerator<Uint8Array> {
  for await (const bytes of content) {
    hash.update(bytes);
    yield bytes;
  }
}

async function* inPieces(
  content: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let waiting: Uint8Array[] = [];
  let sizeBytes = 0;
  const take = (): Uint8Array<ArrayBuffer> => {
    const piece = new Uint8Array(Buffer.concat(waiting));
    waiting = [];
    sizeBytes = 0;
    return piece;
  };
  for await (const bytes of content) {
    waiting.push(bytes);
    sizeBytes += bytes.length;
    if (sizeBytes >= pieceSizeBytes) yield take();
  }
  if (sizeBytes > 0) yield take();
}
