import { archiveEntries } from './archive-entries.ts';
import type { AgeSealing } from './age-sealing.ts';
import { collectRecord, type RecordChoice } from './collect-record.ts';
import type { ExportWork } from './export-work.ts';
import { packArchive } from './pack-archive.ts';
import { writeExport } from './write-export.ts';
import type { SavePlace } from '../ports/save-port.ts';

export interface ExportOrder extends RecordChoice {
  /** For this export alone. */
  readonly sealing: AgeSealing;
}

/** What became of an export that is in its place, and was read back. */
export interface MadeExport {
  readonly sizeBytes: number;
  readonly notes: number;
  readonly files: number;
  /** Signatures that do not hold; the record says which. */
  readonly brokenSignatures: number;
}

/**
 * Exports one client's record into a place that a person has chosen. Nothing is left there unless it returns.
 * @throws AppError not-found, vault-locked, vault-damaged, disk-full, save-failed; CancelledError
 */
export async function makeExport(
  order: ExportOrder,
  place: SavePlace,
  work: ExportWork,
): Promise<MadeExport> {
  const { sealing } = order;
  try {
    const collected = await collectRecord(order, work);
    const { record, brokenSignatures, estimatedBytes } = collected;
    const archive = packArchive(archiveEntries(collected, work), order.madeAtMs);
    const sizeBytes = await writeExport({ archive, estimatedBytes, sealing, place, work });
    return {
      sizeBytes,
      notes: record.notes.length,
      files: record.files.length,
      brokenSignatures,
    };
  } catch (error) {
    await place.abandon();
    throw error;
  } finally {
    sealing.wipe();
  }
}
