import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removeDrafts } from '../vault-files.ts';

/** What long work on backups does between its steps. */
export interface BackupWork {
  /** Awaited after each step, of some 20 ms at most. Throws when nobody wants it any more. */
  readonly pause: () => Promise<void>;
  /** How much is done, from 0 to 1. */
  readonly progress: (done: number) => void;
}

/** Progress of one part of a work. */
export function partOf(work: BackupWork, from: number, to: number): BackupWork {
  return {
    pause: work.pause,
    progress: (done) => {
      work.progress(from + (to - from) * done);
    },
  };
}

const kinds = ['backup', 'test', 'restore'] as const;

/** What work that was interrupted by the end of the app has left, as large as the vault: to be called when nothing runs yet. */
export function removeLeftWork(dataFolder: string): void {
  for (const kind of kinds) {
    rmSync(join(dataFolder, `${kind}.work`), { recursive: true, force: true });
  }
  removeDrafts(dataFolder);
}

/**
 * Lends a folder, beside the vault, for copies that are on their way; everything in it is encrypted, and nobody's only copy.
 * What an interrupted work left there is removed first.
 */
export async function inWorkFolder<T>(
  dataFolder: string,
  kind: (typeof kinds)[number],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(dataFolder, `${kind}.work`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
