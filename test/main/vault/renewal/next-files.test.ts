import { linkSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeNext } from '../../../../main/vault/renewal/next-files.ts';
import { publishedVault, type VaultFiles } from '../../../../main/vault/vault-files.ts';
import type { NewWay } from '../../../../main/vault/vault-keys.ts';
import { failReading } from '../../../support/faulty-fs.ts';
import { renewVault } from '../../../support/renew-vault.ts';
import { makeVault, testKey } from '../../../support/vault-fixture.ts';

const way: NewWay = {
  label: { kind: 'keychain', id: new Uint8Array(16).fill(9), params: new Uint8Array() },
  secret: testKey(9),
};
const endings = ['db', 'head', 'keyring', 'keyring.2'];

/** A vault whose renewal was interrupted right after the header, beside what another one left. */
async function interrupted(): Promise<VaultFiles> {
  const { store, secret, dataFolder } = makeVault();
  const vault = store.open(secret.secret);
  await renewVault(vault, [way]);
  vault.close();
  const files = publishedVault(dataFolder);
  for (const ending of endings) {
    const path = join(files.folder, `vault-1.${ending}`);
    renameSync(path, `${path}.next`);
    writeFileSync(join(files.folder, `vault-2.${ending}.next`), 'half done');
  }
  return files;
}

function nextIn({ folder }: VaultFiles): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.next'));
}

describe('what renewals left half done', () => {
  it('is overwritten: rows may be in it, under the key of the vault', async () => {
    const files = await interrupted();
    const held = endings.map((ending) => {
      const path = join(files.folder, `held.${ending}`);
      linkSync(join(files.folder, `vault-2.${ending}.next`), path);
      return path;
    });
    removeNext(files);
    expect(held.map((path) => readFileSync(path).every((byte) => byte === 0))).toEqual(
      endings.map(() => true),
    );
  });

  it('is deleted without the files of the key in force that have no other name yet', async () => {
    const files = await interrupted();
    removeNext(files);
    expect(nextIn(files).toSorted()).toEqual(
      endings.map((ending) => `vault-1.${ending}.next`).toSorted(),
    );
  });

  it('stays while the header cannot be read', async () => {
    const files = await interrupted();
    failReading((path) => path === files.header, 'EBUSY');
    removeNext(files);
    expect(nextIn(files)).toHaveLength(2 * endings.length);
  });
});
