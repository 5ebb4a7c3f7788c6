import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { SqliteDatabase } from '../../../main/vault/database/sqlite.ts';
import { encodeVaultHeader, parseVaultHeader } from '../../../main/vault/header/vault-header.ts';
import { openDatabase } from '../../../main/vault/database/open-database.ts';
import { unwrapVaultKey, wrapOfKind } from '../../../main/vault/header/key-wrap.ts';
import { publishedVault, readHeaderFile } from '../../../main/vault/vault-files.ts';
import { invariant } from '../../../src/base/invariant.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { testId } from '../../support/fake-ids.ts';
import { thrownCode } from '../../support/thrown-code.ts';
import { makeOpenVault, makeVault, testKey, type MadeVault } from '../../support/vault-fixture.ts';

function openCode({ store, secret }: MadeVault): string | null {
  return thrownCode(() => {
    store.open(secret.secret).close();
  });
}

function flipBit(path: string, at: number): void {
  const content = readFileSync(path);
  content[at] = (content[at] ?? 0) ^ 1;
  writeFileSync(path, content);
}

/** Leaves the vault as a program of the far future would. */
function raiseSchemaVersion({ dataFolder, secret }: MadeVault): void {
  const files = publishedVault(dataFolder);
  const { vaultId, wraps } = readHeaderFile(files);
  const wrap = wrapOfKind(wraps, 'keychain');
  invariant(wrap, 'a vault has a keychain wrap');
  const vaultKey = unwrapVaultKey(wrap, secret.secret, vaultId);
  const database = openDatabase({ path: files.database, vaultKey, mustExist: true });
  database.pragma('user_version = 9999');
  database.close();
}

describe('VaultStore', () => {
  it('makes a vault that opens with its secret and gives back what was put in', () => {
    const { store, secret } = makeVault();
    const first = store.open(secret.secret);
    first.clients.add({ clientId: testId<ClientId>(1), pseudonym: 'Heron', createdAtMs: 1 });
    first.close();
    const second = store.open(secret.secret);
    expect(second.clients.list().map(({ pseudonym }) => pseudonym)).toEqual(['Heron']);
    expect(second.cipher).toBe('aegis-256');
    second.close();
  });

  it('keeps the same identity for good', () => {
    const { store, secret } = makeVault();
    const keys = [1, 2].map(() => {
      const vault = store.open(secret.secret);
      const key = vault.identity.publicKey();
      vault.close();
      return key;
    });
    expect(keys[0]).toEqual(keys[1]);
  });

  it('gives every vault another key, identity and keychain entry', () => {
    const [a, b] = [makeOpenVault(), makeOpenVault()];
    expect(a.vault.identity.publicKey()).not.toEqual(b.vault.identity.publicKey());
    expect(a.store.keychainEntryId()).not.toBe(b.store.keychainEntryId());
    expect(openCode({ ...a, secret: b.secret })).toBe('vault-wrong-key');
  });

  it('remembers which keychain and which entry opens it', () => {
    const { dataFolder, store, secret } = makeVault();
    expect(store.keychainEntryId()).toBe(secret.entryId);
    const file = new Uint8Array(readFileSync(publishedVault(dataFolder).header));
    const params = parseVaultHeader(file).wraps[0]?.params ?? new Uint8Array();
    expect(Buffer.from(params).toString()).toBe('Test Keychain');
  });

  it('never makes a second vault over the first', () => {
    const made = makeVault();
    expect(
      thrownCode(() => {
        made.store.create(made.store.newSecret(), 'Test Keychain');
      }),
    ).toBe('conflict');
    expect(openCode(made)).toBeNull();
    expect(readdirSync(made.dataFolder)).toEqual(['vault']);
  });

  it('closes more than once without harm', () => {
    const { vault } = makeOpenVault();
    vault.close();
    vault.close();
    expect(() => vault.clients.list()).toThrow('internal');
  });

  it('has no file that starts like a plain database', () => {
    const { dataFolder } = makeOpenVault();
    const { folder } = publishedVault(dataFolder);
    const starts = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'latin1'));
    expect(starts.filter((content) => content.includes('SQLite format 3'))).toEqual([]);
  });
});

describe('a vault that does not open', () => {
  it('says absent when there is none', () => {
    const made = makeVault();
    rmSync(publishedVault(made.dataFolder).folder, { recursive: true });
    expect(made.store.exists()).toBe(false);
    expect(openCode(made)).toBe('vault-absent');
    expect(thrownCode(() => made.store.keychainEntryId())).toBe('vault-absent');
  });

  it('says wrong key for another secret', () => {
    const made = makeVault();
    const secret = { entryId: made.secret.entryId, secret: testKey(9) };
    expect(openCode({ ...made, secret })).toBe('vault-wrong-key');
  });

  it('says that it is the header for any flipped bit of both copies of it', () => {
    const made = makeVault();
    const { header, secondHeader } = publishedVault(made.dataFolder);
    for (let at = 0; at < readFileSync(header).length; at += 1) {
      for (const path of [header, secondHeader]) flipBit(path, at);
      expect(openCode(made), `byte ${String(at)}`).toBe('vault-header-damaged');
      for (const path of [header, secondHeader]) flipBit(path, at);
    }
    expect(openCode(made)).toBeNull();
  });

  it('says damaged when the header was written by somebody without the key', () => {
    const made = makeVault();
    const files = publishedVault(made.dataFolder);
    const forged = encodeVaultHeader(readHeaderFile(files), testKey(9));
    for (const path of [files.header, files.secondHeader]) writeFileSync(path, forged);
    expect(openCode(made)).toBe('vault-damaged');
  });

  it('says damaged when a page of the database was changed', () => {
    const made = makeVault();
    flipBit(publishedVault(made.dataFolder).database, 200);
    expect(openCode(made)).toBe('vault-damaged');
  });

  it('says damaged when the database was emptied, and does not start anew', () => {
    const made = makeVault();
    const { database } = publishedVault(made.dataFolder);
    truncateSync(database);
    expect(openCode(made)).toBe('vault-damaged');
    expect(readFileSync(database)).toHaveLength(0);
  });

  it.each([
    ['header', ['header', 'secondHeader'], 'vault-header-damaged'],
    ['database', ['database'], 'vault-damaged'],
  ] as const)('says what is damaged when the %s is gone', (_what, names, expected) => {
    const made = makeVault();
    const paths = names.map((name) => publishedVault(made.dataFolder)[name]);
    for (const path of paths) renameSync(path, `${path}.away`);
    expect(openCode(made)).toBe(expected);
    for (const path of paths) renameSync(`${path}.away`, path);
    expect(openCode(made)).toBeNull();
  });

  it('says damaged with the database of another vault', () => {
    const [made, other] = [makeVault(), makeVault()];
    copyFileSync(
      publishedVault(other.dataFolder).database,
      publishedVault(made.dataFolder).database,
    );
    expect(openCode(made)).toBe('vault-damaged');
  });

  it('says not encrypted when the database is a plain one', () => {
    const made = makeVault();
    const { database } = publishedVault(made.dataFolder);
    rmSync(database);
    new SqliteDatabase(database).exec('CREATE TABLE clients (a)').close();
    expect(openCode(made)).toBe('vault-not-encrypted');
  });

  it('says newer when a later program wrote the schema, and changes nothing', () => {
    const made = makeVault();
    const { database } = publishedVault(made.dataFolder);
    raiseSchemaVersion(made);
    const before = readFileSync(database);
    expect(openCode(made)).toBe('vault-newer');
    expect(readFileSync(database).equals(before)).toBe(true);
  });

  it('says in use while another has it open, and opens when that one closes', () => {
    const made = makeVault();
    const vault = made.store.open(made.secret.secret);
    expect(openCode(made)).toBe('vault-in-use');
    vault.close();
    expect(openCode(made)).toBeNull();
  });

  it('says in use when another changed the ways while it was being opened', () => {
    const made = makeVault();
    const { secret } = made.secret;
    // The secret is used after the header was read, and before the database is locked.
    vi.spyOn(secret, 'expose').mockImplementationOnce((use) => {
      const other = made.store.open(secret);
      const label = { kind: 'recovery', id: new Uint8Array(16), params: new Uint8Array() } as const;
      other.keys.put({ label, secret: testKey(9) });
      other.close();
      return secret.expose(use);
    });
    expect(openCode(made)).toBe('vault-in-use');
    const vault = made.store.open(secret);
    expect(vault.keys.labels().map(({ kind }) => kind)).toEqual(['keychain', 'recovery']);
    vault.close();
  });

  it('does not call itself absent when nobody may look', ({ skip }) => {
    if (process.platform === 'win32') skip('Windows has no such permission');
    if (process.getuid?.() === 0) skip('root may look everywhere');
    const made = makeVault();
    chmodSync(made.dataFolder, 0);
    const code = thrownCode(() => made.store.exists());
    chmodSync(made.dataFolder, 0o700);
    expect(code).toBe('internal');
  });

  it('does not make a vault where the data folder cannot be', () => {
    const made = makeVault();
    const { folder } = publishedVault(made.dataFolder);
    rmSync(made.dataFolder, { recursive: true });
    writeFileSync(made.dataFolder, 'a file');
    expect(
      thrownCode(() => {
        made.store.create(made.secret, 'Test Keychain');
      }),
    ).toBe('internal');
    rmSync(made.dataFolder);
    mkdirSync(folder, { recursive: true });
    expect(openCode(made)).toBe('vault-header-damaged');
  });
});
