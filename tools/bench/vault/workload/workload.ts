import { mkdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { systemClock } from '../../../../main/platform/system-clock.ts';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import { typedRecoverySecret } from '../../../../main/services/new-ways.ts';
import type { OpenVault } from '../../../../main/vault/open-vault.ts';
import { createVaultStore } from '../../../../main/vault/vault-store.ts';
import { invariant } from '../../../../src/base/invariant.ts';
import { newId, type ClientId, type NoteId } from '../../../../src/contract/ids.ts';
import { searchResultsPerPage } from '../../../../src/contract/search-calls.ts';
import { noteTextOf, searchesOf } from '../note-text.ts';
import { backupFolderOf, noteCharacters } from '../vault-size.ts';

const newTexts = 500;

/** The vault that is measured, open. */
export function openMeasured(dataFolder: string, recoveryKey: string): OpenVault {
  const store = createVaultStore({ dataFolder, random: systemRandom, clock: systemClock });
  const label = store.ways().find(({ kind }) => kind === 'recovery');
  invariant(label, 'a filled vault opens by its recovery key');
  const secret = typedRecoverySecret(recoveryKey, label);
  const vault = store.open(secret, { way: 'recovery' });
  secret.wipe();
  const folder = backupFolderOf(dataFolder);
  mkdirSync(folder, { recursive: true });
  vault.backups.setFolder(folder);
  return vault;
}

/** Each part of the workload, on the vault as the product's services use it. Numbers are times in milliseconds. */
export interface Workload {
  /** New notes, each in a transaction of its own that is on disk when the next one begins. */
  commit(count: number): readonly number[];
  /** New notes in one transaction. */
  bulkInsert(count: number): readonly number[];
  /** Reads and opens so many notes, one client's record after the other. */
  scan(count: number): readonly number[];
  /** What people look for, one search at a time. */
  search(count: number): readonly number[];
  /** One whole backup: copied, written, read back and compared. */
  backUp(): Promise<readonly number[]>;
}

export function createWorkload(vault: OpenVault): Workload {
  const clients = vault.clients.list().map(({ clientId }) => clientId);
  // Made before anything is measured, and used over and over.
  const texts = times(newTexts, (at) => noteTextOf(-1 - at, noteCharacters));
  let written = 0;
  const write = (): void => {
    written += 1;
    const [clientId, noteId] = [clients[written % clients.length], newId<NoteId>(systemRandom)];
    invariant(clientId, 'there is a client');
    const createdAtMs = Date.now();
    vault.notes.add({ noteId, clientId, sessionId: null, createdAtMs });
    vault.notes.save(noteId, 0, texts[written % texts.length] ?? '', createdAtMs);
  };
  const together = (act: () => void): void => {
    vault.together(act, () => undefined);
  };
  return {
    commit: (count) =>
      times(count, () =>
        timed(() => {
          together(write);
        }),
      ),
    bulkInsert: (count) => [
      timed(() => {
        together(() => times(count, write));
      }),
    ],
    scan: (count) => [
      timed(() => {
        const characters = readNotes(vault, clients, count);
        invariant(characters === count * noteCharacters, 'every note is read to its end');
      }),
    ],
    search: (count) =>
      searchesOf(count).map((typed) =>
        timed(() => vault.search.find(typed, { offset: 0, most: searchResultsPerPage })),
      ),
    backUp: async () => {
      const startedAtMs = performance.now();
      await vault.backups.make(Date.now(), { pause: setImmediate, progress: () => undefined });
      return [performance.now() - startedAtMs];
    },
  };
}

function readNotes(vault: OpenVault, clients: readonly ClientId[], count: number): number {
  let [notes, characters] = [0, 0];
  for (const clientId of clients) {
    for (const { noteId } of vault.notes.list(clientId)) {
      if (notes === count) return characters;
      notes += 1;
      characters += vault.notes.read(noteId)?.text.length ?? 0;
    }
  }
  return characters;
}

function times<T>(count: number, act: (at: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, at) => act(at));
}

function timed(act: () => unknown): number {
  const startedAtMs = performance.now();
  act();
  return performance.now() - startedAtMs;
}
