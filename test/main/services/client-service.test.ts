import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { createClientService } from '../../../main/services/client-service.ts';
import { keyringOf, publishedVault } from '../../../main/vault/vault-files.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { testId } from '../../support/fake-ids.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';

describe('ClientService', () => {
  it('adds a client under a pseudonym, with a random id', async () => {
    const { vault, audit, clock } = makeVaultService();
    await vault.create();
    const clients = createClientService({ vault, audit, clock, random: systemRandom });
    const created = clients.create('Grey Heron');
    expect(created).toMatchObject({
      pseudonym: 'Grey Heron',
      createdAtMs: clock.nowMs(),
      lastSessionAtMs: null,
    });
    expect(created.clientId).toMatch(/^[A-Za-z0-9_-]{22}$/u);
    expect(clients.list()).toEqual([created]);
    expect(thrownCode(() => clients.create('grey heron'))).toBe('conflict');
  });

  it('lists nobody whose destruction is decided and could not be completed', async () => {
    const { vault, audit, clock, dataFolder } = makeVaultService();
    await vault.create();
    const clients = createClientService({ vault, audit, clock, random: systemRandom });
    const { clientId } = clients.create('Heron');
    const wren = clients.create('Wren');
    // As on a full disk: the keyring without the key cannot be written.
    for (const path of keyringOf(publishedVault(dataFolder), 0)) mkdirSync(`${path}.new`);
    const begin = (): void => {
      vault.use().destructions.begin({ clientId, reason: null });
    };
    expect(thrownCode(begin)).not.toBeNull();
    expect(vault.use().clients.exists(clientId)).toBe(true);
    expect(clients.list()).toEqual([wren]);
  });

  it('keeps a phrase with a client that exists', async () => {
    const { vault, audit, clock } = makeVaultService();
    await vault.create();
    const clients = createClientService({ vault, audit, clock, random: systemRandom });
    const { clientId } = clients.create('Heron');
    expect(clients.phrase(clientId)).toBeNull();
    clients.setPhrase(clientId, 'two herons');
    expect(clients.phrase(clientId)).toBe('two herons');
    clients.setPhrase(clientId, null);
    expect(clients.phrase(clientId)).toBeNull();
    const nobody = testId<ClientId>(1);
    expect(thrownCode(() => clients.phrase(nobody))).toBe('not-found');
    for (const phrase of ['two herons', null]) {
      const set = (): void => {
        clients.setPhrase(nobody, phrase);
      };
      expect(thrownCode(set)).toBe('not-found');
    }
  });

  it('knows nobody while the vault is closed', () => {
    const { vault, audit, clock } = makeVaultService();
    const clients = createClientService({ vault, audit, clock, random: systemRandom });
    expect(thrownCode(() => clients.list())).toBe('vault-locked');
    expect(thrownCode(() => clients.create('Heron'))).toBe('vault-locked');
  });
});
