import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyringOf, publishedVault, type VaultFiles } from '../../main/vault/vault-files.ts';
import type { VaultStore } from '../../main/vault/vault-store.ts';
import type { SecretBytes } from '../../src/base/secret-bytes.ts';
import { AppError } from '../../src/errors/app-error.ts';
import {
  makeVaultWithNote,
  secretOf,
  storeIn,
  textOf,
  type VaultArguments,
} from '../integration/vault/fixtures/vault-arguments.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { reportCampaign } from './support/report-campaign.ts';
import { seededRandom } from './support/seeded-random.ts';

/** More for a campaign: `QUIETROOM_DAMAGES=1000` of each kind. */
const times = Number(process.env['QUIETROOM_DAMAGES'] ?? 40);

const pageSizeBytes = 4096;
/** The file begins with a salt that only keys made of passphrases need: nobody reads it. */
const saltBits = 16 * 8;
const random = seededRandom(11);
const pick = (count: number): number => Math.floor(random() * count);

interface Stored {
  readonly database: Buffer;
  readonly header: Buffer;
  readonly head: Buffer;
  readonly keyring: Buffer;
  readonly secondKeyring: Buffer;
}

function pathsOf(files: VaultFiles): Record<keyof Stored, string> {
  const { database, header, head } = files;
  const [keyring, secondKeyring] = keyringOf(files, 0);
  return { database, header, head, keyring, secondKeyring };
}

function read(files: VaultFiles): Stored {
  const paths = pathsOf(files);
  return {
    database: readFileSync(paths.database),
    header: readFileSync(paths.header),
    head: readFileSync(paths.head),
    keyring: readFileSync(paths.keyring),
    secondKeyring: readFileSync(paths.secondKeyring),
  };
}

/** A vault with some hundred pages, and what its files were a few saves before. */
function made(): {
  folder: string;
  files: VaultFiles;
  given: VaultArguments;
  old: Stored;
  now: Stored;
} {
  const folder = temporaryFolder();
  const given = makeVaultWithNote(join(folder, 'data'));
  const files = publishedVault(given.dataFolder);
  const write = (from: number, to: number): void => {
    const vault = storeIn(given.dataFolder).open(secretOf(given));
    for (let revision = from; revision < to; revision += 1) {
      vault.notes.save(given.noteId, revision, textOf(revision + 1), revision * 600_000);
    }
    vault.close();
  };
  write(0, 40);
  const old = read(files);
  write(40, 60);
  return { folder, files, given, old, now: read(files) };
}

/** What an opening, and then a reading of everything, makes of it: a code, or null when it finds nothing. */
function found(store: VaultStore, secret: SecretBytes): string | null {
  try {
    const vault = store.open(secret);
    try {
      const check = vault.startCheck();
      for (;;) {
        const outcome = check.step();
        if (outcome) return outcome.isRight ? null : 'vault-damaged';
      }
    } finally {
      vault.close();
    }
  } catch (error) {
    return AppError.from(error).code;
  }
}

function flipped(content: Buffer, at = pick(content.length * 8)): Buffer {
  const copy = Buffer.from(content);
  copy[at >> 3] = (copy[at >> 3] ?? 0) ^ (1 << (at & 7));
  return copy;
}

function pageOf(content: Buffer, page: number): Buffer {
  return content.subarray(page * pageSizeBytes, (page + 1) * pageSizeBytes);
}

function withPage(content: Buffer, page: number, bytes: Buffer): Buffer {
  const copy = Buffer.from(content);
  bytes.copy(copy, page * pageSizeBytes);
  return copy;
}

const pagesOf = (content: Buffer): number => content.length / pageSizeBytes;

/** Two pages that are not the same. */
function swappedPages(content: Buffer): Buffer {
  for (;;) {
    const [a, b] = [pick(pagesOf(content)), pick(pagesOf(content))];
    const [one, other] = [Buffer.from(pageOf(content, a)), Buffer.from(pageOf(content, b))];
    if (!one.equals(other)) return withPage(withPage(content, a, other), b, one);
  }
}

/** A page as it was in the older file, where it was another: it authenticates, and is not what was written last. */
function oldPage(now: Buffer, old: Buffer): Buffer {
  for (;;) {
    const page = pick(Math.min(pagesOf(now), pagesOf(old)));
    const before = pageOf(old, page);
    if (!before.equals(pageOf(now, page))) return withPage(now, page, before);
  }
}

/** A page of which only the first sectors are new. */
function tornPage(now: Buffer, old: Buffer): Buffer {
  for (;;) {
    const page = pick(Math.min(pagesOf(now), pagesOf(old)));
    const sectors = 1 + pick(7);
    const torn = Buffer.from(pageOf(now, page));
    pageOf(old, page).copy(torn, sectors * 512, sectors * 512);
    if (!torn.equals(pageOf(now, page))) return withPage(now, page, torn);
  }
}

const kinds: Readonly<Record<string, (now: Stored, old: Stored) => Partial<Stored>>> = {
  'a flipped bit of the database': ({ database }) => ({
    database: flipped(database, saltBits + pick(database.length * 8 - saltBits)),
  }),
  'a flipped bit of what is not encrypted': ({ database }) => ({
    database: flipped(database, saltBits + pick(64)),
  }),
  'a flipped bit of the header': ({ header }) => ({ header: flipped(header) }),
  'two swapped pages': ({ database }) => ({ database: swappedPages(database) }),
  'an old page': (now, old) => ({ database: oldPage(now.database, old.database) }),
  'a torn page': (now, old) => ({ database: tornPage(now.database, old.database) }),
  'a file cut short': ({ database }) => ({ database: database.subarray(0, pick(database.length)) }),
  'a file without its last pages': ({ database }) => ({
    database: database.subarray(0, pageSizeBytes * pick(pagesOf(database))),
  }),
  'a header cut short': ({ header }) => ({ header: header.subarray(0, pick(header.length)) }),
  'both files of the keyring': ({ keyring, secondKeyring }) => ({
    keyring: flipped(keyring),
    secondKeyring: flipped(secondKeyring),
  }),
  'an old database': (_now, { database }) => ({ database }),
};

/** Damages the vault again and again, each time from the whole one, and counts what is said of it. */
function campaign(
  name: string,
  damage: (now: Stored, old: Stored) => Partial<Stored>,
): Readonly<Record<string, number>> {
  const { folder, files, given, old, now } = made();
  const keep = join(folder, 'keep');
  cpSync(given.dataFolder, keep, { recursive: true });
  const codes: Record<string, number> = {};
  for (let time = 0; time < times; time += 1) {
    for (const [file, content] of Object.entries(damage(now, old))) {
      writeFileSync(pathsOf(files)[file as keyof Stored], content);
    }
    const code = found(storeIn(given.dataFolder), secretOf(given)) ?? 'nothing';
    codes[code] = (codes[code] ?? 0) + 1;
    rmSync(given.dataFolder, { recursive: true });
    cpSync(keep, given.dataFolder, { recursive: true });
  }
  reportCampaign(`damage: ${name}`, { times, codes });
  return codes;
}

describe('damage', () => {
  it('is found in no vault that has none', () => {
    expect(campaign('none', () => ({}))).toEqual({ nothing: times });
  });

  it.each(Object.entries(kinds))(
    `is found and named, ${String(times)} times: %s`,
    { timeout: 3_600_000 },
    (kind, damage) => {
      const named = /^vault-(?:damaged|rolled-back|not-encrypted|newer)$/u;
      const codes = Object.keys(campaign(kind, damage));
      expect(codes.filter((code) => !named.test(code))).toEqual([]);
      expect(codes.length).toBeGreaterThan(0);
    },
  );

  it('of the salt that nobody reads changes nothing', { timeout: 3_600_000 }, () => {
    const codes = campaign('a flipped bit of the unused salt', ({ database }) => ({
      database: flipped(database, pick(saltBits)),
    }));
    expect(codes).toEqual({ nothing: times });
  });

  it(
    `of one file of the keyring loses nothing, ${String(times)} times`,
    { timeout: 3_600_000 },
    () => {
      const codes = campaign('a flipped bit of one keyring', ({ keyring, secondKeyring }) =>
        random() < 0.5 ? { keyring: flipped(keyring) } : { secondKeyring: flipped(secondKeyring) },
      );
      expect(codes).toEqual({ nothing: times });
    },
  );

  it(`of the head alone loses nothing, ${String(times)} times`, { timeout: 3_600_000 }, () => {
    const codes = campaign('a flipped bit of the head', ({ head }) => ({ head: flipped(head) }));
    expect(codes).toEqual({ nothing: times });
  });
});
