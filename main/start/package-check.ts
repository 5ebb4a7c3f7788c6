import { join } from 'node:path';
import { parseSeal, sealSizeBytes, sha256Hex } from './archive-seal.ts';

/** How an app's own files are read: as they lie on the disk, and not as Electron shows what is in an archive. */
export interface PackageFiles {
  read(path: string): Uint8Array;
  /** The last bytes of a file, fewer when it has no more. */
  readEnd(path: string, sizeBytes: number): Uint8Array;
}

export interface PackageCheckOptions {
  readonly platform: string;
  readonly executable: string;
  /** Folder of the archive, and of what lies beside it. */
  readonly resources: string;
  /** The hashes that the archive itself has of the addons beside it, as JSON: path → SHA-256. */
  readonly readAddonHashes: () => string;
  readonly files: PackageFiles;
}

/** What is not as it was packed. */
export type Damage = 'archive' | 'addon';

/**
 * Compares a package with what was packed. Where the system does a part of it, that part is left to it: Electron reads
 * the archive against a hash that the signed app has on Windows and macOS, and macOS checks the signature of each addon,
 * which signing changes. What cannot be read counts as damaged.
 * @returns null when all is as it was
 */
export function findDamage(options: PackageCheckOptions): Damage | null {
  if (options.platform === 'linux' && !isWhole(() => isArchiveSealed(options))) return 'archive';
  if (options.platform !== 'darwin' && !isWhole(() => areAddonsKnown(options))) return 'addon';
  return null;
}

function isWhole(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

function isArchiveSealed({ executable, resources, files }: PackageCheckOptions): boolean {
  const sealed = parseSeal(files.readEnd(executable, sealSizeBytes));
  return sealed !== null && sealed === sha256Hex(files.read(join(resources, 'app.asar')));
}

function areAddonsKnown({ resources, readAddonHashes, files }: PackageCheckOptions): boolean {
  const hashes = Object.entries(Object(JSON.parse(readAddonHashes())) as object);
  return (
    hashes.length > 0 &&
    hashes.every(
      ([path, hash]) => hash === sha256Hex(files.read(join(resources, 'app.asar.unpacked', path))),
    )
  );
}
