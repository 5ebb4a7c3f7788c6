import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  headOf,
  keyringOf,
  publishedVault,
  readHeaderFile,
} from '../../../main/vault/vault-files.ts';
import type { NewWay } from '../../../main/vault/vault-keys.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { testId } from '../../support/fake-ids.ts';
import { renewVault } from '../../support/renew-vault.ts';
import { makeVault, type MadeVault } from '../../support/vault-fixture.ts';

/** Gives the vault another key, and every way another secret. */
async function renew({ store, secret }: MadeVault, acceptOlder = false): Promise<void> {
  const vault = store.open(secret.secret, { acceptOlder });
  const way: NewWay = {
    label: { kind: 'keychain', id: new Uint8Array(16), params: new Uint8Array() },
    secret: secret.secret,
  };
  await renewVault(vault, [way]);
  vault.close();
}

function databases({ dataFolder }: MadeVault): readonly string[] {
  return readdirSync(publishedVault(dataFolder).folder)
    .filter((name) => /\.db/u.test(name) && !name.endsWith('-journal'))
    .toSorted();
}

/** A vault of the key after the first, with the header, the database and the keyring of the first brought back. */
async function broughtBack(): Promise<MadeVault & { readonly newer: Buffer }> {
  const made = makeVault();
  const files = publishedVault(made.dataFolder);
  const { header, secondHeader, database, folder } = files;
  const old = [header, secondHeader, database, ...keyringOf(files, 0)].map((path) => ({
    path,
    content: readFileSync(path),
  }));
  await renew(made);
  const vault = made.store.open(made.secret.secret);
  vault.clients.add({ clientId: testId<ClientId>(1), pseudonym: 'Heron', createdAtMs: 1 });
  vault.close();
  for (const { path, content } of old) writeFileSync(path, content);
  return { ...made, newer: readFileSync(`${folder}/vault-1.db`) };
}

describe('a database that the header does not name', () => {
  it('is deleted when its key was renewed since', async () => {
    const made = makeVault();
    await renew(made);
    expect(databases(made)).toEqual(['vault-1.db', 'vault.db']);
    made.store.open(made.secret.secret).close();
    expect(databases(made)).toEqual(['vault-1.db']);
  });

  it('outlives an older vault that a person accepts, and everything after', async () => {
    const made = await broughtBack();
    const { folder } = publishedVault(made.dataFolder);
    made.store.open(made.secret.secret, { acceptOlder: true }).close();
    made.store.open(made.secret.secret).close();
    expect(readFileSync(`${folder}/vault-1.db`).equals(made.newer)).toBe(true);
    await renew(made);
    made.store.open(made.secret.secret).close();
    expect(databases(made)).toEqual(['vault-1.db.set-aside', 'vault-2.db']);
    expect(readFileSync(`${folder}/vault-1.db.set-aside`).equals(made.newer)).toBe(true);
  });

  it('is put aside beside what was put aside before', async () => {
    const made = await broughtBack();
    const { folder } = publishedVault(made.dataFolder);
    writeFileSync(`${folder}/vault-1.db.set-aside`, 'before');
    writeFileSync(`${folder}/vault-7.db.set-aside`, 'before');
    await renew(made, true);
    expect(readHeaderFile(publishedVault(made.dataFolder)).generation).toBe(8);
    expect(readFileSync(`${folder}/vault-1.db.set-aside-2`).equals(made.newer)).toBe(true);
    expect(readFileSync(`${folder}/vault-1.db.set-aside`, 'utf8')).toBe('before');
  });

  it('is kept when it is an earlier one and a person accepted an older vault', async () => {
    const made = makeVault();
    const files = publishedVault(made.dataFolder);
    const { folder, database } = files;
    await renew(made);
    copyFileSync(database, headOf(files, 1));
    const kept = readFileSync(database);
    made.store.open(made.secret.secret, { acceptOlder: true }).close();
    made.store.open(made.secret.secret).close();
    expect(databases(made)).toEqual(['vault-1.db', 'vault.db.set-aside']);
    expect(readFileSync(`${folder}/vault.db.set-aside`).equals(kept)).toBe(true);
  });

  it('keeps no vault shut when it cannot be deleted', () => {
    const made = makeVault();
    const { folder } = publishedVault(made.dataFolder);
    mkdirSync(`${folder}/vault-1.db.next`);
    made.store.open(made.secret.secret).close();
    expect(databases(made)).toEqual(['vault-1.db.next', 'vault.db']);
  });

  it('is deleted when a renewal left it half done', () => {
    const made = makeVault();
    const files = publishedVault(made.dataFolder);
    const { folder } = files;
    writeFileSync(`${folder}/vault-1.db.next`, 'half');
    writeFileSync(`${folder}/vault-1.db.next-journal`, 'half');
    for (const path of [...keyringOf(files, 1), headOf(files, 1)]) {
      writeFileSync(`${path}.next`, 'half');
      writeFileSync(`${path}.next.new`, 'half');
    }
    const before = readdirSync(folder).filter((name) => !name.includes('.next'));
    made.store.open(made.secret.secret).close();
    expect(readdirSync(folder).toSorted()).toEqual(before.toSorted());
  });
});
