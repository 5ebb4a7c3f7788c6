import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemRandom } from '../../main/platform/system-random.ts';
import { rescueVault, type RescuedVault } from '../../main/vault/rescue/rescued-vault.ts';
import { publishedVault } from '../../main/vault/vault-files.ts';
import type { OpenVault } from '../../main/vault/open-vault.ts';
import { toBase64Url } from '../../src/base/base64url.ts';
import type { ClientId, NoteId } from '../../src/contract/ids.ts';
import { onTestFinished } from 'vitest';
import { createVaultStore } from '../../main/vault/vault-store.ts';
import { FakeClock } from './fake-clock.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { openForTampering } from './decrypted-pages.ts';
import { testId } from './fake-ids.ts';
import { hurriedWork } from './recovery-paper.ts';
import { makeVault, type MadeVault } from './vault-fixture.ts';

export const pageSizeBytes = 4096;

/** The clients of `fillWithNotes`, and how many notes each has. */
export const clientNumbers: readonly number[] = [1, 2, 3, 4, 5, 6];
export const notesEach = 40;

export const clientOf = (number: number): ClientId => testId<ClientId>(number);

export function noteOf(client: number, at: number): NoteId {
  const bytes = new Uint8Array(16).fill(client);
  bytes[0] = at;
  return toBase64Url(bytes) as NoteId;
}

/** What a note says: long enough that a page holds only a few. */
export function textOf(client: number, at: number): string {
  return `note ${String(at)} of client ${String(client)} `.repeat(12);
}

const dayMs = 86_400_000;
const firstDayMs = Date.UTC(2026, 0, 1);
export const dayOf = (at: number): number => firstDayMs + at * dayMs;

/** Notes in turn, so that those of one client lie on many pages. */
export function fillWithNotes(vault: OpenVault): void {
  vault.together(
    () => {
      for (const number of clientNumbers) {
        const pseudonym = `Heron ${String(number)}`;
        vault.clients.add({ clientId: clientOf(number), pseudonym, createdAtMs: firstDayMs });
      }
      for (let at = 0; at < notesEach; at += 1)
        for (const number of clientNumbers) addNote(vault, number, at);
    },
    () => undefined,
  );
}

function addNote(vault: OpenVault, number: number, at: number): void {
  const noteId = noteOf(number, at);
  vault.notes.add({ noteId, clientId: clientOf(number), sessionId: null, createdAtMs: dayOf(at) });
  vault.notes.save(noteId, 0, textOf(number, at), dayOf(at) + 1);
}

/** A closed vault with six clients and their notes. */
export function makeFilledVault(more: (vault: OpenVault) => void = () => undefined): MadeVault {
  const made = makeVault();
  const vault = made.store.open(made.secret.secret);
  fillWithNotes(vault);
  more(vault);
  vault.close();
  return made;
}

/** Makes one such vault, and hands out copies of it: to make one takes its time. */
export function filledVaults(): () => MadeVault {
  let first: { readonly made: MadeVault; readonly files: ReadonlyMap<string, Buffer> } | null =
    null;
  return () => {
    if (!first) {
      const made = makeFilledVault();
      const { folder } = publishedVault(made.dataFolder);
      const files = readdirSync(folder).map(
        (name) => [name, readFileSync(join(folder, name))] as const,
      );
      first = { made, files: new Map(files) };
    }
    const dataFolder = temporaryFolder();
    const { folder } = publishedVault(dataFolder);
    mkdirSync(folder);
    for (const [name, content] of first.files) writeFileSync(join(folder, name), content);
    const store = createVaultStore({ dataFolder, random: systemRandom, clock: new FakeClock() });
    return { dataFolder, store, secret: first.made.secret };
  };
}

/** Pages of a table or an index, by their number from 0, those of long rows left out; by kind. */
export function pagesOf(
  { dataFolder, secret }: MadeVault,
  name: string,
  kind: 'leaf' | 'internal' | 'overflow' = 'leaf',
): readonly number[] {
  const database = openForTampering(dataFolder, secret.secret);
  try {
    const sql = 'SELECT pageno - 1 FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY path';
    return database.prepare(sql).pluck().all(name, kind).map(Number);
  } finally {
    database.close();
  }
}

export function databasePath({ dataFolder }: MadeVault): string {
  return publishedVault(dataFolder).database;
}

/** Flips a bit in each of these pages. */
export function flipPages(made: MadeVault, pages: readonly number[]): void {
  const content = readFileSync(databasePath(made));
  for (const page of pages) {
    const at = page * pageSizeBytes + 1234;
    content[at] = (content[at] ?? 0) ^ 4;
  }
  writeFileSync(databasePath(made), content);
}

/** Puts these pages back as they were in an older file, or, `torn`, all but their first sector. */
export function putBack(
  made: MadeVault,
  older: Buffer,
  pages: readonly number[],
  torn = false,
): void {
  const content = readFileSync(databasePath(made));
  for (const page of pages) {
    const [from, to] = [page * pageSizeBytes + (torn ? 512 : 0), (page + 1) * pageSizeBytes];
    older.copy(content, from, from, to);
  }
  writeFileSync(databasePath(made), content);
}

/** What can be read of it; closed when the test is over. */
export async function rescue({ dataFolder, secret }: MadeVault): Promise<RescuedVault> {
  const options = {
    dataFolder,
    way: 'keychain',
    secret: secret.secret,
    random: systemRandom,
  } as const;
  const rescued = await rescueVault(options, hurriedWork);
  onTestFinished(() => {
    rescued.close();
  });
  return rescued;
}
