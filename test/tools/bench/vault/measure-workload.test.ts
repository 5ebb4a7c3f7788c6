import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publishedVault } from '../../../../main/vault/vault-files.ts';
import { createVaultStore } from '../../../../main/vault/vault-store.ts';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import { typedRecoverySecret } from '../../../../main/services/new-ways.ts';
import { copyUnder } from '../../../../tools/bench/vault/ciphers/copy-under.ts';
import { makeFilledVault } from '../../../../tools/bench/vault/filled-vault.ts';
import { measureWorkload } from '../../../../tools/bench/vault/measure-workload.ts';
import { backupFolderOf } from '../../../../tools/bench/vault/vault-size.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { thrownCode } from '../../../support/thrown-code.ts';

/** A pseudonym is under the encryption of the pages alone. */
const word = 'Client 1';
const size = { notes: 9, commits: 2, bulk: 2, searches: 2 };

/** Three copies of one vault, and what a workload on each left. */
async function measured() {
  const folder = temporaryFolder();
  const seed = join(folder, 'seed');
  const recoveryKey = makeFilledVault(seed, { clients: 3, notes: 9 });
  const dataFolders = {
    ours: join(folder, 'ours'),
    unencrypted: join(folder, 'unencrypted'),
    sqlcipher: join(folder, 'sqlcipher'),
  };
  const from = { dataFolder: seed, recoveryKey };
  copyUnder('ours', from, dataFolders.ours);
  copyUnder('unencrypted', from, dataFolders.unencrypted);
  copyUnder('sqlcipher', from, dataFolders.sqlcipher);
  const samples = await measureWorkload(
    { recoveryKey, dataFolders, workFolder: temporaryFolder() },
    size,
    2,
  );
  return { samples, dataFolders, recoveryKey };
}

function openingCode(dataFolder: string, recoveryKey: string): string | null {
  const store = createVaultStore({ dataFolder, random: systemRandom, clock: new FakeClock() });
  const label = store.ways().find(({ kind }) => kind === 'recovery');
  if (!label) throw new Error('no recovery key');
  const secret = typedRecoverySecret(recoveryKey, label);
  return thrownCode(() => {
    store.open(secret, { way: 'recovery' }).close();
  });
}

function isClear(paths: readonly string[]): boolean {
  return paths.some((path) => readFileSync(path).includes(word));
}

function backupsOf(dataFolder: string): readonly string[] {
  const folder = backupFolderOf(dataFolder);
  return readdirSync(folder)
    .filter((name) => !name.startsWith('keyring'))
    .map((name) => join(folder, name));
}

describe('the workload of the benchmark', () => {
  it('differs in the cipher of the pages, of backups too, and in nothing else', async () => {
    const { samples, dataFolders, recoveryKey } = await measured();
    const { ours, unencrypted, sqlcipher } = dataFolders;
    const databases = [ours, unencrypted, sqlcipher].map((folder) => [
      publishedVault(folder).database,
    ]);
    expect(databases.map(isClear)).toEqual([false, true, false]);
    const backups = [ours, unencrypted, sqlcipher].map(backupsOf);
    expect(backups.map((files) => files.length)).toEqual([1, 1, 1]);
    expect(backups.map(isClear)).toEqual([false, true, false]);
    // What ships opens its own alone.
    const codes = [ours, unencrypted, sqlcipher].map((each) => openingCode(each, recoveryKey));
    expect(codes).toEqual([null, 'vault-not-encrypted', 'vault-damaged']);
    for (const rounds of Object.values(samples.times)) {
      expect(rounds).toHaveLength(2);
      expect(rounds[1]).toMatchObject({ commits: [expect.anything(), expect.anything()] });
    }
    expect(samples.memory.ours.peakRss).toBeGreaterThan(samples.memory.ours.startRss);
  });
});
