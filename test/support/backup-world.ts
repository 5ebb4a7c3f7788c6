import { rmSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { systemRandom } from '../../main/platform/system-random.ts';
import { lookIntoFolder } from '../../main/vault/backup/backup-folder.ts';
import {
  openBackupKeyring,
  wipeBackupKeyring,
  type OpenBackupKeyring,
} from '../../main/vault/backup/backup-keyring.ts';
import { backupSecret } from '../../main/vault/backup/backup-keys.ts';
import { inWorkFolder, type BackupWork } from '../../main/vault/backup/backup-work.ts';
import { openNewest, readKeyrings } from '../../main/vault/backup/keyring-copies.ts';
import { restoreBackup } from '../../main/vault/backup/restore-backup.ts';
import { recoverySecret } from '../../main/vault/header/recovery-params.ts';
import type { OpenVault } from '../../main/vault/open-vault.ts';
import type { NewWay } from '../../main/vault/vault-keys.ts';
import { createVaultStore } from '../../main/vault/vault-store.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import type { ClientId, NoteId } from '../../src/contract/ids.ts';
import { FakeClock } from './fake-clock.ts';
import { giveRecoveryKey, hurriedWork, type Paper } from './recovery-paper.ts';
import { testId } from './fake-ids.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { makeOpenVault, type MadeVault } from './vault-fixture.ts';

export interface BackupWorld extends MadeVault {
  readonly vault: OpenVault;
  /** The folder for backups, which is there. */
  readonly folder: string;
  /** What is on paper. */
  readonly paper: Paper;
}

/** A vault with a recovery key, a client with a note, and a folder for backups. */
export function makeBackupWorld(): BackupWorld {
  const made = makeOpenVault();
  const { vault } = made;
  const paper = giveRecoveryKey(vault);
  addNote(vault, 1, 'ardea cinerea');
  const folder = temporaryFolder();
  vault.backups.setFolder(folder);
  return { ...made, folder, paper };
}

/** A client with one note. */
export function addNote(vault: OpenVault, number: number, text: string): ClientId {
  const [clientId, noteId] = [testId<ClientId>(number), testId<NoteId>(100 + number)];
  vault.clients.add({ clientId, pseudonym: `client ${String(number)}`, createdAtMs: 1 });
  vault.notes.add({ noteId, clientId, sessionId: null, createdAtMs: 1 });
  vault.notes.save(noteId, 0, text, 2);
  return clientId;
}

export function noteOf(vault: OpenVault, number: number): string | undefined {
  return vault.notes.read(testId<NoteId>(100 + number))?.text;
}

/** The keyring of a folder, opened by the paper alone. */
export function openedKeyring(folder: string, { bytes }: Paper): OpenBackupKeyring {
  const look = lookIntoFolder(folder);
  if (look.state === 'missing' || look.keyring.state !== 'there') throw new Error('no keyring');
  const opened = openNewest(look.keyring.copies, (sealed) =>
    openBackupKeyring(sealed, backupSecret(new SecretBytes(bytes.slice()), sealed.wrap.id)),
  );
  onTestFinished(() => {
    wipeBackupKeyring(opened);
  });
  return opened;
}

/** Every copy of it that is whole, each opened by the paper alone, the newest first. */
export function openedKeyrings(folder: string, { bytes }: Paper): readonly OpenBackupKeyring[] {
  const found = readKeyrings(folder);
  if (found.state !== 'there') return [];
  return found.copies.map((sealed) => {
    const secret = backupSecret(new SecretBytes(bytes.slice()), sealed.wrap.id);
    return openBackupKeyring(sealed, secret);
  });
}

/** Restores a backup on another machine, with the folder and the paper alone, and opens it by the paper. */
export async function restoreElsewhere(
  folder: string,
  name: string,
  paper: Paper,
  dataFolder = temporaryFolder(),
  work = hurriedWork,
): Promise<OpenVault> {
  const vault = await restored(folder, name, paper, dataFolder, work);
  onTestFinished(() => {
    vault.close();
  });
  return vault;
}

/** The same for as long as `use` takes; nothing of it is left then. */
export async function withRestored(
  folder: string,
  name: string,
  paper: Paper,
  use: (vault: OpenVault) => void,
): Promise<void> {
  const dataFolder = temporaryFolder();
  const vault = await restored(folder, name, paper, dataFolder, hurriedWork);
  try {
    use(vault);
  } finally {
    vault.close();
    rmSync(dataFolder, { recursive: true });
  }
}

async function restored(
  folder: string,
  name: string,
  paper: Paper,
  dataFolder: string,
  work: BackupWork,
): Promise<OpenVault> {
  const keyring = openedKeyring(folder, paper);
  const { keyId: id } = keyring.keys[0];
  const secret = recoverySecret(new SecretBytes(paper.bytes.slice()), id);
  const ways: readonly NewWay[] = [
    { label: { kind: 'recovery', id, params: recoveryParams }, secret },
  ];
  await inWorkFolder(dataFolder, 'restore', async (workFolder) =>
    restoreBackup(
      { path: `${folder}/${name}`, keyring, dataFolder, workFolder, ways, random: systemRandom },
      work,
    ),
  );
  const store = createVaultStore({ dataFolder, random: systemRandom, clock: new FakeClock() });
  return store.open(secret, { way: 'recovery' });
}

const recoveryParams = new Uint8Array([1, 0, 0, 0, 0, 0, 1]);
