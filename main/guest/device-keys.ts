import { assertNever } from '../../src/base/assert-never.ts';
import { toBase64Url } from '../../src/base/base64url.ts';
import { equalBytes, type Bytes } from '../../src/base/bytes.ts';
import type { Log, Random } from '../../src/base/ports.ts';
import type { KeyStanding } from '../../src/contract/guest-ipc.ts';
import { Scope } from '../../src/base/scope.ts';
import type { SecretBytes } from '../../src/base/secret-bytes.ts';
import {
  ed25519FromSeed,
  generateEd25519,
  signEd25519,
  type Ed25519KeyPair,
} from '../../src/crypto/ed25519.ts';
import type { KeychainPort } from '../ports/keychain-port.ts';

const seedSizeBytes = 32;

/** This device towards one therapist. */
export interface DeviceKey {
  readonly publicKey: Bytes;
  /** As long as this process lives it stays what it was at first. */
  readonly standing: KeyStanding;
  sign(message: Bytes): Bytes;
}

export interface DeviceKeysOptions {
  readonly keychain: KeychainPort;
  readonly random: Random;
  readonly log: Log;
}

/**
 * One Ed25519 key per therapist, so that two therapists cannot tell that they see the same person. The keychain holds
 * the 32-byte seed under the therapist's fingerprint. Joining never waits for a keychain that cannot be used: then the
 * key is a passing one, and the therapist is told that the device is new.
 */
export class DeviceKeys {
  readonly #options: DeviceKeysOptions;
  readonly #keys = new Map<string, Promise<DeviceKey>>();
  readonly #scope = new Scope();

  constructor(options: DeviceKeysOptions) {
    this.#options = options;
  }

  /** The key for this therapist: the same one for as long as the process lives, whatever becomes of the keychain. */
  open(therapistFingerprint: Bytes): Promise<DeviceKey> {
    const entryId = toBase64Url(therapistFingerprint);
    const known = this.#keys.get(entryId);
    if (known) return known;
    const opening = this.#open(entryId);
    this.#keys.set(entryId, opening);
    return opening;
  }

  /** Wipes every key. One that is still being read is wiped when it comes. */
  close(): void {
    this.#scope.close();
  }

  async #open(entryId: string): Promise<DeviceKey> {
    const { keychain, random, log } = this.#options;
    const read = await keychain.read(entryId);
    switch (read.outcome) {
      case 'found':
        if (read.secret.sizeBytes === seedSizeBytes)
          return this.#take(pairOf(read.secret), 'known');
        // Not ours to replace: it may be of a later version.
        read.secret.wipe();
        log.warn('device-key-unreadable');
        return this.#take(generateEd25519(random), 'passing');
      case 'missing': {
        const pair = generateEd25519(random);
        const isKept = await this.#keep(entryId, pair.secretKey);
        return this.#take(pair, isKept ? 'new' : 'passing');
      }
      case 'unavailable':
      case 'refused':
        log.warn('device-key-keychain', { outcome: read.outcome });
        return this.#take(generateEd25519(random), 'passing');
      default:
        return assertNever(read, 'DeviceKeys.open');
    }
  }

  /** A key counts as kept only once the keychain has given it back. */
  async #keep(entryId: string, seed: SecretBytes): Promise<boolean> {
    const { keychain, log } = this.#options;
    const { outcome } = await keychain.write(entryId, seed);
    const read = await keychain.read(entryId);
    const isKept = read.outcome === 'found' && isSame(read.secret, seed);
    if (read.outcome === 'found') read.secret.wipe();
    if (!isKept) log.warn('device-key-not-kept', { outcome });
    return isKept;
  }

  #take({ publicKey, secretKey }: Ed25519KeyPair, standing: KeyStanding): DeviceKey {
    this.#scope.own(() => {
      secretKey.wipe();
    });
    return { publicKey, standing, sign: (message) => signEd25519(secretKey, message) };
  }
}

function pairOf(secret: SecretBytes): Ed25519KeyPair {
  const pair = ed25519FromSeed(secret.expose((seed) => seed.slice()));
  secret.wipe();
  return pair;
}

function isSame(a: SecretBytes, b: SecretBytes): boolean {
  return a.expose((one) => b.expose((other) => equalBytes(one, other)));
}
