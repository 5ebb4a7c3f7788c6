import type { VaultBackups } from './backup/vault-backups.ts';
import { resumeDestructions, type DestructionParts } from './destruction/destructions.ts';
import { vaultError } from './database/sqlite-error.ts';
import {
  condemnEarlierDatabases,
  hasEarlierDatabases,
  removeEarlierDatabases,
  setEarlierAside,
} from './other-databases.ts';
import { removeNext } from './renewal/next-files.ts';
import type { VaultFiles } from './vault-files.ts';

// What an opening does beside: nobody waits for it, and nothing of it is a reason to keep a vault shut.

/** How a vault is opened. */
export interface Opening {
  readonly acceptOlder: boolean;
  /** Its file was just made anew. */
  readonly isAnew: boolean;
}

/**
 * Who accepts an older vault may yet look for the other one, so that nothing of it is deleted, then or later. What
 * cannot be tidied is no reason to keep a vault shut (on Windows a virus scanner may have it open): there is a next time.
 */
export function tidyDatabases(
  files: VaultFiles,
  generation: number,
  { acceptOlder, isAnew }: Opening,
): void {
  try {
    removeNext(files);
    if (isAnew) condemnEarlierDatabases(files, generation);
    else if (acceptOlder) setEarlierAside(files, generation);
    else removeEarlierDatabases(files, generation);
  } catch {
    // Nobody needs it done now.
  }
}

/**
 * Whether nothing is left of a file that this one took the place of, while something in it must not be found any more. Where that
 * cannot be done now, nobody is told that it is. What a person sets aside stays, as the certificate says.
 */
export function areEarlierErased({
  files,
  generation,
  isWhole,
  acceptOlder,
}: {
  readonly files: VaultFiles;
  readonly generation: number;
  readonly isWhole: boolean;
  readonly acceptOlder: boolean;
}): boolean {
  if (acceptOlder || !hasEarlierDatabases(files, generation)) return true;
  if (!isWhole) return false;
  try {
    removeEarlierDatabases(files, generation, true);
    return true;
  } catch {
    return false;
  }
}

/** A full disk is no reason to keep a vault shut; there is a next time. */
export function unlessDiskFull(tidy: () => void): void {
  try {
    tidy();
  } catch (error) {
    if (vaultError(error).code !== 'disk-full') throw error;
  }
}

/** Nothing is sealed under a key that is pending: neither a full disk nor a damaged row of these is a reason to keep a vault shut. */
function settleKeysIfPossible(backups: VaultBackups, mayBeOlder: boolean): void {
  try {
    backups.settleKeys(mayBeOlder);
  } catch (error) {
    const { code } = vaultError(error);
    if (code !== 'disk-full' && code !== 'vault-damaged') throw error;
  }
}

/** What keeps a destruction from being completed (another place is not there) is no reason to keep a vault shut either. */
export function resumeUnlessHindered(
  destruction: DestructionParts,
  backups: VaultBackups,
  { acceptOlder, isOnlyFile }: { readonly acceptOlder: boolean; readonly isOnlyFile: boolean },
): void {
  settleKeysIfPossible(backups, acceptOlder);
  try {
    resumeDestructions(destruction, isOnlyFile);
    backups.settleKeyring();
  } catch (error) {
    if (vaultError(error).code === 'vault-damaged') throw error;
  }
}
