import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBackup } from '../../../../main/vault/backup/check-backup.ts';
import type { OpenBackupKeyring } from '../../../../main/vault/backup/backup-keyring.ts';
import type { ClientId } from '../../../../src/contract/ids.ts';
import { addNote, makeBackupWorld, openedKeyring } from '../../../support/backup-world.ts';
import { testId } from '../../../support/fake-ids.ts';
import { hurriedWork } from '../../../support/recovery-paper.ts';
import { rejectedCode } from '../../../support/rejected-code.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const [first, second] = [testId<ClientId>(1), testId<ClientId>(2)];

/** A backup of two clients, and its check by whatever becomes of the keyring that lies beside it. */
async function made() {
  const { vault, folder, paper } = makeBackupWorld();
  addNote(vault, 2, 'a second one');
  const { name } = await vault.backups.make(1, hurriedWork);
  const whole = openedKeyring(folder, paper);
  const check = (change: Partial<OpenBackupKeyring> = {}) => {
    const keyring = { ...whole, ...change };
    const options = { path: join(folder, name), keyring, workFolder: temporaryFolder() };
    return checkBackup(options, hurriedWork, (_, { clients }) => Promise.resolve(clients));
  };
  return { whole, check };
}

function without(keyring: OpenBackupKeyring['keyring'], clientId: ClientId) {
  const keys = new Map(keyring.keys);
  keys.delete(clientId);
  return { ...keyring, keys };
}

describe('the check of a backup', () => {
  it('counts the clients whose keys open what they have', async () => {
    const { check } = await made();
    expect(await check()).toBe(2);
  });

  it('refuses one of another vault', async () => {
    const { check } = await made();
    expect(await rejectedCode(check({ vaultId: new Uint8Array(16).fill(9) }))).toBe(
      'vault-wrong-key',
    );
  });

  it('refuses one with a client whose key is missing, unless they were destroyed since', async () => {
    const { whole, check } = await made();
    const missing = without(whole.keyring, second);
    expect(await rejectedCode(check({ keyring: missing }))).toBe('vault-damaged');
    const destroyed = { ...missing, destroyed: new Set([second]) };
    expect(await check({ keyring: destroyed })).toBe(2);
  });

  it('refuses one with another client’s key in the place of theirs', async () => {
    const { whole, check } = await made();
    const key = whole.keyring.keys.get(first);
    expect(key).toBeDefined();
    if (!key) return;
    const keys = new Map([...whole.keyring.keys, [second, key] as const]);
    expect(await rejectedCode(check({ keyring: { ...whole.keyring, keys } }))).toBe(
      'vault-damaged',
    );
  });

  it('refuses one that is newer than the keyring beside it', async () => {
    const { whole, check } = await made();
    const keyring = { ...whole.keyring, revision: whole.keyring.revision - 1 };
    expect(await rejectedCode(check({ keyring }))).toBe('vault-rolled-back');
  });
});
