import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPassphraseKdf } from '../../../main/platform/passphrase-kdf.ts';
import { utf8, type Bytes } from '../../../src/base/bytes.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { leastCost } from '../../../src/domain/passphrase-cost.ts';

const salt = Uint8Array.from({ length: 16 }, (_, at) => at);
const passphrase = (): SecretBytes => new SecretBytes(utf8('a quiet room by the sea'));
const reveal = (secret: SecretBytes): Bytes => secret.expose((bytes) => bytes.slice());

describe('passphrase derivation', () => {
  it.each([
    { memoryKiB: 64, passes: 1, lanes: 1 },
    { memoryKiB: 1024, passes: 4, lanes: 1 },
    leastCost,
  ])('is Argon2id as Node computes it, for %j', async (cost) => {
    const { memoryKiB, passes, lanes } = cost;
    const expected = argon2Sync('argon2id', {
      message: utf8('a quiet room by the sea'),
      nonce: salt,
      memory: memoryKiB,
      passes,
      parallelism: lanes,
      tagLength: 32,
    });
    const derived = await createPassphraseKdf().derive(passphrase(), salt, cost);
    expect(reveal(derived)).toEqual(new Uint8Array(expected));
  });

  it('lets everything else run meanwhile', async () => {
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 1);
    await createPassphraseKdf().derive(passphrase(), salt, leastCost);
    clearInterval(turning);
    // On this thread there would have been none.
    expect(turns).toBeGreaterThan(5);
  });

  it('leaves the passphrase to whoever gave it', async () => {
    const given = passphrase();
    await createPassphraseKdf().derive(given, salt, { memoryKiB: 64, passes: 1, lanes: 1 });
    expect(reveal(given)).toEqual(utf8('a quiet room by the sea'));
  });

  it('rejects what cannot be computed, without a word of what it was given', async () => {
    const impossible = { memoryKiB: 1, passes: 0, lanes: 1 };
    await expect(createPassphraseKdf().derive(passphrase(), salt, impossible)).rejects.toThrow(
      /^internal: passphrase worker/u,
    );
  });

  it('tells how long the least cost takes here', async () => {
    expect(await createPassphraseKdf().measureLeastMs()).toBeGreaterThan(0);
  });
});
