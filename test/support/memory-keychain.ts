import type { KeychainPort, KeychainRead } from '../../main/ports/keychain-port.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';

/** A keychain in memory, which a test can take away, empty, or hold up. */
export class MemoryKeychain implements KeychainPort {
  readonly name = 'Memory Keychain';
  readonly entries = new Map<string, Uint8Array<ArrayBuffer>>();
  /** How every call fails while it is set. */
  failure: 'unavailable' | 'refused' | null = null;
  /** Called before each answer; a test that returns a promise holds the keychain up. */
  before: () => Promise<void> = () => Promise.resolve();
  calls = 0;

  async read(entryId: string): Promise<KeychainRead> {
    this.calls += 1;
    await this.before();
    if (this.failure) return { outcome: this.failure };
    const bytes = this.entries.get(entryId);
    if (!bytes) return { outcome: 'missing' };
    return { outcome: 'found', secret: new SecretBytes(bytes.slice()) };
  }

  async write(entryId: string, secret: SecretBytes): ReturnType<KeychainPort['write']> {
    this.calls += 1;
    const bytes = secret.expose((exposed) => exposed.slice());
    await this.before();
    if (this.failure) return { outcome: this.failure };
    this.entries.set(entryId, bytes);
    return { outcome: 'written' };
  }

  async remove(entryId: string): ReturnType<KeychainPort['remove']> {
    this.calls += 1;
    await this.before();
    if (this.failure) return { outcome: this.failure };
    this.entries.delete(entryId);
    return { outcome: 'removed' };
  }
}
