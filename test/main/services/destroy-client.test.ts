import {
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { destroyClient } from '../../../main/services/destroy-client.ts';
import { databasesOf, publishedVault } from '../../../main/vault/vault-files.ts';
import type { OpenVault } from '../../../main/vault/open-vault.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import type { ClientId, NoteId, RoomId, SessionId } from '../../../src/contract/ids.ts';
import { verifyCertificate } from '../../../src/crypto/attestation/destruction-certificate.ts';
import { decryptedPages, openForTampering } from '../../support/decrypted-pages.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { failReading } from '../../support/faulty-fs.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import {
  keepNewKey,
  makeVaultService,
  startAgain,
  type MadeServices,
} from '../../support/services-fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const [heron, wren] = [testId<ClientId>(1), testId<ClientId>(2)];
const wrensNote = testId<NoteId>(4);

/** Two clients, with notes whose words can be found. FTS5 leaves out of a word what it shares with the one before. */
async function made(): Promise<MadeServices> {
  const started = makeVaultService();
  await started.vault.create();
  const vault = started.vault.use();
  add(vault, heron, testId<NoteId>(3), 'ardea');
  add(vault, wren, wrensNote, 'troglodytes');
  while (vault.search.buildOn());
  return started;
}

function add(vault: OpenVault, clientId: ClientId, noteId: NoteId, word: string): void {
  vault.clients.add({ clientId, pseudonym: `${word} pseudonym`, createdAtMs: 1 });
  vault.notes.add({ noteId, clientId, sessionId: null, createdAtMs: 1 });
  vault.notes.save(noteId, 0, `${word} note`, 2);
}

function destroy(started: MadeServices): Promise<Bytes> {
  return destroyClient(started, { clientId: heron, reason: null });
}

/** So that what was in the file can still be looked at when its name is gone. */
function hold({ dataFolder }: Pick<MadeServices, 'dataFolder'>, name = 'vault.db'): string {
  const held = join(temporaryFolder(), 'held.db');
  linkSync(join(publishedVault(dataFolder).folder, name), held);
  return held;
}

/** Does this once, as soon as rows have been copied. */
function onceCopying({ work }: MadeServices, act: () => void): void {
  const off = work.events.on('progress', ({ done }) => {
    if (done === 0) return;
    off();
    act();
  });
}

function startSession({ vault }: MadeServices): () => void {
  const { sessions } = vault.use();
  const sessionId = testId<SessionId>(5);
  const roomId = testId<RoomId>(6);
  const serverOrigin = 'https://rooms.example';
  sessions.start({ sessionId, clientId: wren, roomId, serverOrigin, startedAtMs: 1 });
  return () => {
    sessions.end(sessionId, 2);
  };
}

/** Until it looks again later whether it can go on. */
async function waits({ clock }: MadeServices): Promise<void> {
  while (clock.pending === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function secretOf({ keychain, store }: MadeServices): Promise<SecretBytes> {
  const read = await keychain.read(store.keychainEntryId());
  if (read.outcome !== 'found') throw new Error('no secret');
  return read.secret;
}

/** Which of the words is in any page of the vault, which is locked for that and opened again. */
async function wordsIn(started: MadeServices): Promise<readonly string[]> {
  const secret = await secretOf(started);
  await started.vault.lock();
  const pages = decryptedPages(started.dataFolder, secret);
  expect((await started.vault.open()).state).toBe('open');
  return ['rdea', 'roglodytes'].filter((word) => pages.includes(word));
}

/** Nothing is left of the one, and everything of the other, in the only file that there is. */
async function expectDestroyed(started: MadeServices): Promise<void> {
  const vault = started.vault.use();
  const files = publishedVault(started.dataFolder);
  expect(databasesOf(files)).toHaveLength(1);
  expect(readdirSync(files.folder).filter((name) => /condemned|next/u.test(name))).toEqual([]);
  const [destruction] = vault.destructions.list();
  expect(verifyCertificate(destruction?.certificate ?? new Uint8Array())).not.toBeNull();
  expect(vault.clients.list().map(({ pseudonym }) => pseudonym)).toEqual(['troglodytes pseudonym']);
  expect(vault.notes.read(wrensNote)?.text).toContain('troglodytes note');
  while (vault.search.buildOn());
  const found = (typed: string): number =>
    vault.search.find(typed, { offset: 0, most: 9 }).hits.length;
  expect([found('ardea'), found('troglodytes')]).toEqual([0, 2]);
  const check = vault.startCheck();
  let outcome = check.step();
  while (!outcome) outcome = check.step();
  expect(outcome.isRight).toBe(true);
  expect(await wordsIn(started)).toEqual(['roglodytes']);
}

/** As a crash would leave it in this moment. */
function snapshotOf({ dataFolder }: MadeServices): string {
  const copy = temporaryFolder();
  cpSync(dataFolder, copy, { recursive: true });
  return copy;
}

const isZero = (path: string): boolean => readFileSync(path).every((byte) => byte === 0);

describe('destroying a client in steps', () => {
  it('leaves nothing in the file, which is another one, and overwrites the one of before', async () => {
    const started = await made();
    expect(await wordsIn(started)).toEqual(['rdea', 'roglodytes']);
    const held = hold(started);
    let saved = 0;
    started.work.events.on('progress', ({ done }) => {
      if (done === 0) return;
      saved += 1;
      const { notes, search } = started.vault.use();
      // Nothing is said to be found while words of who is gone lie in the index.
      expect(search.isComplete()).toBe(false);
      expect(search.find('ardea', { offset: 0, most: 9 }).hits).toEqual([]);
      notes.save(wrensNote, saved, `troglodytes note ${String(saved)}`, 3);
    });
    const certificate = await destroy(started);
    expect(verifyCertificate(certificate)).not.toBeNull();
    // Others had their turn, and what they saved meanwhile is there.
    expect(saved).toBeGreaterThan(0);
    expect(started.vault.use().notes.read(wrensNote)?.revision).toBe(saved + 1);
    expect(isZero(held)).toBe(true);
    // The next opening has nothing left to do.
    const secret = await secretOf(started);
    await started.vault.lock();
    const database = openForTampering(started.dataFolder, secret);
    expect(database.prepare('SELECT must_clean FROM keyring_state').pluck().get()).toBe(0);
    database.close();
    await started.vault.open();
    await expectDestroyed(started);
  });

  it('changes no way into the vault', async () => {
    const started = await made();
    const passphrase = 'four words that nobody knows';
    const recoveryKey = keepNewKey(started);
    await started.ways.setPassphrase(passphrase);
    await destroy(started);
    const byKeychain = startAgain(started, started.keychain);
    expect((await byKeychain.vault.open()).state).toBe('open');
    const byPassphrase = startAgain(byKeychain);
    expect((await byPassphrase.ways.unlock({ way: 'passphrase', passphrase })).state).toBe('open');
    const byPaper = startAgain(byPassphrase);
    expect((await byPaper.ways.unlock({ way: 'recovery', recoveryKey })).state).toBe('open');
  });

  it('is completed at the next opening, wherever the power went', async () => {
    const started = await made();
    const snapshots: string[] = [];
    const { store, vault, work } = started;
    work.events.on('progress', () => snapshots.push(snapshotOf(started)));
    const reopen = store.reopen.bind(store);
    store.reopen = (key) => {
      // The header names the new file, and the old one has its name yet.
      snapshots.push(snapshotOf(started));
      return reopen(key);
    };
    // It has been condemned, and not been overwritten.
    vault.events.on('rekeyed', () => snapshots.push(snapshotOf(started)));
    await destroy(started);
    // Of the first nothing was said yet: it was before anything was decided.
    for (const dataFolder of snapshots.slice(1)) {
      const later = makeVaultService(dataFolder, started.keychain);
      const names = readdirSync(publishedVault(dataFolder).folder);
      const before = names.find((name) => /^vault\.db(?:\.condemned)?$/u.test(name)) ?? '';
      const held = join(temporaryFolder(), 'held.db');
      linkSync(join(publishedVault(dataFolder).folder, before), held);
      expect((await later.vault.open()).state).toBe('open');
      await expectDestroyed(later);
      expect(isZero(held)).toBe(names.includes('vault-1.db'));
      later.vault.close();
    }
    expect(snapshots.length).toBeGreaterThan(4);
  });

  it('is completed at the next opening when the vault is locked meanwhile', async () => {
    const started = await made();
    let held = '';
    onceCopying(started, () => {
      held = hold(started, 'vault-1.db.next');
      void started.vault.lock();
    });
    expect(await rejectedCode(destroy(started))).toBe('vault-locked');
    expect((await started.vault.open()).state).toBe('open');
    // The rows of everybody else were in it, under the vault's own key.
    expect(isZero(held)).toBe(true);
    await expectDestroyed(started);
  });

  it('overwrites a copy that came to nothing before it is certified in one piece', async () => {
    const started = await made();
    const { folder } = publishedVault(started.dataFolder);
    let held = '';
    onceCopying(started, () => {
      held = hold(started, 'vault-1.db.next');
      mkdirSync(`${folder}/vault-1.head.next`);
    });
    await destroy(started);
    expect(isZero(held)).toBe(true);
    rmdirSync(`${folder}/vault-1.head.next`);
    expect(started.log.lines.map(({ event }) => event)).toContain('file-not-made-anew');
    await expectDestroyed(started);
  });

  it('waits for a session that begins meanwhile, and for other work; then it goes on', async () => {
    const started = await made();
    const other = Promise.withResolvers<null>();
    let end = (): void => undefined;
    onceCopying(started, () => {
      end = startSession(started);
      void started.work.run('verification', () => other.promise);
    });
    const destroying = destroy(started);
    const { folder } = publishedVault(started.dataFolder);
    await waits(started);
    end();
    await started.clock.advance(250);
    await waits(started);
    expect(readdirSync(folder)).toContain('vault.db');
    other.resolve(null);
    await started.clock.advance(250);
    await destroying;
    expect(readdirSync(folder)).toContain('vault-1.db');
    await expectDestroyed(started);
  });

  it.each(['locked', 'locked and opened again', 'stopped'] as const)(
    'is completed at an opening when it is %s while it waits for a session',
    async (what) => {
      const started = await made();
      const { clock, vault, work } = started;
      onceCopying(started, () => {
        startSession(started);
      });
      const code = rejectedCode(destroy(started));
      await waits(started);
      if (what === 'stopped') work.cancel('destruction');
      else await vault.lock();
      if (what === 'locked and opened again') await vault.open();
      await clock.advance(250);
      expect(await code).toBe('vault-locked');
      expect(clock.pending).toBe(0);
      await vault.lock();
      expect((await vault.open()).state).toBe('open');
      await expectDestroyed(started);
    },
  );

  it('is done in one piece when no other file can be made', async () => {
    const started = await made();
    const { folder } = publishedVault(started.dataFolder);
    mkdirSync(`${folder}/vault-1.db.next`);
    await destroy(started);
    rmdirSync(`${folder}/vault-1.db.next`);
    expect(started.log.lines.map(({ event }) => event)).toContain('file-not-made-anew');
    expect(readdirSync(folder)).toContain('vault.db');
    await expectDestroyed(started);
  });

  it('is certified by nobody as long as the file of before cannot be overwritten', async () => {
    const started = await made();
    const blocked = `${publishedVault(started.dataFolder).folder}/vault.db.condemned`;
    mkdirSync(blocked);
    expect(await rejectedCode(destroy(started))).toBe('save-failed');
    expect(started.vault.use().destructions.list()).toMatchObject([{ certificate: null }]);
    rmdirSync(blocked);
    const held = hold(started);
    await started.vault.lock();
    expect((await started.vault.open()).state).toBe('open');
    expect(isZero(held)).toBe(true);
    await expectDestroyed(started);
  });

  it('is certified by nobody when the header of before is what opened it again', async () => {
    const started = await made();
    const { folder, header } = publishedVault(started.dataFolder);
    const { ino } = statSync(header);
    // The first copy cannot be read once it is another one, and the second is not written.
    let isHeld = true;
    failReading((path) => isHeld && path === header && statSync(path).ino !== ino, 'EIO');
    mkdirSync(`${folder}/vault.header.2.new`);
    expect(await rejectedCode(destroy(started))).toBe('save-failed');
    isHeld = false;
    expect(started.vault.use().keys.generation).toBe(0);
    expect(started.vault.use().destructions.list()).toMatchObject([{ certificate: null }]);
    rmdirSync(`${folder}/vault.header.2.new`);
    await started.vault.lock();
    expect((await started.vault.open()).state).toBe('open');
    await expectDestroyed(started);
  });

  it('does not wait for what reads the vault already', async () => {
    const started = await made();
    const other = Promise.withResolvers<null>();
    const reading = started.work.run('verification', () => other.promise);
    await destroy(started);
    expect(databasesOf(publishedVault(started.dataFolder))).toEqual([
      publishedVault(started.dataFolder).database,
    ]);
    other.resolve(null);
    await reading;
    await expectDestroyed(started);
  });

  it('lets no key be renewed meanwhile, nor one that was to be, which would wait for it', async () => {
    const started = await made();
    const { kitNumber } = started.ways.newRecoveryKey();
    const codes: Promise<string | null>[] = [];
    const off = started.work.events.on('progress', ({ work, done }) => {
      if (work !== 'destruction' || done > 0) return;
      off();
      codes.push(rejectedCode(started.ways.renew(kitNumber, null)));
    });
    const held = Promise.withResolvers<null>();
    started.keychain.before = async () => {
      await held.promise;
    };
    const setting = started.ways.setKeychain();
    await settle();
    // It waits for that before it begins.
    codes.push(rejectedCode(started.ways.renew(kitNumber, null)));
    const destroying = destroy(started);
    held.resolve(null);
    await Promise.all([setting, destroying]);
    expect(await Promise.all(codes)).toEqual(['conflict', 'conflict']);
    await expectDestroyed(started);
  });
});
