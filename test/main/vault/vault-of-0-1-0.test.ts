import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';
import type { OpenVault } from '../../../main/vault/open-vault.ts';
import { publishedVault, readHeaderFile } from '../../../main/vault/vault-files.ts';
import { createVaultStore, type VaultStore } from '../../../main/vault/vault-store.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { utf8 } from '../../../src/base/bytes.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { ids } from '../../../src/contract/ids.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { decryptedPages } from '../../support/decrypted-pages.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { thrownCode } from '../../support/thrown-code.ts';
import { renewVault } from '../../support/renew-vault.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import contents from './fixtures/vault-0.1.0/contents.json' with { type: 'json' };

// A vault that version 0.1.0 wrote, with something of everything in it. It is never made again: it is what people have.
const written = join(import.meta.dirname, 'fixtures/vault-0.1.0/vault');

const clientId = ids.client.parse(contents.clientId);
const noteId = ids.note.parse(contents.noteId);
const fileId = ids.file.parse(contents.fileId);
const sessionId = ids.session.parse(contents.sessionId);
const secret = (): SecretBytes => new SecretBytes(decodeChecked(contents.secret));

function storeOfOldVault(): { store: VaultStore; dataFolder: string } {
  const dataFolder = temporaryFolder();
  cpSync(written, publishedVault(dataFolder).folder, { recursive: true });
  return {
    dataFolder,
    store: createVaultStore({ dataFolder, random: systemRandom, clock: new FakeClock() }),
  };
}

function opened(store: VaultStore, by = secret(), way?: 'recovery'): OpenVault {
  const vault = store.open(by, way ? { way } : {});
  onTestFinished(() => {
    vault.close();
  });
  return vault;
}

/** What the vault says of everything that was put in. */
function contentsOf(vault: OpenVault): unknown {
  const running = ids.session.parse(contents.running);
  const [slip] = vault.slips.list(clientId);
  const parts = [0, 1].map((part) => vault.files.part(fileId, part) ?? new Uint8Array());
  return {
    clients: vault.clients.list().map(({ pseudonym }) => pseudonym),
    phrase: vault.phrases.get(clientId),
    server: vault.server.get(),
    identity: toBase64Url(vault.identity.publicKey()),
    note: vault.notes.read(noteId),
    emptyNotes: vault.notes.list(ids.client.parse(contents.client2)).length,
    running: vault.sessions.running()?.sessionId,
    endedAtMs: vault.sessions.lastEnded()?.endedAtMs,
    seats: vault.invites.seats(running).length,
    device: vault.devices.recall(clientId, running, decodeChecked(contents.deviceKey)),
    slip: slip && vault.slips.read(slip.slipId),
    files: vault.files.list(clientId),
    file: Buffer.concat(parts).toString(),
  };
}

const everything = {
  clients: ['Ash', 'Heron'],
  phrase: 'the blue door by the sea',
  server: { origin: 'https://rooms.example', enrolled: true },
  identity: contents.identity,
  note: {
    noteId,
    clientId,
    sessionId,
    text: 'Slept better this week.\nSecond line.',
    revision: 2,
    createdAtMs: 2500,
    savedAtMs: 2700,
  },
  emptyNotes: 1,
  running: contents.running,
  endedAtMs: 3000,
  seats: 1,
  device: { sessions: 1, words: 'same' },
  slip: utf8('the bytes of a slip'),
  files: [{ fileId, sessionId, name: 'worksheet.txt', sizeBytes: 4000, keptAtMs: 2900 }],
  file: 'one '.repeat(500) + 'two '.repeat(500),
};

describe('a vault of version 0.1.0', () => {
  it('opens with everything that was in it', () => {
    expect(contentsOf(opened(storeOfOldVault().store))).toEqual(everything);
  });

  it('has nothing in the clear any more in any of its pages, or in its journal', () => {
    const { store, dataFolder } = storeOfOldVault();
    const words = ['Slept better', 'the blue door', 'worksheet.txt', 'one one one', 'bytes of a'];
    const found = (): readonly string[] =>
      words.filter((word) => decryptedPages(dataFolder, secret()).includes(word));
    // The control: this is how they are found.
    expect(found()).toEqual(words);
    opened(store).close();
    expect(found()).toEqual([]);
    const journal = readFileSync(`${publishedVault(dataFolder).database}-journal`);
    // The last write of the opening is there; what the conversion replaced is not.
    expect(journal.subarray(8 * 4096).every((byte) => byte === 0)).toBe(true);
  });

  it('is converted once more when the power went in the middle of it', () => {
    const { store, dataFolder } = storeOfOldVault();
    opened(store).close();
    const { database, head } = publishedVault(dataFolder);
    // The keyring was written first; the database is as it was.
    cpSync(`${written}/vault.db`, database);
    rmSync(head);
    expect(contentsOf(opened(store))).toEqual(everything);
  });

  it('keeps its header as it was until a way is added, and is then of the present version', () => {
    const { store, dataFolder } = storeOfOldVault();
    const files = publishedVault(dataFolder);
    const vault = opened(store);
    expect(readFileSync(files.header)).toEqual(readFileSync(`${written}/vault.header`));
    expect(readFileSync(files.secondHeader)).toEqual(readFileSync(`${written}/vault.header`));
    expect(readHeaderFile(files)).toMatchObject({ version: 1, generation: 0 });
    const paper = new SecretBytes(new Uint8Array(32).fill(5));
    const label = { kind: 'recovery', id: new Uint8Array(16), params: new Uint8Array() } as const;
    vault.keys.put({ label, secret: paper });
    vault.close();
    expect(readHeaderFile(files)).toMatchObject({ version: 3, generation: 0, revision: 1 });
    expect(contentsOf(opened(store, paper, 'recovery'))).toEqual(everything);
  });

  it('still opens by its keychain after a way was added', () => {
    const { store } = storeOfOldVault();
    const vault = opened(store);
    const label = { kind: 'recovery', id: new Uint8Array(16), params: new Uint8Array() } as const;
    vault.keys.put({ label, secret: new SecretBytes(new Uint8Array(32).fill(5)) });
    vault.close();
    expect(contentsOf(opened(store))).toEqual(everything);
  });

  it('that is put back in place of the present one is reported', () => {
    const { store, dataFolder } = storeOfOldVault();
    opened(store).close();
    cpSync(`${written}/vault.db`, publishedVault(dataFolder).database);
    expect(thrownCode(() => store.open(secret()))).toBe('vault-rolled-back');
    expect(contentsOf(store.open(secret(), { acceptOlder: true }))).toEqual(everything);
  });

  it('has everything under a new key, too', async () => {
    const { store } = storeOfOldVault();
    const vault = opened(store);
    const label = { kind: 'recovery', id: new Uint8Array(16), params: new Uint8Array() } as const;
    const paper = new SecretBytes(new Uint8Array(32).fill(5));
    await renewVault(vault, [{ label, secret: paper }]);
    vault.close();
    expect(contentsOf(opened(store, paper, 'recovery'))).toEqual(everything);
  });
});
