import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { searchTablesSql } from '../../main/vault/search/search-tables.ts';
import { keyringOf, publishedVault, type VaultFiles } from '../../main/vault/vault-files.ts';
import type { OpenVault } from '../../main/vault/open-vault.ts';
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
import { openForTampering } from '../support/decrypted-pages.ts';
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
  readonly secondHeader: Buffer;
  readonly head: Buffer;
  readonly keyring: Buffer;
  readonly secondKeyring: Buffer;
}

interface Now extends Stored {
  /** Pages that hold something, from 0. Of free ones no damage is found, and none is one: nobody reads them. */
  readonly used: ReadonlySet<number>;
  /** Those of them that are of the search index. */
  readonly ofSearch: ReadonlySet<number>;
}

function pathsOf(files: VaultFiles): Record<keyof Stored, string> {
  const { database, header, secondHeader, head } = files;
  const [keyring, secondKeyring] = keyringOf(files, 0);
  return { database, header, secondHeader, head, keyring, secondKeyring };
}

function read(files: VaultFiles): Stored {
  const paths = pathsOf(files);
  return {
    database: readFileSync(paths.database),
    header: readFileSync(paths.header),
    secondHeader: readFileSync(paths.secondHeader),
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
  now: Now;
} {
  const folder = temporaryFolder();
  const given = makeVaultWithNote(join(folder, 'data'));
  const files = publishedVault(given.dataFolder);
  const write = (from: number, to: number): void => {
    const vault = storeIn(given.dataFolder).open(secretOf(given));
    for (let revision = from; revision < to; revision += 1) {
      vault.notes.save(given.noteId, revision, textOf(revision + 1), revision * 600_000);
    }
    while (vault.search.buildOn());
    vault.close();
  };
  write(0, 40);
  const old = read(files);
  write(40, 60);
  return { folder, files, given, old, now: { ...read(files), ...pageSets(given) } };
}

function pageSets(given: VaultArguments): Pick<Now, 'used' | 'ofSearch'> {
  const database = openForTampering(given.dataFolder, secretOf(given));
  const pages = (where: string): ReadonlySet<number> => {
    const sql = `SELECT pageno - 1 FROM dbstat LEFT JOIN sqlite_schema USING (name) WHERE ${where}`;
    return new Set(database.prepare(sql).pluck().all().map(Number));
  };
  const sets = { used: pages('true'), ofSearch: pages(`tbl_name IN (${searchTablesSql})`) };
  database.close();
  return sets;
}

/** What an opening, and then a reading of everything, makes of it: a code, or null when it finds nothing. */
function found(store: VaultStore, secret: SecretBytes): string | null {
  try {
    const vault = store.open(secret);
    try {
      const check = vault.startCheck();
      for (;;) {
        const outcome = check.step();
        if (outcome) return outcome.isRight && isSearchRight(vault) ? null : 'vault-damaged';
      }
    } finally {
      vault.close();
    }
  } catch (error) {
    return AppError.from(error).code;
  }
}

/** The index is built anew if it is not; that it is not is found. */
function isSearchRight({ search }: OpenVault): boolean {
  // One that was found damaged at opening is empty again.
  if (!search.isComplete()) return false;
  const check = search.startCheck();
  for (;;) {
    const outcome = check.step();
    if (outcome) return outcome.isRight;
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
function swappedPages({ database: content, used }: Now): Buffer {
  for (;;) {
    const [a, b] = [pick(pagesOf(content)), pick(pagesOf(content))];
    if (!used.has(a) && !used.has(b)) continue;
    const [one, other] = [Buffer.from(pageOf(content, a)), Buffer.from(pageOf(content, b))];
    if (!one.equals(other)) return withPage(withPage(content, a, other), b, one);
  }
}

/**
 * A page as it was in the older file, where it was another: it authenticates, and is not what was written last. None of the
 * search index, where that loses nothing, and is found only if something is not found by it.
 */
function oldPage({ database: now, used, ofSearch }: Now, { database: old }: Stored): Buffer {
  for (;;) {
    const page = pick(Math.min(pagesOf(now), pagesOf(old)));
    const before = pageOf(old, page);
    if (!used.has(page) || ofSearch.has(page)) continue;
    if (!before.equals(pageOf(now, page))) return withPage(now, page, before);
  }
}

/** A page of which only the first sectors are new. */
function tornPage({ database: now, used }: Now, { database: old }: Stored): Buffer {
  for (;;) {
    const page = pick(Math.min(pagesOf(now), pagesOf(old)));
    if (!used.has(page)) continue;
    const sectors = 1 + pick(7);
    const torn = Buffer.from(pageOf(now, page));
    pageOf(old, page).copy(torn, sectors * 512, sectors * 512);
    if (!torn.equals(pageOf(now, page))) return withPage(now, page, torn);
  }
}

/** A bit of a page that holds something, and not of the salt. */
function usedBit({ database, used }: Now): number {
  for (;;) {
    const bit = saltBits + pick(database.length * 8 - saltBits);
    if (used.has(Math.floor(bit / 8 / pageSizeBytes))) return bit;
  }
}

const kinds: Readonly<Record<string, (now: Now, old: Stored) => Partial<Stored>>> = {
  'a flipped bit of the database': (now) => ({
    database: flipped(now.database, usedBit(now)),
  }),
  'a flipped bit of what is not encrypted': ({ database }) => ({
    database: flipped(database, saltBits + pick(64)),
  }),
  'a flipped bit of both copies of the header': ({ header, secondHeader }) => ({
    header: flipped(header),
    secondHeader: flipped(secondHeader),
  }),
  'two swapped pages': (now) => ({ database: swappedPages(now) }),
  'an old page': (now, old) => ({ database: oldPage(now, old) }),
  'a torn page': (now, old) => ({ database: tornPage(now, old) }),
  'a file cut short': ({ database }) => ({ database: database.subarray(0, pick(database.length)) }),
  'a file cut in its last page': ({ database }) => ({
    database: database.subarray(0, database.length - 1 - pick(pageSizeBytes - 1)),
  }),
  'a file without its last pages': ({ database }) => ({
    database: database.subarray(0, pageSizeBytes * pick(pagesOf(database))),
  }),
  'both copies of the header cut short': ({ header, secondHeader }) => ({
    header: header.subarray(0, pick(header.length)),
    secondHeader: secondHeader.subarray(0, pick(secondHeader.length)),
  }),
  'both files of the keyring': ({ keyring, secondKeyring }) => ({
    keyring: flipped(keyring),
    secondKeyring: flipped(secondKeyring),
  }),
  'an old database': (_now, { database }) => ({ database }),
};

/** Damages the vault again and again, each time from the whole one, and counts what is said of it. */
function campaign(
  name: string,
  damage: (now: Now, old: Stored) => Partial<Stored>,
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
      const named = /^vault-(?:damaged|header-damaged|rolled-back|not-encrypted|newer)$/u;
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

  it(
    `of one copy of the header loses nothing, ${String(times)} times`,
    { timeout: 3_600_000 },
    () => {
      const codes = campaign('a flipped bit of one header', ({ header, secondHeader }) =>
        random() < 0.5 ? { header: flipped(header) } : { secondHeader: flipped(secondHeader) },
      );
      expect(codes).toEqual({ nothing: times });
    },
  );

  it(`of the head alone loses nothing, ${String(times)} times`, { timeout: 3_600_000 }, () => {
    const codes = campaign('a flipped bit of the head', ({ head }) => ({ head: flipped(head) }));
    expect(codes).toEqual({ nothing: times });
  });
});
