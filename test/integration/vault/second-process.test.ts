import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startNode } from '../../support/run-node.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { thrownCode } from '../../support/thrown-code.ts';
import { makeVaultWithNote, secretOf, storeIn } from './fixtures/vault-arguments.ts';

const holder = join(import.meta.dirname, 'fixtures/vault-holder.ts');

describe('a vault that another process has open', () => {
  it('is in use, until that process ends, even by a kill', async () => {
    const given = makeVaultWithNote(temporaryFolder());
    const other = startNode(holder, [JSON.stringify(given)]);
    expect(await other.nextLine()).toBe('aegis-256');
    const open = (): unknown => storeIn(given.dataFolder).open(secretOf(given)).close();
    expect(thrownCode(open)).toBe('vault-in-use');
    expect(thrownCode(open)).toBe('vault-in-use');
    await other.kill();
    expect(thrownCode(open)).toBeNull();
  });
});
