import { copyFileSync, mkdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import { createKeyringStore } from '../../../../main/vault/client-keys/keyring-store.ts';
import { places } from '../../../../main/vault/client-keys/places.ts';
import { openValue, type SealedPlace } from '../../../../main/vault/client-keys/sealed-value.ts';
import { openDatabase } from '../../../../main/vault/database/open-database.ts';
import type { OpenVault } from '../../../../main/vault/open-vault.ts';
import { keyringOf, publishedVault, readHeaderFile } from '../../../../main/vault/vault-files.ts';
import { createVaultStore } from '../../../../main/vault/vault-store.ts';
import { utf8 } from '../../../../src/base/bytes.ts';
import type { ClientId, FileId, NoteId, SessionId, SlipId } from '../../../../src/contract/ids.ts';
import { verifyCertificate } from '../../../../src/crypto/attestation/destruction-certificate.ts';
import { AppError } from '../../../../src/errors/app-error.ts';
import { decryptedPages, openForTampering, vaultKeyOf } from '../../../support/decrypted-pages.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeVault, type MadeVault } from '../../../support/vault-fixture.ts';

const [heron, wren] = [testId<ClientId>(1), testId<ClientId>(2)];

/** Something of everything, all of it with `word` in it. */
function fill(vault: OpenVault, clientId: ClientId, number: number, word: string): void {
  const [noteId, fileId] = [testId<NoteId>(number + 1), testId<FileId>(number + 2)];
  const [sessionId, roomId] = [testId<SessionId>(number + 3), testId<never>(number + 4)];
  vault.clients.add({ clientId, pseudonym: `${word} pseudonym`, createdAtMs: 1 });
  vault.phrases.set(clientId, `${word} phrase`);
  const serverOrigin = 'https://rooms.example';
  vault.sessions.start({ sessionId, clientId, roomId, serverOrigin, startedAtMs: 1 });
  vault.sessions.end(sessionId, 2);
  const slip = { slipId: testId<SlipId>(number + 5), sessionId, keptAtMs: 3 };
  vault.slips.add(slip, utf8(`${word} slip`));
  vault.notes.add({ noteId, clientId, sessionId, createdAtMs: 1 });
  vault.notes.save(noteId, 0, `${word} draft`, 2);
  vault.notes.save(noteId, 1, `${word} note`, 3);
  vault.signedNotes.sign(noteId, 2, 4);
  vault.signedNotes.amend(noteId, 1, `${word} amendment`, 5);
  const file = { fileId, sessionId, name: `${word}.txt`, sizeBytes: word.length, keptAtMs: 3 };
  vault.files.begin(clientId, file);
  vault.files.append(fileId, 0, utf8(word));
  vault.files.finish(fileId, new Uint8Array(32).fill(number));
  vault.treatments.end(clientId, 6, null);
  vault.cards.set(clientId, 'name', `${word} cinerea`, 7);
  vault.cards.putDown(clientId, `${word} does not answer`, 8);
}

function use<T>(made: MadeVault, act: (vault: OpenVault) => T, acceptOlder = false): T {
  const vault = made.store.open(made.secret.secret, { acceptOlder });
  try {
    return act(vault);
  } finally {
    vault.close();
  }
}

function made(): MadeVault {
  const vault = makeVault();
  use(vault, (open) => {
    fill(open, heron, 10, 'ardea');
    fill(open, wren, 20, 'troglodytes');
  });
  return vault;
}

/** The same vault, of whose clients something is kept in one more place. */
function withPlace(vault: MadeVault, forget: (clientId: ClientId) => void): MadeVault {
  const { dataFolder } = vault;
  const clock = new FakeClock();
  const options = { dataFolder, random: systemRandom, clock, elsewhere: [forget] };
  return { ...vault, store: createVaultStore(options) };
}

const destroyHeron = (vault: OpenVault): Uint8Array =>
  vault.destructions.destroy({ clientId: heron, reason: null });

/** A copy of the content, as a backup is one: the database without its keyring. */
function contentCopy({ dataFolder }: MadeVault, name: string): string {
  const { database, folder } = publishedVault(dataFolder);
  const copy = `${folder}/../${name}`;
  copyFileSync(database, copy);
  return copy;
}

/** Where something sealed lies in a row that says which note, file or slip it is of. */
function placesOf(clientId: ClientId, row: Readonly<Record<string, unknown>>): SealedPlace[] {
  const ofWhat = row['note_id'] ?? row['file_id'] ?? row['slip_id'];
  const id = typeof ofWhat === 'string' ? ofWhat : '';
  const number = Number(row['revision'] ?? row['number'] ?? row['part'] ?? 0);
  return [
    places.noteText(clientId, id, number),
    places.noteFirstLine(clientId, id, number),
    places.noteSignature(clientId, id),
    places.amendmentText(clientId, id, number),
    places.amendmentSignature(clientId, id, number),
    places.phrase(clientId),
    places.fileName(clientId, id),
    places.fileHash(clientId, id),
    places.filePart(clientId, id, number),
    places.slip(clientId, id),
    places.cardField(clientId, 'name', Number(row['written_at_ms'])),
    places.cardReason(clientId, number, Number(row['opened_at_ms'])),
  ];
}

/** Tries every value of every row of a copy with every key of the keyring that is there now, in every place. */
function openedValues({ dataFolder, secret }: MadeVault, copy: string): readonly string[] {
  const files = publishedVault(dataFolder);
  const vaultKey = vaultKeyOf(dataFolder, secret.secret);
  const { vaultId } = readHeaderFile(files);
  const sealing = { sealing: vaultKey, vaultId };
  const keyring = createKeyringStore(keyringOf(files, 0), sealing, systemRandom).read();
  const keys = Array.from(keyring?.keys.values() ?? []);
  const database = openDatabase({ path: copy, vaultKey, mustExist: true });
  const opened: string[] = [];
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .pluck()
    .all() as readonly string[];
  for (const row of tables.flatMap((table) => database.prepare(`SELECT * FROM ${table}`).all())) {
    const columns = row as Readonly<Record<string, unknown>>;
    for (const value of Object.values(columns)) {
      if (!(value instanceof Uint8Array)) continue;
      for (const place of [heron, wren].flatMap((clientId) => placesOf(clientId, columns))) {
        for (const key of keys) {
          const plain = key.expose((bytes) => {
            try {
              return openValue(bytes, place, new Uint8Array(value));
            } catch {
              return null;
            }
          });
          if (plain) opened.push(Buffer.from(plain).toString('latin1'));
        }
      }
    }
  }
  database.close();
  return opened;
}

describe('destroying a client', () => {
  it('leaves nothing that opens in any older copy of the content, with all keys that there are', () => {
    const vault = made();
    const copy = contentCopy(vault, 'before.db');
    const control = openedValues(vault, copy);
    // The control: everything of both is found in this way. Twelve places, two revisions.
    expect(control.filter((text) => text.includes('ardea'))).toHaveLength(11);
    use(vault, destroyHeron);
    const opened = openedValues(vault, copy);
    expect(opened.filter((text) => text.includes('ardea'))).toEqual([]);
    expect(opened).toHaveLength(control.length / 2);
    expect(opened.filter((text) => text.includes('troglodytes'))).toHaveLength(11);
  });

  it('leaves nothing in any page of the database, and nothing of anybody else is gone', () => {
    const vault = made();
    const found = (): boolean => {
      const pages = decryptedPages(vault.dataFolder, vault.secret.secret);
      return ['ardea pseudonym', testId(11), testId(12), testId(13)].some((text) =>
        pages.includes(text),
      );
    };
    expect(found()).toBe(true);
    use(vault, destroyHeron);
    expect(found()).toBe(false);
    use(vault, (open) => {
      expect(open.clients.list().map(({ pseudonym }) => pseudonym)).toEqual([
        'troglodytes pseudonym',
      ]);
      expect(open.notes.read(testId<NoteId>(21))?.text).toBe('troglodytes note');
      expect(open.signedNotes.read(testId<NoteId>(21)).amendments).toHaveLength(1);
      expect(open.slips.list(wren)).toHaveLength(1);
      const check = open.startCheck();
      let outcome = check.step();
      while (!outcome) outcome = check.step();
      expect(outcome.isRight).toBe(true);
    });
  });

  it('leaves no word in the search index, also of what was written between others', () => {
    const vault = made();
    use(vault, (open) => {
      open.notes.add({
        noteId: testId<NoteId>(50),
        clientId: heron,
        sessionId: null,
        createdAtMs: 1,
      });
      open.notes.save(testId<NoteId>(50), 0, 'wvbnmk kept', 4);
      while (open.search.buildOn());
    });
    // FTS5 leaves out of a word what it shares with the one before.
    const found = (): readonly string[] => {
      const pages = decryptedPages(vault.dataFolder, vault.secret.secret);
      return ['rdea', 'vbnmk', 'roglodytes'].filter((text) => pages.includes(text));
    };
    expect(found()).toEqual(['rdea', 'vbnmk', 'roglodytes']);
    use(vault, destroyHeron);
    expect(found()).toEqual(['roglodytes']);
    use(vault, (open) => {
      const find = (typed: string): number =>
        open.search.find(typed, { offset: 0, most: 20 }).hits.length;
      expect([find('ardea'), find('troglodytes')]).toEqual([0, 4]);
    });
  });

  it('leaves no word either where the search index is too damaged to be read', () => {
    const vault = made();
    const database = openForTampering(vault.dataFolder, vault.secret.secret);
    database.unsafeMode(true);
    database.exec('UPDATE search_text_data SET block = substr(block, 1, 9) WHERE id < 1000');
    database.close();
    use(vault, destroyHeron);
    const pages = decryptedPages(vault.dataFolder, vault.secret.secret);
    expect(pages.includes('rdea')).toBe(false);
  });

  it('leaves no word either where the search index is about to be made anew', () => {
    const vault = made();
    const leaves = (): boolean =>
      decryptedPages(vault.dataFolder, vault.secret.secret).includes('rdea');
    use(vault, (open) => {
      open.search.reset();
    });
    expect(leaves()).toBe(true);
    use(vault, destroyHeron);
    expect(leaves()).toBe(false);
  });

  it('is certified, with counts and without names', () => {
    const vault = made();
    const certificate = use(vault, (open) => {
      const made = destroyHeron(open);
      expect(open.destructions.list()).toMatchObject([
        { clientId: heron, reason: null, certificate: made },
      ]);
      return new Uint8Array(made);
    });
    expect(verifyCertificate(certificate)).toMatchObject({
      early: false,
      counts: {
        notes: 1,
        revisions: 2,
        amendments: 1,
        files: 1,
        phrases: 1,
        sessions: 1,
        slips: 1,
      },
    });
    for (const name of ['ardea', heron]) {
      expect(Buffer.from(certificate).includes(name)).toBe(false);
    }
  });

  it('changes nothing the second time', () => {
    const vault = made();
    use(vault, (open) => {
      expect(destroyHeron(open)).toEqual(destroyHeron(open));
      const nobody = { clientId: testId<ClientId>(3), reason: null };
      expect(thrownCode(() => open.destructions.destroy(nobody))).toBe('not-found');
    });
  });

  it('is gone on with by the same call after it failed in the middle', () => {
    const vault = made();
    let isBroken = true;
    const again = withPlace(vault, () => {
      if (isBroken) throw new AppError('disk-full', 'in the other place');
    });
    use(again, ({ destructions, clients }) => {
      const decided = { clientId: heron, reason: 'asked for' };
      const begin = (): void => {
        destructions.begin(decided);
      };
      expect(thrownCode(begin)).toBe('disk-full');
      expect(thrownCode(begin)).toBe('disk-full');
      isBroken = false;
      expect(thrownCode(begin)).toBeNull();
      expect(clients.exists(heron)).toBe(false);
      // Nothing is left that it could be begun with, and it is known all the same.
      expect(thrownCode(begin)).toBeNull();
      const certificate = destructions.destroy({ ...decided, reason: null });
      expect(verifyCertificate(certificate)).toMatchObject({ early: true, counts: { notes: 1 } });
      expect(destructions.list()).toMatchObject([{ ...decided, certificate }]);
    });
  });

  it('is completed at the next opening when it was interrupted after the key had gone', () => {
    const vault = made();
    let isBroken = true;
    const forgotten: ClientId[] = [];
    const again = withPlace(vault, (clientId) => {
      if (isBroken) throw new AppError('internal', 'the other place is not there');
      forgotten.push(clientId);
    });
    use(again, (open) => {
      expect(thrownCode(() => destroyHeron(open))).toBe('internal');
      expect(open.clientKeys.has(heron)).toBe(false);
      expect(open.destructions.list()).toMatchObject([{ certificate: null }]);
    });
    // It keeps no vault shut that the other place is still not there.
    use(again, (open) => {
      expect(open.clients.exists(heron)).toBe(true);
    });
    isBroken = false;
    use(again, (open) => {
      expect(forgotten).toEqual([heron]);
      expect(open.clients.exists(heron)).toBe(false);
      const [done] = open.destructions.list();
      expect(verifyCertificate(done?.certificate ?? new Uint8Array())).not.toBeNull();
    });
  });

  it('goes as far as it can while a file of before cannot be overwritten, and is certified after that', () => {
    const vault = made();
    let isBroken = false;
    const again = withPlace(vault, () => {
      if (isBroken) throw new AppError('disk-full', 'in the other place');
    });
    use(again, ({ destructions, clients }) => {
      destructions.begin({ clientId: wren, reason: null });
      isBroken = true;
      const begin = (): void => {
        destructions.begin({ clientId: heron, reason: null });
      };
      expect(thrownCode(begin)).toBe('disk-full');
      expect(clients.list()).toMatchObject([{ clientId: heron }]);
      isBroken = false;
    });
    const blocked = `${publishedVault(vault.dataFolder).folder}/vault-7.db.condemned`;
    mkdirSync(blocked);
    use(again, ({ destructions, clients }) => {
      expect(clients.list()).toEqual([]);
      expect(destructions.list()).toMatchObject([{ certificate: null }, { certificate: null }]);
    });
    rmdirSync(blocked);
    use(again, ({ destructions }) => {
      const certificates = destructions.list().map(({ certificate }) => certificate);
      expect(certificates.map((one) => one && verifyCertificate(one))).not.toContain(null);
    });
    const pages = decryptedPages(vault.dataFolder, vault.secret.secret);
    expect(pages.includes('ardea pseudonym')).toBe(false);
  });

  it('happens again to whom an older database brings back', () => {
    const vault = made();
    const copy = contentCopy(vault, 'before.db');
    use(vault, destroyHeron);
    const { database, head } = publishedVault(vault.dataFolder);
    copyFileSync(copy, database);
    rmSync(head);
    use(
      vault,
      (open) => {
        expect(open.clients.list()).toMatchObject([{ clientId: wren }]);
      },
      true,
    );
    const pages = decryptedPages(vault.dataFolder, vault.secret.secret);
    expect(pages.includes('ardea pseudonym')).toBe(false);
  });

  it('is not undone by an older keyring, which a person accepts', () => {
    const vault = made();
    const copy = contentCopy(vault, 'before.db');
    const paths = keyringOf(publishedVault(vault.dataFolder), 0);
    const old = paths.map((path) => ({ path, kept: `${path}.old` }));
    for (const { path, kept } of old) copyFileSync(path, kept);
    use(vault, destroyHeron);
    for (const { path, kept } of old) copyFileSync(kept, path);
    expect(thrownCode(() => use(vault, () => null))).toBe('vault-rolled-back');
    use(
      vault,
      (open) => {
        expect([open.clientKeys.has(heron), open.clientKeys.has(wren)]).toEqual([false, true]);
      },
      true,
    );
    expect(openedValues(vault, copy).filter((text) => text.includes('ardea'))).toEqual([]);
    expect(readFileSync(paths[0]).equals(readFileSync(`${paths[0]}.old`))).toBe(false);
  });
});
