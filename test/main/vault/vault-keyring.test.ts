import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { openClientKeys } from '../../../main/vault/client-keys/client-keys.ts';
import { createKeyringStore } from '../../../main/vault/client-keys/keyring-store.ts';
import type { OpenVault } from '../../../main/vault/open-vault.ts';
import { keyringOf, publishedVault, readHeaderFile } from '../../../main/vault/vault-files.ts';
import type { ClientId, NoteId } from '../../../src/contract/ids.ts';
import { vaultKeyOf } from '../../support/decrypted-pages.ts';
import { testId } from '../../support/fake-ids.ts';
import { renewVault } from '../../support/renew-vault.ts';
import { thrownCode } from '../../support/thrown-code.ts';
import { makeVault, type MadeVault } from '../../support/vault-fixture.ts';

const [heron, wren] = [testId<ClientId>(1), testId<ClientId>(2)];

/** Opens the vault, until the test is over or `act` is. */
function use<T>(
  { store, secret }: MadeVault,
  act: (vault: OpenVault) => T,
  acceptOlder = false,
): T {
  const vault = store.open(secret.secret, { acceptOlder });
  onTestFinished(() => {
    vault.close();
  });
  const result = act(vault);
  vault.close();
  return result;
}

const noteOf = (clientId: ClientId): NoteId => (clientId === heron ? testId(11) : testId(12));

function addClient(vault: OpenVault, clientId: ClientId): void {
  vault.clients.add({ clientId, pseudonym: `Bird ${clientId}`, createdAtMs: 1 });
  const noteId = noteOf(clientId);
  vault.notes.add({ noteId, clientId, sessionId: null, createdAtMs: 1 });
  vault.notes.save(noteId, 0, 'some words', 2);
}

function made(): MadeVault & { readonly keyring: readonly [string, string] } {
  const vault = makeVault();
  use(vault, (open) => {
    addClient(open, heron);
  });
  return { ...vault, keyring: keyringOf(publishedVault(vault.dataFolder), 0) };
}

const openCode = (vault: MadeVault): string | null => thrownCode(() => use(vault, () => null));

const textOf = (vault: MadeVault, clientId: ClientId): string | undefined =>
  use(vault, (open) => open.notes.read(noteOf(clientId))?.text);

describe('the keyring of a vault', () => {
  it('is there from the beginning, in two files', () => {
    const vault = makeVault();
    const [first, second] = keyringOf(publishedVault(vault.dataFolder), 0);
    expect(readFileSync(first).length).toBe(readFileSync(second).length);
  });

  it('loses nothing with one of its files', () => {
    const vault = made();
    for (const path of vault.keyring) {
      rmSync(path);
      expect(textOf(vault, heron)).toBe('some words');
      writeFileSync(path, 'something else');
      expect(textOf(vault, heron)).toBe('some words');
    }
  });

  it('is never made anew when it is gone: the vault is damaged, until it is back', () => {
    const vault = made();
    const kept = readFileSync(vault.keyring[0]);
    for (const path of vault.keyring) rmSync(path);
    expect(openCode(vault)).toBe('vault-damaged');
    expect(openCode(vault)).toBe('vault-damaged');
    writeFileSync(vault.keyring[1], kept);
    expect(textOf(vault, heron)).toBe('some words');
  });

  it('is that of its own vault', () => {
    const [vault, other] = [made(), made()];
    vault.keyring.forEach((path, at) => {
      copyFileSync(other.keyring[at] ?? '', path);
    });
    expect(openCode(vault)).toBe('vault-damaged');
  });

  it('is reported when it is an old one, and opens when a person accepts that', () => {
    const vault = made();
    const old = vault.keyring.map((path) => readFileSync(path));
    use(vault, (open) => {
      addClient(open, wren);
    });
    vault.keyring.forEach((path, at) => {
      writeFileSync(path, old[at] ?? '');
    });
    expect(openCode(vault)).toBe('vault-rolled-back');
    use(
      vault,
      (open) => {
        expect(open.notes.read(noteOf(heron))?.text).toBe('some words');
        // Nothing opens it any more, and nobody says that it was empty.
        expect(thrownCode(() => open.notes.read(noteOf(wren)))).toBe('vault-damaged');
        expect(thrownCode(() => open.notes.save(noteOf(wren), 1, 'x', 2))).toBe('vault-damaged');
      },
      true,
    );
    expect(textOf(vault, heron)).toBe('some words');
  });

  it('may be ahead of the database by a key that nothing is sealed under', () => {
    const vault = made();
    const vaultKey = vaultKeyOf(vault.dataFolder, vault.secret.secret);
    const { vaultId } = readHeaderFile(publishedVault(vault.dataFolder));
    const store = createKeyringStore(vault.keyring, { sealing: vaultKey, vaultId }, systemRandom);
    // As after a crash between the keyring and the client.
    openClientKeys(store, systemRandom, false).add([wren]);
    use(vault, (open) => {
      addClient(open, wren);
    });
    expect(textOf(vault, wren)).toBe('some words');
  });

  it('gets no key for somebody who is refused', () => {
    const vault = made();
    use(vault, (open) => {
      const { revision } = open.clientKeys;
      const twice = { clientId: wren, pseudonym: `Bird ${heron}`, createdAtMs: 1 };
      expect(
        thrownCode(() => {
          open.clients.add(twice);
        }),
      ).toBe('conflict');
      expect(open.clientKeys.revision).toBe(revision);
      expect(open.clientKeys.has(wren)).toBe(false);
    });
  });

  it('forgets its keys when the vault closes', () => {
    const vault = made();
    const { clientKeys } = use(vault, (open) => open);
    expect(thrownCode(() => clientKeys.lend(() => null))).toBe('vault-locked');
  });

  it('goes over to another vault key with the database', async () => {
    const vault = made();
    const files = publishedVault(vault.dataFolder);
    const label = { kind: 'keychain', id: new Uint8Array(16), params: new Uint8Array() } as const;
    const open = vault.store.open(vault.secret.secret);
    await renewVault(open, [{ label, secret: vault.secret.secret }]);
    open.close();
    // Both are needed no more, and the first opening takes them away.
    expect(textOf(vault, heron)).toBe('some words');
    expect(vault.keyring.some((path) => existsSync(path))).toBe(false);
    for (const path of keyringOf(files, 1)) rmSync(path);
    expect(openCode(vault)).toBe('vault-damaged');
  });
});
