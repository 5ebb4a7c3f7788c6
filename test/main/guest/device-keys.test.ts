import { describe, expect, it } from 'vitest';
import { DeviceKeys } from '../../../main/guest/device-keys.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { ed25519FromSeed, verifyEd25519 } from '../../../src/crypto/ed25519.ts';
import { utf8 } from '../../../src/base/bytes.ts';
import { MemoryKeychain } from '../../support/memory-keychain.ts';
import { recordingLog } from '../../support/recording-log.ts';

const heron = new Uint8Array(16).fill(1);
const wren = new Uint8Array(16).fill(2);

function keysOver(keychain: MemoryKeychain) {
  const log = recordingLog();
  return { keys: new DeviceKeys({ keychain, random: systemRandom, log }), log };
}

describe('a device key', () => {
  it('is 32 random bytes in the keychain, under the therapist’s fingerprint', async () => {
    const keychain = new MemoryKeychain();
    const key = await keysOver(keychain).keys.open(heron);
    expect(key.standing).toBe('new');
    expect([...keychain.entries.keys()]).toEqual([toBase64Url(heron)]);
    const seed = keychain.entries.get(toBase64Url(heron));
    expect(seed).toHaveLength(32);
    expect(ed25519FromSeed(seed?.slice() ?? new Uint8Array()).publicKey).toEqual(key.publicKey);
  });

  it('signs for its public key', async () => {
    const key = await keysOver(new MemoryKeychain()).keys.open(heron);
    const message = utf8('a statement');
    expect(verifyEd25519(key.publicKey, message, key.sign(message))).toBe(true);
    expect(verifyEd25519(key.publicKey, utf8('another'), key.sign(message))).toBe(false);
  });

  it('is the same at the next start', async () => {
    const keychain = new MemoryKeychain();
    const first = await keysOver(keychain).keys.open(heron);
    const second = await keysOver(keychain).keys.open(heron);
    expect(second.publicKey).toEqual(first.publicKey);
    expect(second.standing).toBe('known');
  });

  it('is another one for each therapist', async () => {
    const { keys } = keysOver(new MemoryKeychain());
    const [one, other] = [await keys.open(heron), await keys.open(wren)];
    expect(one.publicKey).not.toEqual(other.publicKey);
  });

  it('is made once, however often it is asked for at once', async () => {
    const keychain = new MemoryKeychain();
    const { keys } = keysOver(keychain);
    const [one, other] = await Promise.all([keys.open(heron), keys.open(heron)]);
    expect(one).toBe(other);
    expect(keychain.entries.size).toBe(1);
  });
});

describe('without a keychain', () => {
  it.each(['unavailable', 'refused'] as const)(
    'is a passing key, the same for this process: %s',
    async (failure) => {
      const keychain = new MemoryKeychain();
      keychain.failure = failure;
      const { keys, log } = keysOver(keychain);
      const key = await keys.open(heron);
      expect(key.standing).toBe('passing');
      // It is back: whoever is in a session stays who they are.
      keychain.failure = null;
      expect(await keys.open(heron)).toBe(key);
      expect(keychain.entries.size).toBe(0);
      expect(log.lines).toEqual([
        { level: 'warn', event: 'device-key-keychain', fields: { outcome: failure } },
      ]);
      const again = await keysOver(keychain).keys.open(heron);
      expect(again.publicKey).not.toEqual(key.publicKey);
    },
  );

  it('says that a key is not kept when the keychain did not keep it', async () => {
    const keychain = new MemoryKeychain();
    const write = keychain.write.bind(keychain);
    keychain.write = async (entryId, secret) => {
      const written = await write(entryId, secret);
      keychain.entries.clear();
      return written;
    };
    expect((await keysOver(keychain).keys.open(heron)).standing).toBe('passing');
  });

  it('is a new key, and kept, once the entry is gone', async () => {
    const keychain = new MemoryKeychain();
    const first = await keysOver(keychain).keys.open(heron);
    keychain.entries.clear();
    const second = await keysOver(keychain).keys.open(heron);
    expect(second.publicKey).not.toEqual(first.publicKey);
    expect(second.standing).toBe('new');
  });

  it('replaces nothing that it cannot read', async () => {
    const keychain = new MemoryKeychain();
    const foreign = new Uint8Array(33).fill(9);
    keychain.entries.set(toBase64Url(heron), foreign);
    const key = await keysOver(keychain).keys.open(heron);
    expect(key.standing).toBe('passing');
    expect(keychain.entries.get(toBase64Url(heron))).toBe(foreign);
  });
});

describe('the end', () => {
  it('wipes every key', async () => {
    const { keys } = keysOver(new MemoryKeychain());
    const key = await keys.open(heron);
    keys.close();
    expect(() => key.sign(utf8('x'))).toThrow('wiped');
  });

  it('wipes a key that the keychain hands over later', async () => {
    const keychain = new MemoryKeychain();
    let answer = (): void => undefined;
    keychain.before = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const { keys } = keysOver(keychain);
    const opening = keys.open(heron);
    keys.close();
    keychain.failure = 'unavailable';
    answer();
    const key = await opening;
    expect(() => key.sign(utf8('x'))).toThrow('wiped');
  });
});
