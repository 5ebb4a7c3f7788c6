import { createTarPacker } from 'modern-tar';
import { archiveFolder } from '../../src/domain/record-export/archive-names.ts';
import type { ArchiveEntry } from './archive-entries.ts';

/**
 * A tar archive (POSIX ustar) of these files, made as it is read. It says nothing of this computer: no user's name or
 * number, and one time for all. A failure of `entries` is the stream's failure.
 */
export function packArchive(
  entries: AsyncIterable<ArchiveEntry>,
  madeAtMs: number,
): ReadableStream<Uint8Array> {
  const { readable, controller } = createTarPacker();
  const mtime = new Date(madeAtMs);
  const pack = async (): Promise<void> => {
    for await (const { path, sizeBytes, content } of entries) {
      const writer = controller
        .add({ name: `${archiveFolder}/${path}`, size: sizeBytes, mtime, mode: 0o600 })
        .getWriter();
      // Waits while what was written before has not been read.
      for await (const bytes of content()) await writer.write(bytes);
      await writer.close();
    }
    controller.finalize();
  };
  pack().catch((error: unknown) => {
    controller.error(error);
  });
  return readable;
}
