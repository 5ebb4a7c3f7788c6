import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyringPaths } from '../../../../main/vault/backup/keyring-copies.ts';
import { lookIntoFolder } from '../../../../main/vault/backup/backup-folder.ts';
import { headSizeBytes } from '../../../../main/vault/backup/backup-header.ts';
import type { PostureRecord } from '../../../../src/contract/posture-calls.ts';
import { CancelledError } from '../../../../src/errors/app-error.ts';
import {
  addNote,
  makeBackupWorld,
  noteOf,
  restoreElsewhere,
  type BackupWorld,
} from '../../../support/backup-world.ts';
import { hurriedWork } from '../../../support/recovery-paper.ts';
import { rejectedCode } from '../../../support/rejected-code.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const noonMs = Date.UTC(2026, 10, 26, 12);
const dayMs = 86_400_000;

async function backedUp(): Promise<BackupWorld & { readonly name: string }> {
  const world = makeBackupWorld();
  const { name } = await world.vault.backups.make(noonMs, hurriedWork);
  return { ...world, name };
}

function flip(path: string, at: number): void {
  const content = readFileSync(path);
  content[at] = (content[at] ?? 0) ^ 1;
  writeFileSync(path, content);
}

describe('restoring', () => {
  it('fails loudly for a backup of which one bit is another one, wherever it is', async () => {
    const { folder, name, paper } = await backedUp();
    const path = join(folder, name);
    const whole = readFileSync(path);
    const inHead = [0, 9, 40, 45, 55, 70, 100];
    const inDatabase = [0, 20, 4090, 5000, 20_000].map((at) => at + headSizeBytes);
    for (const at of [...inHead, ...inDatabase, whole.length - 1]) {
      writeFileSync(path, whole);
      flip(path, at);
      const dataFolder = temporaryFolder();
      const code = await rejectedCode(restoreElsewhere(folder, name, paper, dataFolder));
      expect(['vault-damaged', 'vault-wrong-key', 'vault-rolled-back']).toContain(code);
      expect(readdirSync(dataFolder)).toEqual([]);
    }
    writeFileSync(path, whole.subarray(0, whole.length - 4096));
    expect(await rejectedCode(restoreElsewhere(folder, name, paper))).toBe('vault-damaged');
  });

  it('is not done with the keyring of another vault, nor with another paper', async () => {
    const [one, other] = [await backedUp(), await backedUp()];
    await expect(restoreElsewhere(one.folder, one.name, other.paper)).rejects.toMatchObject({
      code: 'vault-wrong-key',
    });
    const theirs = keyringPaths(other.folder);
    keyringPaths(one.folder).forEach((path, at) => {
      copyFileSync(theirs[at] ?? '', path);
    });
    expect(await rejectedCode(restoreElsewhere(one.folder, one.name, other.paper))).toBe(
      'vault-wrong-key',
    );
  });

  it('is not done with a keyring that is older than the backup', async () => {
    const { vault, folder, paper } = await backedUp();
    const old = readFileSync(join(folder, 'keyring'));
    addNote(vault, 2, 'under a new key');
    const later = await vault.backups.make(noonMs + dayMs, hurriedWork);
    for (const path of keyringPaths(folder)) writeFileSync(path, old);
    expect(await rejectedCode(restoreElsewhere(folder, later.name, paper))).toBe(
      'vault-rolled-back',
    );
  });

  it('brings the record of the computer back, which is evidence after a theft', async () => {
    const { vault, folder, paper } = makeBackupWorld();
    const record: PostureRecord = {
      atMs: noonMs,
      system: 'windows',
      findings: [{ check: 'disk-encryption', state: 'ok' }],
    };
    vault.posture.append(record);
    const { name } = await vault.backups.make(noonMs, hurriedWork);
    const restored = await restoreElsewhere(folder, name, paper);
    expect(restored.posture.records(10)).toEqual([record]);
    expect(() => {
      restored.posture.append({ ...record, atMs: noonMs + dayMs });
    }).not.toThrow();
  });

  it('never takes the place of a vault that is there', async () => {
    const { folder, name, paper } = await backedUp();
    const dataFolder = temporaryFolder();
    const restored = await restoreElsewhere(folder, name, paper, dataFolder);
    expect(await rejectedCode(restoreElsewhere(folder, name, paper, dataFolder))).toBe('conflict');
    expect(noteOf(restored, 1)).toBe('ardea cinerea');
  });

  it('leaves no vault, and nothing else, wherever it is interrupted', async () => {
    const { folder, name, paper } = await backedUp();
    let steps = 0;
    const counting = {
      ...hurriedWork,
      pause: () => {
        steps += 1;
        return Promise.resolve();
      },
    };
    await restoreElsewhere(folder, name, paper, temporaryFolder(), counting);
    const dataFolder = temporaryFolder();
    for (let at = 1; at <= steps; at += Math.ceil(steps / 12)) {
      let left = at;
      const work = {
        ...hurriedWork,
        pause: () => {
          left -= 1;
          if (left === 0) throw new CancelledError();
          return Promise.resolve();
        },
      };
      const restoring = restoreElsewhere(folder, name, paper, dataFolder, work);
      await expect(restoring).rejects.toBeInstanceOf(CancelledError);
      expect(readdirSync(dataFolder)).toEqual([]);
    }
    expect(existsSync(join(folder, name))).toBe(true);
  });
});

describe('destroying a client who is in older backups', () => {
  it('leaves nothing of them that opens, with the keyring and every backup that there is', async () => {
    const { vault, folder, paper, name } = await backedUp();
    const heron = addNote(vault, 2, 'troglodytes');
    const second = await vault.backups.make(noonMs + dayMs, hurriedWork);
    // The control: as long as they are not destroyed, they come back.
    expect(noteOf(await restoreElsewhere(folder, second.name, paper), 2)).toBe('troglodytes');
    vault.destructions.destroy({ clientId: heron, reason: null });
    expect(vault.backups.state().owesKeyring).toBe(false);
    for (const backup of [name, second.name]) {
      const restored = await restoreElsewhere(folder, backup, paper);
      expect(noteOf(restored, 2)).toBeUndefined();
      expect(restored.clientKeys.has(heron)).toBe(false);
      expect(restored.clients.list().map(({ pseudonym }) => pseudonym)).toEqual(['client 1']);
      expect(noteOf(restored, 1)).toBe('ardea cinerea');
    }
  });
});

describe('a folder without its keyring', () => {
  it('says that nothing in it can be restored', async () => {
    const { folder, name } = await backedUp();
    for (const path of keyringPaths(folder)) rmSync(path);
    expect(lookIntoFolder(folder)).toMatchObject({
      state: 'there',
      keyring: { state: 'none' },
      backups: [{ name }],
    });
    writeFileSync(join(folder, 'keyring'), 'something else');
    expect(lookIntoFolder(folder)).toMatchObject({ keyring: { state: 'damaged' } });
  });
});
