import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freeBytesOf } from './room.ts';
import { publishedVault, sizeOf } from './vault-files.ts';

/** How much of a disk a vault takes, and what is left of it, in bytes. */
export interface DiskUse {
  readonly vaultBytes: number;
  /** Null when the disk does not say: some of the network do not. */
  readonly freeBytes: number | null;
}

/** What a disk does not say of its room is null. */
export async function diskUseOf(dataFolder: string): Promise<DiskUse> {
  const { folder } = publishedVault(dataFolder);
  const vaultBytes = readdirSync(folder)
    .map((name) => sizeOf(join(folder, name)))
    .reduce((sum, size) => sum + size, 0);
  return { vaultBytes, freeBytes: await freeBytesOf(folder) };
}
