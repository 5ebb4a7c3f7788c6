import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishedVault } from '../../../main/vault/vault-files.ts';
import { fromBase64Url } from '../../../src/base/base64url.ts';
import {
  startSecretService,
  type PrivateSecretService,
} from '../../../tools/setup/secret-service/private-secret-service.ts';
import { filesWith } from '../../support/open-files.ts';
import { startNode } from '../../support/run-node.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { storeIn } from '../vault/fixtures/vault-arguments.ts';
import { answers, entryScript, noBus, open, run } from './app-starts.ts';

// Only Linux has a Secret Service; the keychains of macOS and Windows belong to the person at the machine.
describe.runIf(process.platform === 'linux')('the vault with a real Secret Service', () => {
  let service: PrivateSecretService;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    service = await startSecretService();
    env = { ...noBus, ...service.env };
  });

  afterAll(async () => {
    await service.close();
  });

  async function madeVault(): Promise<string> {
    const dataFolder = temporaryFolder();
    const made = ['vault.create', 'client.create {"pseudonym":"Heron"}'];
    expect((await answers(env, dataFolder, ...made))[0]).toEqual(open);
    return dataFolder;
  }

  async function expectHeron(dataFolder: string): Promise<void> {
    const [opened, listed] = await answers(env, dataFolder, 'vault.open', 'client.list');
    expect(opened).toEqual(open);
    expect(listed).toMatchObject({ clients: [{ pseudonym: 'Heron' }] });
  }

  it('is made, and opens again in another start, without holding anything up', async () => {
    const dataFolder = await madeVault();
    const lines = await run(env, dataFolder, 'vault.status', 'vault.open', 'client.list');
    expect(lines).toMatchObject([
      { state: 'locked' },
      open,
      { clients: [{ pseudonym: 'Heron' }] },
      {},
    ]);
    // Well below the two seconds that the library waits for a service which does not answer.
    expect(lines.at(-1)).toMatchObject({
      longestMs: expect.toSatisfy((ms: number) => ms < 1000) as number,
    });
  });

  it('keeps a secret under a neutral name, which is in no file of ours', async () => {
    const dataFolder = await madeVault();
    const entryId = storeIn(dataFolder).keychainEntryId();
    const [secret = ''] = await startNode(entryScript, [entryId], env).rest();
    expect(fromBase64Url(secret)).toHaveLength(32);
    expect(filesWith(dataFolder, secret)).toEqual([]);
    await startNode(entryScript, [entryId, secret], env).rest();
    await expectHeron(dataFolder);
  });

  it('has the new entry alone once the key was renewed', async () => {
    const dataFolder = await madeVault();
    const before = storeIn(dataFolder).keychainEntryId();
    const [, renewed] = await answers(env, dataFolder, 'vault.open', 'renew');
    expect(renewed).toMatchObject({ outcome: 'done', ways: { keychain: true } });
    expect(storeIn(dataFolder).keychainEntryId()).not.toBe(before);
    expect(await startNode(entryScript, [before], env).rest()).toEqual(['']);
    await expectHeron(dataFolder);
  });

  it('says missing when the entry is gone, deletes nothing, and opens when it is back', async () => {
    const dataFolder = await madeVault();
    const { header, database } = publishedVault(dataFolder);
    const before = [header, database].map((file) => readFileSync(file, 'base64'));
    const entryId = storeIn(dataFolder).keychainEntryId();
    const [secret = ''] = await startNode(entryScript, [entryId], env).rest();
    expect(await answers(env, dataFolder, 'vault.open', 'vault.create', 'client.list')).toEqual([
      { state: 'needs-help', problem: 'keychain-missing' },
      'conflict',
      'vault-locked',
    ]);
    expect([header, database].map((file) => readFileSync(file, 'base64'))).toEqual(before);
    await startNode(entryScript, [entryId, secret], env).rest();
    await expectHeron(dataFolder);
  });

  it('says changed when another secret is in its place', async () => {
    const dataFolder = await madeVault();
    const entryId = storeIn(dataFolder).keychainEntryId();
    for (const other of ['A'.repeat(43), 'ü']) {
      await startNode(entryScript, [entryId, other], env).rest();
      expect(await answers(env, dataFolder, 'vault.open')).toEqual([
        { state: 'needs-help', problem: 'keychain-changed' },
      ]);
    }
  });

  it('says unavailable while the keyring is locked, and opens when it is unlocked', async () => {
    const dataFolder = await madeVault();
    await service.lock();
    expect(await answers(env, dataFolder, 'vault.open')).toEqual([
      { state: 'needs-help', problem: 'keychain-unavailable' },
    ]);
    await service.restartKeyring();
    await expectHeron(dataFolder);
  });

  it('says unavailable without a keyring on the bus, and opens when it is back', async () => {
    const dataFolder = await madeVault();
    await service.stopKeyring();
    expect(await answers(env, dataFolder, 'vault.open')).toEqual([
      { state: 'needs-help', problem: 'keychain-unavailable' },
    ]);
    await service.restartKeyring();
    await expectHeron(dataFolder);
  });

  it('says unavailable without a bus, makes no vault there, and loses nothing', async () => {
    const dataFolder = await madeVault();
    expect(await answers(noBus, dataFolder, 'vault.open')).toEqual([
      { state: 'needs-help', problem: 'keychain-unavailable' },
    ]);
    expect(await answers(noBus, temporaryFolder(), 'vault.create', 'vault.status')).toEqual([
      'keychain-unavailable',
      { state: 'absent' },
    ]);
    await expectHeron(dataFolder);
  });
});
