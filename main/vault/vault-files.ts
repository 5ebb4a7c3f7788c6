import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src/errors/app-error.ts';
import { syncFolder } from './header/durable-file.ts';
import {
  readHeaderCopies,
  type HeaderCopies,
  type HeaderCopy,
  type HeaderPaths,
} from './header/header-copies.ts';

/** The folder of a vault below the data folder, and the files in it. SQLite keeps its journal beside `database`. */
export interface VaultFiles {
  readonly folder: string;
  readonly header: string;
  /** The same once more: header/header-copies.ts. */
  readonly secondHeader: string;
  /** Which commit was the last, of the first vault key: see `headOf`, and journal/head-file.ts. */
  readonly head: string;
  /** How often somebody tried to open it in vain: failed-unlocks.ts. */
  readonly tries: string;
  /** Of the first vault key: see `databaseOf`. */
  readonly database: string;
}

const folderName = 'vault';

export function vaultFilesIn(folder: string): VaultFiles {
  return {
    folder,
    header: join(folder, 'vault.header'),
    secondHeader: join(folder, 'vault.header.2'),
    head: join(folder, 'vault.head'),
    tries: join(folder, 'vault.tries'),
    database: join(folder, 'vault.db'),
  };
}

/**
 * The database file that a generation's vault key opens. Each has its own, so that a new key comes into force with one
 * rename: that of the header which names it.
 */
export function databaseOf(files: VaultFiles, generation: number): string {
  return generation === 0 ? files.database : join(files.folder, `vault-${String(generation)}.db`);
}

/** Every database of a vault that lies there, of whatever key. */
export function databasesOf({ folder }: VaultFiles): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /^vault(?:-\d{1,9})?\.db$/u.test(name))
    .map((name) => join(folder, name));
}

/** A keyring is kept in two files, written one after the other: what befalls one leaves the other. */
export type KeyringPaths = readonly [string, string];

/** The keyring of the clients that a generation's vault key opens. It comes into force with the database of that key. */
export function keyringOf(files: VaultFiles, generation: number): KeyringPaths {
  const numbered = generation === 0 ? 'vault.keyring' : `vault-${String(generation)}.keyring`;
  const path = join(files.folder, numbered);
  return [path, `${path}.2`];
}

/** The head of a generation's journal, whose key is another one as well. It comes into force with the database. */
export function headOf(files: VaultFiles, generation: number): string {
  return generation === 0 ? files.head : join(files.folder, `vault-${String(generation)}.head`);
}

/** Where the vault of a data folder is, or would be. */
export function publishedVault(dataFolder: string): VaultFiles {
  return vaultFilesIn(join(dataFolder, folderName));
}

/**
 * Makes a vault in a folder of its own and puts it in place with one rename, so that after a crash at any moment there
 * is a whole vault or none, and of two that are made at the same time one wins.
 * @throws AppError conflict when there is a vault already
 */
export function publishVault(
  dataFolder: string,
  name: string,
  build: (files: VaultFiles) => void,
): VaultFiles {
  const draft = makeDraft(dataFolder, name);
  try {
    build(draft);
    return publishDraft(dataFolder, draft);
  } catch (error) {
    removeDraft(draft);
    throw error;
  }
}

/**
 * The same for a vault whose making takes its time. What an interrupted one left is removed first. `makeRoom`: puts aside
 * what is in its place, once this one is whole; without it there must be nothing.
 */
export async function publishVaultSlowly(
  dataFolder: string,
  name: string,
  build: (files: VaultFiles) => Promise<void>,
  makeRoom?: () => void,
): Promise<VaultFiles> {
  if (!makeRoom && isTaken(publishedVault(dataFolder).folder)) throw new AppError('conflict');
  removeDrafts(dataFolder);
  const draft = makeDraft(dataFolder, name);
  try {
    await build(draft);
    syncFolder(draft.folder);
    makeRoom?.();
    return publishDraft(dataFolder, draft);
  } catch (error) {
    removeDraft(draft);
    throw error;
  }
}

const draftBeginning = `${folderName}.new-`;

function makeDraft(dataFolder: string, name: string): VaultFiles {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const draft = vaultFilesIn(join(dataFolder, `${draftBeginning}${name}`));
  mkdirSync(draft.folder, { mode: 0o700 });
  return draft;
}

function publishDraft(dataFolder: string, draft: VaultFiles): VaultFiles {
  const published = publishedVault(dataFolder);
  syncFolder(draft.folder);
  moveIntoPlace(draft.folder, published.folder);
  syncFolder(dataFolder);
  return published;
}

/** What is deleted here was never anybody's vault. */
function removeDraft({ folder }: VaultFiles): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Of vaults that were being made when it was interrupted, and were never anybody's. */
export function removeDrafts(dataFolder: string): void {
  if (!isThere(dataFolder)) return;
  for (const name of readdirSync(dataFolder)) {
    if (name.startsWith(draftBeginning)) removeDraft(vaultFilesIn(join(dataFolder, name)));
  }
}

/**
 * Whether something has this name: also a link to a disk that is not there now. A vault on it is not absent, and nothing takes its
 * place.
 */
export function isTaken(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Whether something is there. Not being allowed to look is no answer, and throws. */
export function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** 0 for a file that is empty, or not there. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function moveIntoPlace(from: string, to: string): void {
  try {
    if (isTaken(to)) throw new AppError('conflict');
    // Should somebody else get there after this look, the rename fails: a vault's folder is never empty.
    renameSync(from, to);
  } catch (error) {
    throw isTaken(to) ? new AppError('conflict') : error;
  }
}

export function headerPathsOf({ header, secondHeader }: VaultFiles): HeaderPaths {
  return [header, secondHeader];
}

/** @throws AppError vault-header-damaged also when there is no such file: a vault without it was not left so by us */
export function readHeaderFiles(files: VaultFiles): HeaderCopies {
  return readHeaderCopies(headerPathsOf(files));
}

/** The header that is to be believed. @throws AppError as `readHeaderFiles` does */
export function readHeaderFile(files: VaultFiles): HeaderCopy {
  return readHeaderFiles(files).copies[0];
}
