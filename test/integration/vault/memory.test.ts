import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unwrapVaultKey, wrapOfKind } from '../../../main/vault/header/key-wrap.ts';
import { publishedVault, readHeaderFile } from '../../../main/vault/vault-files.ts';
import { invariant } from '../../../src/base/invariant.ts';
import { countInMemory } from '../../support/process-memory.ts';
import { startNode } from '../../support/run-node.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { makeVaultWithNote, secretOf, type VaultArguments } from './fixtures/vault-arguments.ts';

const locker = join(import.meta.dirname, 'fixtures/vault-locker.ts');

/** The key of a vault, as only this test's process has it. */
function vaultKeyOf(given: VaultArguments): Uint8Array {
  const { wraps, vaultId } = readHeaderFile(publishedVault(given.dataFolder));
  const wrap = wrapOfKind(wraps, 'keychain');
  invariant(wrap !== undefined, 'a vault has a way in');
  return unwrapVaultKey(wrap, secretOf(given), vaultId).expose((key) => key.slice());
}

describe.runIf(process.platform === 'linux')('the memory of a process', () => {
  it('holds the vault key while the vault is open, and nowhere any more once it is locked', async () => {
    const given = makeVaultWithNote(temporaryFolder());
    const key = vaultKeyOf(given);
    const secret = secretOf(given).expose((bytes) => bytes.slice());
    const locking = startNode(locker, [JSON.stringify(given)]);
    expect(await locking.nextLine()).toBe('open');
    // The control: this way of looking finds a key where there is one.
    expect(countInMemory(locking.child.pid, key)).toBeGreaterThan(0);
    locking.child.kill('SIGUSR2');
    expect(await locking.nextLine()).toBe('locked');
    expect([
      countInMemory(locking.child.pid, key),
      countInMemory(locking.child.pid, secret),
    ]).toEqual([0, 0]);
  });
});
