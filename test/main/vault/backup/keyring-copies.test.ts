import { createHash } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyringPaths, readKeyrings } from '../../../../main/vault/backup/keyring-copies.ts';
import { openTypedFolder } from '../../../../main/services/typed-backup-folder.ts';
import { formatRecoveryKey } from '../../../../src/domain/recovery-key.ts';
import {
  addNote,
  makeBackupWorld,
  noteOf,
  openedKeyrings,
  restoreElsewhere,
  type BackupWorld,
} from '../../../support/backup-world.ts';
import { failReading } from '../../../support/faulty-fs.ts';
import { giveRecoveryKey, hurriedWork, type Paper } from '../../../support/recovery-paper.ts';
import { thrownCode } from '../../../support/thrown-code.ts';

const noonMs = Date.UTC(2026, 10, 26, 12);

async function backedUp(): Promise<BackupWorld & { readonly name: string }> {
  const world = makeBackupWorld();
  const { name } = await world.vault.backups.make(noonMs, hurriedWork);
  return { ...world, name };
}

const typed = ({ bytes }: Paper): string => formatRecoveryKey(bytes).join('-');
const contentOf = (folder: string): readonly Buffer[] =>
  keyringPaths(folder).map((path) => readFileSync(path));
const generationsIn = (folder: string): readonly number[] => {
  const found = readKeyrings(folder);
  return found.state === 'there' ? found.copies.map(({ generation }) => generation) : [];
};

/** A copy alone, opened by the paper. */
function openedAlone(folder: string, kept: number, paper: Paper) {
  const content = contentOf(folder);
  keyringPaths(folder).forEach((path, at) => {
    if (at !== kept) rmSync(path);
  });
  const [opened] = openedKeyrings(folder, paper);
  if (!opened) throw new Error('no keyring');
  keyringPaths(folder).forEach((path, at) => {
    writeFileSync(path, content[at] ?? '');
  });
  return opened;
}

describe('the keyring of a backup folder lies there twice', () => {
  it('and either copy restores, whatever became of the other', async () => {
    const { folder, name, paper } = await backedUp();
    const [first = '', second = ''] = keyringPaths(folder);
    expect(generationsIn(folder)).toEqual([1, 1]);
    const whole = contentOf(folder);
    for (const broken of [first, second]) {
      const harm = [
        () => {
          rmSync(broken);
        },
        () => {
          writeFileSync(broken, 'torn');
        },
        () => {
          writeFileSync(broken, '');
        },
      ];
      for (const act of harm) {
        act();
        expect(noteOf(await restoreElsewhere(folder, name, paper), 1)).toBe('ardea cinerea');
      }
      writeFileSync(first, whole[0] ?? '');
      writeFileSync(second, whole[1] ?? '');
    }
  });

  it('and a damaged copy is whole again with the next backup', async () => {
    const { vault, folder, paper } = await backedUp();
    writeFileSync(keyringPaths(folder)[1] ?? '', 'torn');
    await vault.backups.make(noonMs + 1000, hurriedWork);
    expect(generationsIn(folder)).toEqual([2, 2]);
    expect(openedAlone(folder, 1, paper).keyring.revision).toBe(vault.clientKeys.revision);
  });

  it.each([0, 1])('and a bad sector in copy %i is damage to that one alone', async (at) => {
    const { vault, folder, name, paper } = await backedUp();
    const bad = keyringPaths(folder)[at] ?? '';
    const { ino } = statSync(bad);
    failReading((path) => path === bad && statSync(path).ino === ino, 'EIO');
    expect(noteOf(await restoreElsewhere(folder, name, paper), 1)).toBe('ardea cinerea');
    await vault.backups.make(noonMs + 1000, hurriedWork);
    expect(generationsIn(folder)).toEqual([2, 2]);
  });

  it('and one that nobody may read now is no damage, and is not written over', async () => {
    const { vault, folder } = await backedUp();
    const before = contentOf(folder);
    let isHeld = true;
    failReading((path) => isHeld && path === keyringPaths(folder)[0], 'EACCES');
    vault.backups.updateKeyring();
    expect(vault.backups.state().owesKeyring).toBe(true);
    isHeld = false;
    expect(contentOf(folder)).toEqual(before);
  });

  it('and the newer one counts, as long as it opens', async () => {
    const { vault, folder, paper } = await backedUp();
    const [, older = Buffer.of()] = contentOf(folder);
    addNote(vault, 2, 'under a new key');
    await vault.backups.make(noonMs + 1000, hurriedWork);
    const [first = '', second = ''] = keyringPaths(folder);
    const newest = readFileSync(first);
    writeFileSync(second, older);
    const revision = (): number => {
      const { keyring, wipe } = openTypedFolder(folder, typed(paper));
      wipe();
      return keyring.keyring.revision;
    };
    const now = vault.clientKeys.revision;
    expect(revision()).toBe(now);
    // Written by somebody who could only make the checksum fit.
    writeFileSync(first, forged(newest));
    expect(revision()).toBe(now - 1);
  });

  it('and an earlier paper opens none that is left from before', async () => {
    const { vault, folder, paper } = await backedUp();
    const [older = Buffer.of()] = contentOf(folder);
    const fresh = giveRecoveryKey(vault);
    vault.backups.updateKeyring();
    // It was interrupted between the two.
    writeFileSync(keyringPaths(folder)[1] ?? '', older);
    expect(thrownCode(() => openTypedFolder(folder, typed(paper)))).toBe('vault-wrong-key');
    openTypedFolder(folder, typed(fresh)).wipe();
  });

  it('and of a client who is destroyed neither has anything, nor what lay there before', async () => {
    const { vault, folder, paper } = await backedUp();
    const heron = addNote(vault, 2, 'to be forgotten');
    await vault.backups.make(noonMs + 1000, hurriedWork);
    for (const at of [0, 1])
      expect(openedAlone(folder, at, paper).keyring.keys.has(heron)).toBe(true);
    // What the names stood for before, as somebody finds it who reads the disk.
    const links = keyringPaths(folder).map((path, at) => {
      const link = join(folder, `before-${String(at)}`);
      linkSync(path, link);
      return link;
    });
    const [sealed = Buffer.of()] = contentOf(folder);
    const piece = sealed.subarray(200, 232);
    vault.destructions.destroy({ clientId: heron, reason: null });
    for (const at of [0, 1]) {
      const { keyring } = openedAlone(folder, at, paper);
      expect(keyring.keys.has(heron)).toBe(false);
      expect(keyring.destroyed.has(heron)).toBe(true);
    }
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).includes(piece)).toBe(false);
    }
    for (const link of links) expect(readFileSync(link).every((byte) => byte === 0)).toBe(true);
  });

  it('and what was interrupted between the two is gone on with when the vault is opened again', async () => {
    const { vault, store, secret, folder, paper } = await backedUp();
    const heron = addNote(vault, 2, 'to be forgotten');
    await vault.backups.make(noonMs + 1000, hurriedWork);
    const before = contentOf(folder);
    const [first = '', second = ''] = keyringPaths(folder);
    // The second cannot be written: a folder is in its place.
    rmSync(second);
    const blocked = `${second}.new`;
    writeFileSync(second, before[1] ?? '');
    mkdirSync(blocked);
    vault.destructions.destroy({ clientId: heron, reason: null });
    expect(vault.backups.state().owesKeyring).toBe(true);
    expect(readFileSync(first)).not.toEqual(before[0]);
    expect(readFileSync(second)).toEqual(before[1]);
    expect(openedAlone(folder, 1, paper).keyring.keys.has(heron)).toBe(true);
    rmSync(blocked, { recursive: true });
    vault.close();
    const again = store.open(secret.secret);
    expect(again.backups.state().owesKeyring).toBe(false);
    again.close();
    for (const at of [0, 1])
      expect(openedAlone(folder, at, paper).keyring.keys.has(heron)).toBe(false);
  });
});

/** With another byte in it and a checksum that fits. */
function forged(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  const at = copy.length - 60;
  copy[at] = (copy[at] ?? 0) ^ 1;
  createHash('sha256')
    .update(copy.subarray(0, -32))
    .digest()
    .copy(copy, copy.length - 32);
  return copy;
}
