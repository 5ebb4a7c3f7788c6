import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../header/durable-file.ts';
import { eraseFile } from '../header/erased-file.ts';
import {
  databaseOf,
  headOf,
  isThere,
  keyringOf,
  readHeaderFiles,
  type VaultFiles,
} from '../vault-files.ts';

// The files of a vault under its next key: database, head of the journal, keyring. Until the header names that key they have
// names of their own, so that whoever finds them knows what they are without asking: of the key in force, and their names
// are only to be put right; or of none, and nobody's only copy.

const ending = '.next';
const nextName = /^(vault-(\d{1,9})\.(?:db|head|keyring(?:\.2)?))\.next(?:-journal|\.new)?$/u;

/** Where a renewal writes a file before its key is in force. */
export function nextOf(path: string): string {
  return `${path}${ending}`;
}

/** Gives the files of the key in force their names. Nothing happens when they have them. */
export function publishNext(files: VaultFiles, generation: number): void {
  const waiting = filesOf(files, generation).filter((path) => isThere(nextOf(path)));
  // A file that is there is never replaced: it would be the vault.
  for (const path of waiting) if (!isThere(path)) renameSync(nextOf(path), path);
  if (waiting.length > 0) syncFolder(files.folder);
}

/**
 * Overwrites and deletes what renewals left half done, but never what the key in force has under no other name. While the header cannot be
 * read, nobody knows which one that is, and nothing is deleted.
 */
export function removeNext(files: VaultFiles): void {
  const inForce = generationsNamed(files);
  if (!inForce) return;
  for (const name of readdirSync(files.folder)) {
    const [, published = '', generation] = nextName.exec(name) ?? [];
    if (generation === undefined) continue;
    if (inForce.has(Number(generation)) && !isThere(join(files.folder, published))) continue;
    // The keys of the clients are in one; rows, under the vault's own key if a destruction has left it, in another.
    eraseFile(join(files.folder, name));
  }
}

/** By either copy of the header; null when it cannot be read. */
function generationsNamed(files: VaultFiles): ReadonlySet<number> | null {
  try {
    return new Set(readHeaderFiles(files).copies.map(({ generation }) => generation));
  } catch {
    return null;
  }
}

function filesOf(files: VaultFiles, generation: number): readonly string[] {
  return [
    headOf(files, generation),
    ...keyringOf(files, generation),
    databaseOf(files, generation),
  ];
}
