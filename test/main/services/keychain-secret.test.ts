import { describe, expect, it } from 'vitest';
import { readSecret, storeSecret } from '../../../main/services/keychain-secret.ts';
import { MemoryKeychain } from '../../support/memory-keychain.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { testKey } from '../../support/vault-fixture.ts';

const stored = { entryId: 'entry', secret: testKey(3) };

describe('storeSecret', () => {
  it('keeps a secret that readSecret gives back', async () => {
    const keychain = new MemoryKeychain();
    await storeSecret(keychain, stored);
    const secret = await readSecret(keychain, 'entry');
    expect(secret.expose((bytes) => bytes.slice())).toEqual(new Uint8Array(32).fill(3));
    expect(stored.secret.isWiped).toBe(false);
  });

  it.each(['unavailable', 'refused'] as const)('fails when the keychain is %s', async (failure) => {
    const keychain = new MemoryKeychain();
    keychain.failure = failure;
    expect(await rejectedCode(storeSecret(keychain, stored))).toBe(`keychain-${failure}`);
  });

  it('does not trust a keychain that forgets at once', async () => {
    const keychain = new MemoryKeychain();
    keychain.before = () => {
      keychain.entries.clear();
      return Promise.resolve();
    };
    expect(await rejectedCode(storeSecret(keychain, stored))).toBe('keychain-missing');
  });

  it('does not trust a keychain that gives back something else', async () => {
    const keychain = new MemoryKeychain();
    keychain.before = () => {
      keychain.entries.get('entry')?.fill(9);
      return Promise.resolve();
    };
    expect(await rejectedCode(storeSecret(keychain, stored))).toBe('keychain-unavailable');
  });
});

describe('readSecret', () => {
  it('tells a lost entry from a keychain that is away', async () => {
    const keychain = new MemoryKeychain();
    expect(await rejectedCode(readSecret(keychain, 'entry'))).toBe('keychain-missing');
    keychain.failure = 'unavailable';
    expect(await rejectedCode(readSecret(keychain, 'entry'))).toBe('keychain-unavailable');
    keychain.failure = 'refused';
    expect(await rejectedCode(readSecret(keychain, 'entry'))).toBe('keychain-refused');
  });
});
