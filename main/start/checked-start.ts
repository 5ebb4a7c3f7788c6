import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { closeSync, fstatSync, openSync, readFileSync as readRaw, readSync } from 'original-fs';
import { findDamage, type PackageFiles } from './package-check.ts';

// What a package starts with: nothing else of the app is loaded before it was found to be as it was packed.

/** Exit code of a package that is not as it was packed. A switch that is refused gives 1. */
const damagedExitCode = 3;

const files: PackageFiles = {
  read: (path) => readRaw(path),
  readEnd: (path, sizeBytes) => {
    const file = openSync(path, 'r');
    try {
      const end = Buffer.alloc(sizeBytes);
      const { size } = fstatSync(file);
      const read = readSync(file, end, 0, sizeBytes, Math.max(0, size - sizeBytes));
      return end.subarray(0, read);
    } finally {
      closeSync(file);
    }
  },
};

const damage = findDamage({
  platform: process.platform,
  executable: process.execPath,
  resources: process.resourcesPath,
  readAddonHashes: () => readFileSync(join(import.meta.dirname, 'addons.json'), 'utf8'),
  files,
});
if (damage === null) {
  createRequire(join(import.meta.dirname, 'start.cjs'))('./index.cjs');
} else {
  process.stderr.write(
    `Quietroom does not start: its ${damage} is not as it was packed. Install it anew.\n`,
  );
  process.exit(damagedExitCode);
}
