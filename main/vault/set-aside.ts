import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { openDatabase } from './database/open-database.ts';
import { vaultError } from './database/sqlite-error.ts';
import { syncFolder } from './header/durable-file.ts';
import { databasesOf, isTaken, isThere, publishedVault, type VaultFiles } from './vault-files.ts';

// A vault that another one takes the place of is never deleted: its folder gets another name, beside it, with everything in
// it, and its entry in the keychain stays. One rename puts it aside, and one takes it back.

/** `vault.set-aside-`, when that was by this computer's clock, and a number where there are several. */
const namePattern = /^vault\.set-aside-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(?:-\d{1,6})?$/u;

/** A vault that was put aside. */
export interface AsideVault {
  /** Of its folder. */
  readonly name: string;
  readonly setAsideAtMs: number;
}

/** The newest first. */
export function vaultsAside(dataFolder: string): readonly AsideVault[] {
  if (!isThere(dataFolder)) return [];
  return readdirSync(dataFolder)
    .flatMap((name) => {
      const [found, ...parts] = namePattern.exec(name) ?? [];
      if (found === undefined) return [];
      const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
      return [{ name, setAsideAtMs: Date.UTC(year, month - 1, day, hour, minute, second) }];
    })
    .toSorted((a, b) => b.setAsideAtMs - a.setAsideAtMs || b.name.localeCompare(a.name));
}

/**
 * Puts the vault in this folder aside. @returns the name of its folder from then on; null when there is none
 * @throws AppError vault-in-use when somebody has it open; it is where it was then
 */
export function setVaultAside(dataFolder: string, nowMs: number): string | null {
  const files = publishedVault(dataFolder);
  if (!isTaken(files.folder)) return null;
  try {
    if (isThere(files.folder)) assertNotInUse(files);
    const place = newPlace(dataFolder, nowMs);
    renameSync(files.folder, place);
    syncFolder(dataFolder);
    return basename(place);
  } catch (error) {
    throw vaultError(error);
  }
}

/**
 * Takes a vault back that was put aside; one that is in its place is put aside for it, and is in its place again when that one
 * cannot be moved (on Windows a virus scanner may have it open). @throws AppError not-found, vault-in-use
 */
export function takeVaultBack(dataFolder: string, name: string, nowMs: number): void {
  const from = join(dataFolder, name);
  const { folder } = publishedVault(dataFolder);
  if (!namePattern.test(name) || !isTaken(from)) throw new AppError('not-found');
  const moved = setVaultAside(dataFolder, nowMs);
  try {
    renameSync(from, folder);
  } catch (error) {
    if (moved !== null) renameSync(join(dataFolder, moved), folder);
    throw vaultError(error);
  }
  try {
    syncFolder(dataFolder);
  } catch (error) {
    throw vaultError(error);
  }
}

function newPlace(dataFolder: string, nowMs: number): string {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const time = new Date(nowMs)
    .toISOString()
    .replace(/\.\d+Z$/u, 'Z')
    .replaceAll(/[-:]/gu, '');
  const first = join(dataFolder, `vault.set-aside-${time}`);
  let place = first;
  for (let number = 2; isThere(place); number += 1) place = `${first}-${String(number)}`;
  return place;
}

/** Without its key: SQLite asks for the lock before it reads the first page, which no key of ours opens. */
function assertNotInUse(files: VaultFiles): void {
  for (const path of databasesOf(files)) {
    const noKey = new SecretBytes(new Uint8Array(32));
    try {
      openDatabase({ path, vaultKey: noKey, mustExist: true }).close();
    } catch (error) {
      if (vaultError(error).code === 'vault-in-use') throw error;
    } finally {
      noKey.wipe();
    }
  }
}
