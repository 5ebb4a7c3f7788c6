import { accessSync, constants, statfsSync } from 'node:fs';

/** Names to the unit tests where their folders go. */
export const memoryFolderVariable = 'QUIETROOM_MEMORY_FOLDER';

/** Some ten times what the unit tests ever have there at once. */
const neededBytes = 2 ** 30;

/**
 * A folder for temporary files that no disk is behind, with room enough; null where there is none. Tests that write many small vaults
 * spend most of their time waiting for a disk otherwise, and none of the unit tests is about what one keeps.
 */
export function findMemoryFolder(folder = '/dev/shm'): string | null {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= neededBytes ? folder : null;
  } catch {
    return null;
  }
}
