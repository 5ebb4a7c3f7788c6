import { cpSync, linkSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { destroyClient } from '../../../main/services/destroy-client.ts';
import { databasesOf, publishedVault } from '../../../main/vault/vault-files.ts';
import type { OpenVault } from '../../../main/vault/open-vault.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import type { ClientId, NoteId } from '../../../src/contract/ids.ts';
import { verifyCertificate } from '../../../src/crypto/attestation/destruction-certificate.ts';
import { decryptedPages } from '../../support/decrypted-pages.ts';
import { testId } from '../../support/fake-ids.ts';
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
function hold({ dataFolder }: Pick<MadeServices, 'dataFolder'>): string {
  const held = join(temporaryFolder(), 'held.db');
  linkSync(publishedVault(dataFolder).database, held);
  return held;
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
      const { notes } = started.vault.use();
      notes.save(wrensNote, saved, `troglodytes note ${String(saved)}`, 3);
    });
    const certificate = await destroy(started);
    expect(verifyCertificate(certificate)).not.toBeNull();
    // Others had their turn, and what they saved meanwhile is there.
    expect(saved).toBeGreaterThan(0);
    expect(started.vault.use().notes.read(wrensNote)?.revision).toBe(saved + 1);
    expect(isZero(held)).toBe(true);
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
    const off = started.work.events.on('progress', ({ done }) => {
      if (done > 0) void started.vault.lock();
    });
    expect(await rejectedCode(destroy(started))).toBe('vault-locked');
    off();
    expect((await started.vault.open()).state).toBe('open');
    await expectDestroyed(started);
  });

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

  it('lets no key be renewed meanwhile, and does not wait for one that is', async () => {
    const started = await made();
    const { kitNumber } = started.ways.newRecoveryKey();
    const codes: Promise<string | null>[] = [];
    const off = started.work.events.on('progress', ({ work, done }) => {
      if (work !== 'destruction' || done > 0) return;
      off();
      codes.push(rejectedCode(started.ways.renew(kitNumber, null)));
    });
    await destroy(started);
    expect(await Promise.all(codes)).toEqual(['conflict']);
    await expectDestroyed(started);
  });
});
