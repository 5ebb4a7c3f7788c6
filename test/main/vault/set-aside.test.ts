import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { setVaultAside, takeVaultBack, vaultsAside } from '../../../main/vault/set-aside.ts';
import { publishedVault } from '../../../main/vault/vault-files.ts';
import { replaceFs } from '../../support/faulty-fs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { thrownCode } from '../../support/thrown-code.ts';
import { makeOpenVault, makeVault } from '../../support/vault-fixture.ts';

const atMs = Date.UTC(2026, 10, 26, 9, 1, 2);

describe('putting a vault aside', () => {
  it('gives its folder another name, with all that is in it, and back', () => {
    const { dataFolder, store, secret } = makeVault();
    const before = readdirSync(publishedVault(dataFolder).folder);
    const name = setVaultAside(dataFolder, atMs);
    expect(name).toBe('vault.set-aside-20261126T090102Z');
    expect(store.exists()).toBe(false);
    expect(readdirSync(`${dataFolder}/${name ?? ''}`)).toEqual(before);
    expect(vaultsAside(dataFolder)).toEqual([{ name, setAsideAtMs: atMs }]);
    takeVaultBack(dataFolder, name ?? '', atMs);
    store.open(secret.secret).close();
    expect(vaultsAside(dataFolder)).toEqual([]);
  });

  it('does nothing where there is none', () => {
    const dataFolder = temporaryFolder();
    expect(setVaultAside(dataFolder, atMs)).toBeNull();
    expect(readdirSync(dataFolder)).toEqual([]);
    expect(vaultsAside(`${dataFolder}/not-there`)).toEqual([]);
  });

  it('finds a name for each, at the same moment as well', () => {
    const { dataFolder } = makeVault();
    mkdirSync(`${dataFolder}/vault.set-aside-20261126T090102Z`);
    expect(setVaultAside(dataFolder, atMs)).toBe('vault.set-aside-20261126T090102Z-2');
    expect(vaultsAside(dataFolder)).toHaveLength(2);
  });

  it('leaves one where it is that somebody has open', () => {
    const { dataFolder, vault } = makeOpenVault();
    expect(thrownCode(() => setVaultAside(dataFolder, atMs))).toBe('vault-in-use');
    expect(existsSync(publishedVault(dataFolder).folder)).toBe(true);
    expect(vault.clients.list()).toEqual([]);
  });

  it('leaves the one that is there in its place when another cannot be taken back', () => {
    const { dataFolder, store, secret } = makeVault();
    const name = 'vault.set-aside-20261126T090102Z';
    mkdirSync(`${dataFolder}/${name}`);
    replaceFs('renameSync', (rename) => (from, to) => {
      if (String(from).endsWith(name)) throw Object.assign(new Error('held'), { code: 'EBUSY' });
      rename(from, to);
    });
    const takeBack = (): void => {
      takeVaultBack(dataFolder, name, atMs + 1000);
    };
    expect(thrownCode(takeBack)).toBe('internal');
    store.open(secret.secret).close();
    expect(vaultsAside(dataFolder).map((one) => one.name)).toEqual([name]);
  });

  it.skipIf(process.platform === 'win32')(
    'does not take one for absent that lies on a disk which is not there now',
    () => {
      const { dataFolder, store, secret } = makeVault();
      const { folder } = publishedVault(dataFolder);
      const disk = `${temporaryFolder()}/disk`;
      renameSync(folder, disk);
      symlinkSync(disk, folder);
      renameSync(disk, `${disk}-away`);
      expect(store.exists()).toBe(true);
      const create = (): void => {
        store.create(store.newSecret(), 'Test Keychain');
      };
      expect(thrownCode(create)).toBe('conflict');
      expect(thrownCode(() => store.open(secret.secret))).toBe('vault-absent');
      // Another one takes its place, and it takes that back.
      const name = setVaultAside(dataFolder, atMs) ?? '';
      create();
      renameSync(`${disk}-away`, disk);
      takeVaultBack(dataFolder, name, atMs);
      store.open(secret.secret).close();
    },
  );

  it.each(['vault', '../vault', 'vault.set-aside-x', 'vault.set-aside-20261126T090102Z'])(
    'takes nothing back that was not put aside: %s',
    (name) => {
      const { dataFolder, store } = makeVault();
      expect(
        thrownCode(() => {
          takeVaultBack(dataFolder, name, atMs);
        }),
      ).toBe('not-found');
      expect(store.exists()).toBe(true);
    },
  );
});
