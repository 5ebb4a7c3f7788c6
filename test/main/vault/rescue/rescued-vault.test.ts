import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import { rescueVault, type RescuedVault } from '../../../../main/vault/rescue/rescued-vault.ts';
import { databaseOf, keyringOf, publishedVault } from '../../../../main/vault/vault-files.ts';
import { AppError } from '../../../../src/errors/app-error.ts';
import { SecretBytes } from '../../../../src/base/secret-bytes.ts';
import { seededRandom } from '../../../fault/support/seeded-random.ts';
import {
  clientNumbers,
  clientOf,
  databasePath,
  dayOf,
  filledVaults,
  flipPages,
  makeFilledVault,
  noteOf,
  notesEach,
  pageSizeBytes,
  pagesOf,
  putBack,
  rescue,
  textOf,
} from '../../../support/damaged-vault.ts';
import { addFile } from '../../../support/export-world.ts';
import { rejectedCode } from '../../../support/rejected-code.ts';
import { hurriedWork } from '../../../support/recovery-paper.ts';
import { renewVault } from '../../../support/renew-vault.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeVault, testKey, type MadeVault } from '../../../support/vault-fixture.ts';

/** Every file of a folder, as it is. */
function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).toSorted()) {
    hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

/** Of every note that was written: what is shown of it, and what is said to be lost. */
function notesOf(rescued: RescuedVault) {
  return clientNumbers.flatMap((number) => {
    const shown = new Map(rescued.notes.list(clientOf(number)).map((note) => [note.noteId, note]));
    const lost = new Map(rescued.losses(clientOf(number))?.notes.map((one) => [one.noteId, one]));
    return Array.from({ length: notesEach }, (_, at) => {
      const noteId = noteOf(number, at);
      return {
        number,
        at,
        text: shown.has(noteId) ? (rescued.notes.read(noteId)?.text ?? null) : null,
        lost: lost.get(noteId) ?? null,
      };
    });
  });
}

/** Notes that are shown otherwise than they were written, or are neither shown nor named. */
function wrongIn(rescued: RescuedVault): readonly unknown[] {
  const { unplaced, mayBeMore } = rescued.found;
  return notesOf(rescued).filter(({ number, at, text, lost }) =>
    text === null
      ? lost?.part !== 'all' && unplaced === 0 && !mayBeMore
      : text !== textOf(number, at),
  );
}

/** Everything is either there, word for word, or named. @returns how many are named */
function assertShownOrNamed(rescued: RescuedVault): number {
  expect(wrongIn(rescued)).toEqual([]);
  return notesOf(rescued).filter(({ lost }) => lost?.part === 'all').length;
}

const nothingElse = {
  unplaced: 0,
  mayBeMore: false,
  isOlder: false,
  keysLost: false,
  lastBackup: null,
};

const openingCode = ({ store, secret }: MadeVault): string | null =>
  thrownCode(() => {
    const vault = store.open(secret.secret);
    try {
      const check = vault.startCheck();
      while (!check.step());
    } finally {
      vault.close();
    }
  });

const filledVault = filledVaults();

describe('a damaged vault', () => {
  it('is read around pages that do not authenticate: what is lost is named by client and day', async () => {
    const made = filledVault();
    const pages = pagesOf(made, 'note_revisions');
    flipPages(
      made,
      [3, 4, pages.length - 1].map((at) => pages[at] ?? 0),
    );
    const before = fingerprint(publishedVault(made.dataFolder).folder);
    expect(openingCode(made)).toBe('vault-damaged');
    const rescued = await rescue(made);
    const named = assertShownOrNamed(rescued);
    expect(named).toBeGreaterThan(3);
    expect(named).toBeLessThan(40);
    const [first] = notesOf(rescued).filter(({ lost }) => lost !== null);
    expect(first?.lost).toMatchObject({ createdAtMs: dayOf(first?.at ?? 0) });
    expect(rescued.found).toEqual(nothingElse);
    // Nothing was written into it.
    expect(fingerprint(publishedVault(made.dataFolder).folder)).toBe(before);
  });

  it('is read behind a damaged page also where no index tells what is there, and says that it cannot name all', async () => {
    const made = filledVault();
    flipPages(made, [
      ...pagesOf(made, 'note_revisions').slice(3, 5),
      ...pagesOf(made, 'sqlite_autoindex_note_revisions_1'),
    ]);
    const rescued = await rescue(made);
    expect(wrongIn(rescued)).toEqual([]);
    expect(rescued.found.mayBeMore).toBe(true);
    const shown = notesOf(rescued).filter(({ text }) => text !== null);
    expect(shown.length).toBeGreaterThan(200);
  });

  it('loses nothing with a page of an index, nor with one of short rows that indices know all of', async () => {
    for (const table of ['sqlite_autoindex_note_revisions_1', 'notes_of_client', 'notes']) {
      const made = filledVault();
      flipPages(made, pagesOf(made, table).slice(0, 1));
      const rescued = await rescue(made);
      expect(assertShownOrNamed(rescued)).toBe(0);
      expect(rescued.found).toMatchObject({ unplaced: 0, mayBeMore: false, isOlder: false });
    }
  });

  it('tells by the seal of a text whose it is, where nothing else tells', async () => {
    const made = filledVault();
    const gone = ['notes', 'notes_of_client', 'notes_of_session', 'sqlite_autoindex_notes_1'];
    flipPages(
      made,
      gone.flatMap((name) => pagesOf(made, name).slice(0, 1)),
    );
    const rescued = await rescue(made);
    expect(assertShownOrNamed(rescued)).toBe(0);
    // Nobody can tell that there was no new and empty note among them.
    expect(rescued.found).toEqual({ ...nothingElse, mayBeMore: true });
    expect(notesOf(rescued).filter(({ text }) => text === null)).toEqual([]);
  });

  it('has the name of a client from an index, or says that it cannot be read', async () => {
    const made = filledVault();
    flipPages(made, pagesOf(made, 'clients'));
    const folded = await rescue(made);
    expect(
      folded.clients
        .list()
        .map(({ pseudonym }) => pseudonym)
        .toSorted(),
    ).toEqual(clientNumbers.map((number) => `heron ${String(number)}`));
    folded.close();
    flipPages(made, pagesOf(made, 'sqlite_autoindex_clients_2'));
    const nameless = await rescue(made);
    expect(nameless.nameless).toEqual(new Set(clientNumbers.map(clientOf)));
    expect(assertShownOrNamed(nameless)).toBe(0);
  });

  it('names every note when the root of their texts is gone, and shows none as if it were empty', async () => {
    const made = filledVault();
    flipPages(made, pagesOf(made, 'note_revisions', 'internal'));
    const rescued = await rescue(made);
    expect(assertShownOrNamed(rescued)).toBe(clientNumbers.length * notesEach);
    expect(rescued.notes.list(clientOf(1))).toEqual([]);
  });

  it('shows names and days, and no text, when no keyring is left', async () => {
    const made = filledVault();
    for (const path of keyringOf(publishedVault(made.dataFolder), 0)) writeFileSync(path, 'torn');
    const before = fingerprint(publishedVault(made.dataFolder).folder);
    const rescued = await rescue(made);
    expect(rescued.found.keysLost).toBe(true);
    expect(rescued.clients.list()).toHaveLength(clientNumbers.length);
    expect(assertShownOrNamed(rescued)).toBe(clientNumbers.length * notesEach);
    expect(fingerprint(publishedVault(made.dataFolder).folder)).toBe(before);
  });

  it('with an old page in it shows nothing that was not written, and says that something may be older', async () => {
    const made = filledVault();
    const older = readFileSync(databasePath(made));
    const vault = made.store.open(made.secret.secret);
    vault.notes.save(noteOf(6, notesEach - 1), 1, 'what was said last', dayOf(99));
    vault.close();
    putBack(made, older, pagesOf(made, 'note_revisions').slice(-1));
    expect(openingCode(made)).not.toBeNull();
    const rescued = await rescue(made);
    expect(rescued.notes.read(noteOf(6, notesEach - 1))?.text).not.toBe('what was said last');
    const { isOlder } = rescued.found;
    const isNamed =
      rescued.losses(clientOf(6))?.notes.some(({ part }) => part === 'newest') ?? false;
    expect(isOlder || isNamed).toBe(true);
  });

  it('that is an older file as a whole says so; one that is ahead of its head by a crash is not older', async () => {
    const made = filledVault();
    const { head } = publishedVault(made.dataFolder);
    const older = { database: readFileSync(databasePath(made)), head: readFileSync(head) };
    const vault = made.store.open(made.secret.secret);
    vault.notes.save(noteOf(1, 0), 1, 'what was said last', dayOf(99));
    vault.close();
    const newest = { database: readFileSync(databasePath(made)), head: readFileSync(head) };
    const isOlder = async (database: Buffer, headBytes: Buffer): Promise<boolean> => {
      // A byte that no tag covers, without which it does not open; all of it can be read.
      const damaged = Buffer.from(database);
      damaged[17] = (damaged[17] ?? 0) ^ 1;
      writeFileSync(databasePath(made), damaged);
      writeFileSync(head, headBytes);
      const rescued = await rescue(made);
      const { found } = rescued;
      rescued.close();
      expect(found).toEqual({ ...nothingElse, isOlder: found.isOlder });
      return found.isOlder;
    };
    expect(await isOlder(older.database, newest.head)).toBe(true);
    expect(await isOlder(newest.database, newest.head)).toBe(false);
    expect(await isOlder(newest.database, older.head)).toBe(false);
  });

  it('whose key was renewed is not taken for an older one', async () => {
    const made = makeVault();
    const vault = made.store.open(made.secret.secret);
    const secret = testKey(9);
    const label = { kind: 'keychain', id: new Uint8Array(16), params: new Uint8Array() } as const;
    await renewVault(vault, [{ label, secret }]);
    vault.close();
    const path = databaseOf(publishedVault(made.dataFolder), 1);
    const content = readFileSync(path);
    content[17] = (content[17] ?? 0) ^ 1;
    writeFileSync(path, content);
    const rescued = await rescue({ ...made, secret: { ...made.secret, secret } });
    expect(rescued.found).toEqual(nothingElse);
  });

  it('is read around a page that was torn while it was written', async () => {
    const made = filledVault();
    const older = readFileSync(databasePath(made));
    const vault = made.store.open(made.secret.secret);
    vault.notes.save(noteOf(1, 0), 1, 'what was said last', dayOf(99));
    vault.close();
    putBack(made, older, pagesOf(made, 'note_revisions').slice(-1), true);
    const rescued = await rescue(made);
    const last = notesOf(rescued).find(({ number, at }) => number === 1 && at === 0);
    expect(last).toMatchObject({ text: textOf(1, 0), lost: { part: 'newest' } });
  });

  it('leaves out a file of which a part is damaged, by its name, and keeps the others', async () => {
    const content = systemRandom.bytes(600_000);
    const made = makeFilledVault((vault) => {
      addFile(vault, clientOf(1), 'drawing.png', content);
      addFile(vault, clientOf(1), 'letter.pdf', content.slice(0, 9000));
    });
    flipPages(made, pagesOf(made, 'file_parts', 'overflow').slice(10, 11));
    const rescued = await rescue(made);
    expect(rescued.files.list(clientOf(1)).map(({ name }) => name)).toEqual(['letter.pdf']);
    expect(rescued.losses(clientOf(1))?.files).toMatchObject([{ name: 'drawing.png' }]);
  });

  it('is read as far as it goes when its end is cut off', async () => {
    const made = filledVault();
    const size = readFileSync(databasePath(made)).length;
    truncateSync(databasePath(made), Math.floor((size / pageSizeBytes) * 0.8) * pageSizeBytes);
    const rescued = await rescue(made);
    expect(rescued.found.mayBeMore).toBe(true);
    const shown = notesOf(rescued).filter(({ text }) => text !== null);
    expect(shown.length).toBeGreaterThan(20);
    expect(wrongIn(rescued)).toEqual([]);
  });

  it('whatever bits are flipped, shows only what was written, and names or counts the rest', async () => {
    const made = filledVault();
    const whole = readFileSync(databasePath(made));
    const random = seededRandom(5);
    let read = 0;
    const wrong: unknown[] = [];
    const unread: string[] = [];
    for (let time = 0; time < 8; time += 1) {
      const damaged = Buffer.from(whole);
      for (let flip = 0; flip < 3; flip += 1) {
        const at = 16 + Math.floor(random() * (whole.length - 16));
        damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      }
      writeFileSync(databasePath(made), damaged);
      const rescued = await rescue(made).catch((error: unknown) => AppError.from(error).code);
      if (typeof rescued === 'string') {
        unread.push(rescued);
        continue;
      }
      read += 1;
      wrong.push(...wrongIn(rescued));
      rescued.close();
    }
    expect(wrong).toEqual([]);
    // Where the first pages are gone there is nothing to go by.
    expect(unread.filter((code) => code !== 'vault-damaged')).toEqual([]);
    expect(read).toBeGreaterThan(unread.length);
  });

  it('is opened by its own ways only, and nothing of it is left lying', async () => {
    const made = filledVault();
    const { dataFolder } = made;
    const options = { dataFolder, way: 'keychain', random: systemRandom } as const;
    const wrong = new SecretBytes(systemRandom.bytes(32));
    expect(await rejectedCode(rescueVault({ ...options, secret: wrong }, hurriedWork))).toBe(
      'vault-wrong-key',
    );
    const rescued = await rescue(made);
    expect(existsSync(join(dataFolder, 'rescue.work'))).toBe(true);
    rescued.close();
    expect(readdirSync(dataFolder)).toEqual(['vault']);
    expect(thrownCode(() => rescued.clients.list())).toBe('internal');
  });

  it('of which nothing at all can be read says so', async () => {
    const made = filledVault();
    flipPages(made, [0]);
    expect(await rejectedCode(rescue(made))).toBe('vault-damaged');
    expect(readdirSync(made.dataFolder)).toEqual(['vault']);
  });
});
