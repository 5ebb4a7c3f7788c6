import { readFileSync } from 'node:fs';
import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { writeFileDurably } from './durable-file.ts';
import { parseVaultHeader, type UnprovenHeader } from './vault-header.ts';

// The header lies in two files, written one after the other: without it nothing opens the vault, and a disk that loses one
// sector must not be able to take it. The first is the one in force; the second is what the first was, or will be.

/** The first copy, and the second. */
export type HeaderPaths = readonly [string, string];

/** One copy of the header that is whole. Nobody has proven it yet. */
export interface HeaderCopy extends UnprovenHeader {
  /** The file's bytes. */
  readonly bytes: Bytes;
}

/** What lies there. */
export interface HeaderCopies {
  /** Those that are whole: the one to be believed first. Never empty. */
  readonly copies: readonly [HeaderCopy, ...HeaderCopy[]];
  /** One of them is damaged, or the first is gone. A second that is gone was never written: the vault is from before. */
  readonly isDamaged: boolean;
}

/**
 * Reads both. The one with the higher revision is believed; of two that say the same, the first.
 * @throws AppError vault-header-damaged when none is whole, vault-newer
 */
export function readHeaderCopies([first, second]: HeaderPaths): HeaderCopies {
  const one = readCopy(first);
  const other = readCopy(second);
  const isDamaged = one === 'missing' || one === 'damaged' || other === 'damaged';
  if (typeof one === 'string') {
    if (typeof other === 'string') throw new AppError('vault-header-damaged', one);
    return { copies: [other], isDamaged };
  }
  if (typeof other === 'string') return { copies: [one], isDamaged };
  // A second copy of another vault was put there by somebody: the first goes on.
  const isAhead = equalBytes(one.vaultId, other.vaultId) && other.revision > one.revision;
  return { copies: isAhead ? [other, one] : [one, other], isDamaged };
}

/**
 * Makes both copies what this one is, which was proven. What cannot be written now is written at the next opening.
 * @returns whether both are
 */
export function mendHeaderCopies(paths: HeaderPaths, { bytes }: HeaderCopy): boolean {
  try {
    for (const path of paths) if (!isWritten(path, bytes)) writeFileDurably(path, bytes);
    return true;
  } catch {
    return false;
  }
}

/** Whether this is what a file holds. */
export function isWritten(path: string, content: Bytes): boolean {
  try {
    return equalBytes(new Uint8Array(readFileSync(path)), content);
  } catch {
    return false;
  }
}

function readCopy(path: string): HeaderCopy | 'missing' | 'damaged' {
  try {
    const bytes = new Uint8Array(readFileSync(path));
    return { ...parseVaultHeader(bytes), bytes };
  } catch (error) {
    if (error instanceof AppError) {
      if (error.code === 'vault-newer') throw error;
      return 'damaged';
    }
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') return 'missing';
    // A sector that the disk does not give back is damage. Not being allowed to look is none, and no answer either.
    if (code === 'EIO') return 'damaged';
    throw error;
  }
}
