import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  startSecretService,
  type PrivateSecretService,
} from '../../../tools/setup/secret-service/private-secret-service.ts';
import { startNode } from '../../support/run-node.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { storeIn } from '../vault/fixtures/vault-arguments.ts';
import { answers, entryScript, noBus, open } from './app-starts.ts';

const passphrase = 'four-words-that-nobody-knows';

interface Made {
  readonly dataFolder: string;
  readonly paper: string;
  readonly entryId: string;
}

/** A bus that accepts everybody and never says a word. */
async function silentBus(): Promise<NodeJS.ProcessEnv> {
  const socketPath = join(temporaryFolder(), 'bus');
  const bus = createServer();
  await new Promise<void>((resolve) => bus.listen(socketPath, resolve));
  onTestFinished(() => {
    bus.close();
  });
  return { ...noBus, DBUS_SESSION_BUS_ADDRESS: `unix:path=${socketPath}` };
}

// Only Linux has a Secret Service; the keychains of macOS and Windows belong to the person at the machine.
describe.runIf(process.platform === 'linux')('who has the recovery key on paper', () => {
  let service: PrivateSecretService;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    service = await startSecretService();
    env = { ...noBus, ...service.env };
  });

  afterAll(async () => {
    await service.close();
  });

  /** A vault with a client, a passphrase and a recovery key, made as a person makes it. */
  async function madeVault(): Promise<Made> {
    const dataFolder = temporaryFolder();
    const [, , , shown] = await answers(
      env,
      dataFolder,
      'vault.create',
      'client.create {"pseudonym":"Heron"}',
      `vault.set-passphrase {"passphrase":"${passphrase}"}`,
      'vault.new-recovery-key',
    );
    const { groups } = shown as { groups: readonly string[] };
    return { dataFolder, paper: groups.join('-'), entryId: storeIn(dataFolder).keychainEntryId() };
  }

  async function takeEntry(entryId: string, put?: string): Promise<string> {
    const args = put === undefined ? [entryId] : [entryId, put];
    const [secret = ''] = await startNode(entryScript, args, env).rest();
    return secret;
  }

  /** What comes of opening by the keychain, and then by the passphrase or the paper, in this state of the keychain. */
  async function outcomes(
    inEnv: NodeJS.ProcessEnv,
    { dataFolder, paper }: Made,
    way: 'passphrase' | 'recovery',
    ...after: readonly string[]
  ): Promise<readonly unknown[]> {
    const typed = way === 'passphrase' ? { way, passphrase } : { way, recoveryKey: paper };
    const unlock = `vault.unlock ${JSON.stringify(typed)}`;
    return answers(inEnv, dataFolder, 'vault.open', unlock, 'client.list', ...after);
  }

  function letIn(problem: string): readonly unknown[] {
    const heron = { clients: [expect.objectContaining({ pseudonym: 'Heron' })] };
    return [{ state: 'needs-help', problem }, open, heron];
  }

  it('is let in while the keychain is there', async () => {
    const made = await madeVault();
    const typed = { way: 'recovery', recoveryKey: made.paper };
    const unlock = `vault.unlock ${JSON.stringify(typed)}`;
    expect(await answers(env, made.dataFolder, unlock)).toEqual([open]);
  });

  it('is let in when its entry is gone, and the keychain opens the vault again after', async () => {
    const made = await madeVault();
    await takeEntry(made.entryId);
    expect(await outcomes(env, made, 'recovery', 'wait keychain-repaired')).toEqual(
      letIn('keychain-missing'),
    );
    expect(await answers(env, made.dataFolder, 'vault.open')).toEqual([open]);
    expect(storeIn(made.dataFolder).keychainEntryId()).not.toBe(made.entryId);
  });

  it('is let in when another key is in its place, which stays there', async () => {
    const made = await madeVault();
    await takeEntry(made.entryId, 'A'.repeat(43));
    expect(await outcomes(env, made, 'passphrase', 'wait keychain-repaired')).toEqual(
      letIn('keychain-changed'),
    );
    expect(await answers(env, made.dataFolder, 'vault.open')).toEqual([open]);
    expect(await takeEntry(made.entryId)).toBe('A'.repeat(43));
  });

  it('is let in while the keyring is locked, and its key is good when it is unlocked', async () => {
    const made = await madeVault();
    await service.lock();
    for (const way of ['recovery', 'passphrase'] as const) {
      expect(await outcomes(env, made, way)).toEqual(letIn('keychain-unavailable'));
    }
    await service.restartKeyring();
    expect(await answers(env, made.dataFolder, 'vault.open')).toEqual([open]);
    expect(storeIn(made.dataFolder).keychainEntryId()).toBe(made.entryId);
  });

  it('is let in while the keyring refuses, and its key is good when it gives it again', async () => {
    const made = await madeVault();
    await service.setGives(false);
    for (const way of ['recovery', 'passphrase'] as const) {
      expect(await outcomes(env, made, way)).toEqual(letIn('keychain-refused'));
    }
    await service.setGives(true);
    expect(await answers(env, made.dataFolder, 'vault.open')).toEqual([open]);
    expect(storeIn(made.dataFolder).keychainEntryId()).toBe(made.entryId);
  });

  it('is let in without a keyring on the bus', async () => {
    const made = await madeVault();
    await service.stopKeyring();
    for (const way of ['recovery', 'passphrase'] as const) {
      expect(await outcomes(env, made, way)).toEqual(letIn('keychain-unavailable'));
    }
    await service.restartKeyring();
    expect(await answers(env, made.dataFolder, 'vault.open')).toEqual([open]);
  });

  it('is let in without a bus', async () => {
    const made = await madeVault();
    for (const way of ['recovery', 'passphrase'] as const) {
      expect(await outcomes(noBus, made, way)).toEqual(letIn('keychain-unavailable'));
    }
  });

  it('is let in by a bus that never answers, without waiting for it', async () => {
    const made = await madeVault();
    const typed = JSON.stringify({ way: 'recovery', recoveryKey: made.paper });
    const unlocked = await answers(await silentBus(), made.dataFolder, `vault.unlock ${typed}`);
    expect(unlocked).toEqual([open]);
  });

  it('finds a keyring that was reset as another that is empty', async () => {
    const made = await madeVault();
    const other = await startSecretService();
    try {
      const otherEnv = { ...noBus, ...other.env };
      expect(await outcomes(otherEnv, made, 'recovery', 'wait keychain-repaired')).toEqual(
        letIn('keychain-missing'),
      );
      expect(await answers(otherEnv, made.dataFolder, 'vault.open')).toEqual([open]);
    } finally {
      await other.close();
    }
  });
});
