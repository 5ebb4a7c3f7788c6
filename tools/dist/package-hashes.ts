import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatSeal, sha256Hex } from '../../main/start/archive-seal.ts';
import { addonsBelow } from './runtime-addons.ts';
import type { UnpackedApp } from './unpacked-app.ts';

/** Writes down the hash of every addon of a laid out app, where `main/start` looks for them: into the archive. */
export function writeAddonHashes(appFolder: string, mainFolder: string): void {
  const hashes = addonsBelow(appFolder).map((file) => [
    file,
    sha256Hex(readFileSync(join(appFolder, file))),
  ]);
  const text = `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`;
  writeFileSync(join(appFolder, mainFolder, 'addons.json'), text);
}

/** Appends the hash of the archive to the executable. Setting the fuses afterwards leaves it there. */
export function sealArchive({ executable, resources }: UnpackedApp): void {
  appendFileSync(executable, formatSeal(sha256Hex(readFileSync(join(resources, 'app.asar')))));
}
