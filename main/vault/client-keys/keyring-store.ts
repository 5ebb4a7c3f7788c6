import { readFileSync } from 'node:fs';
import type { Random } from '../../../src/base/ports.ts';
import type { AppError } from '../../../src/errors/app-error.ts';
import { vaultError } from '../database/sqlite-error.ts';
import { writeFileDurably } from '../header/durable-file.ts';
import { replaceFileErasing } from '../header/erased-file.ts';
import { isThere, type KeyringPaths } from '../vault-files.ts';
import type { KeyringStore } from './client-keys.ts';
import {
  encodeKeyring,
  openKeyring,
  type Keyring,
  type KeyringSealing,
  type OpenedKeyring,
} from './keyring-file.ts';

/**
 * The same keyring for whoever may not write: a copy that is damaged stays as it is. Whoever gets it owns the keys.
 * @throws AppError vault-damaged, vault-newer
 */
export function readKeyringCopies(paths: KeyringPaths, sealing: KeyringSealing): Keyring | null {
  return newestOf(paths.filter(isThere).map((path) => readCopy(path, sealing)))?.read() ?? null;
}

type Copy =
  | { readonly path: string; readonly opened: OpenedKeyring }
  | { readonly path: string; readonly error: AppError };

/** The keyring in two files of the vault's folder. */
export function createKeyringStore(
  paths: KeyringPaths,
  sealing: KeyringSealing,
  random: Random,
): KeyringStore {
  return {
    read: () => {
      const copies = paths.filter(isThere).map((path) => readCopy(path, sealing));
      const newest = newestOf(copies);
      if (!newest) return null;
      const stale = paths.filter((path) => !isCopyOf(newest, copies, path));
      const keyring = newest.read();
      mend(stale, () => encodeKeyring(keyring, sealing, random));
      return keyring;
    },
    write: (keyring, erasing) => {
      try {
        for (const path of paths) {
          const content = encodeKeyring(keyring, sealing, random);
          if (erasing) replaceFileErasing(path, content);
          else writeFileDurably(path, content);
        }
      } catch (error) {
        throw vaultError(error);
      }
    },
  };
}

/** Drops the others. @throws AppError of a copy when none is whole */
function newestOf(copies: readonly Copy[]): OpenedKeyring | null {
  const [newest, ...others] = copies
    .filter((copy) => 'opened' in copy)
    .map(({ opened }) => opened)
    .toSorted((a, b) => b.revision - a.revision);
  for (const other of others) other.drop();
  if (newest) return newest;
  const [damaged] = copies.filter((copy) => 'error' in copy);
  if (damaged) throw damaged.error;
  return null;
}

function readCopy(path: string, sealing: KeyringSealing): Copy {
  try {
    return { path, opened: openKeyring(new Uint8Array(readFileSync(path)), sealing) };
  } catch (thrown) {
    const error = vaultError(thrown);
    // A later program wrote it: what else is there may be what it left behind.
    if (error.code === 'vault-newer') throw error;
    return { path, error };
  }
}

function isCopyOf({ revision }: OpenedKeyring, copies: readonly Copy[], path: string): boolean {
  const copy = copies.find((one) => one.path === path);
  return copy !== undefined && 'opened' in copy && copy.opened.revision === revision;
}

/**
 * Makes the copies that are damaged, or were not written any more, like the other one. An old one may have a key that was
 * destroyed. What cannot be done now (the disk is full) is done at the next opening.
 */
function mend(paths: readonly string[], content: () => ReturnType<typeof encodeKeyring>): void {
  for (const path of paths) {
    try {
      replaceFileErasing(path, content());
    } catch {
      return;
    }
  }
}
