import type { VaultWay } from '../../src/domain/vault-ways.ts';
import { createTallyFile } from './tally-file.ts';
import type { VaultFiles } from './vault-files.ts';

// vault.tries, beside the header: how often somebody tried to open the vault in vain since it was open last. Whoever takes that
// away needs no program of ours to try keys on a copy.

export interface FailedWay {
  readonly way: VaultWay;
  readonly times: number;
  readonly lastAtMs: number;
}

/** Attempts in vain since the vault was open last. */
export interface FailedUnlocks {
  /** One more, on disk when it returns. @throws an error of the file system */
  count(way: VaultWay, atMs: number): void;
  /** Null when there were some, and nobody can read any more how many. */
  read(): readonly FailedWay[] | null;
  /** They are in the log. */
  forget(): void;
}

export function createFailedUnlocks({ tries: path }: VaultFiles): FailedUnlocks {
  const kinds = ['keychain', 'passphrase', 'recovery'] as const satisfies readonly VaultWay[];
  const file = createTallyFile<VaultWay>({ path, magic: 'QRTRIES1', kinds });
  return {
    count: (way, atMs) => {
      file.count(way, atMs);
    },
    read: () => file.read()?.map(({ kind, ...tally }) => ({ way: kind, ...tally })) ?? null,
    forget: () => {
      file.forget();
    },
  };
}
