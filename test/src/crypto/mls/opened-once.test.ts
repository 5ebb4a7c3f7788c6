import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../../../src/base/bytes.ts';
import { openedOnce } from '../../../../src/crypto/mls/opened-once.ts';
import { makeSuite, type Suite } from '../../../../src/crypto/mls/suite.ts';
import { realRandom } from '../../../support/identity.ts';

let real: Suite;

beforeAll(async () => {
  real = await makeSuite(realRandom);
});

/** A message sealed to a fresh key, and a suite that counts what it really opens. */
async function sealed() {
  const openings: Uint8Array[] = [];
  const counting: Suite = {
    ...real,
    hpke: {
      ...real.hpke,
      open: async (...input) => {
        const plaintext = await real.hpke.open(...input);
        openings.push(plaintext);
        return plaintext;
      },
    },
  };
  const { privateKey, publicKey } = await real.hpke.generateKeyPair();
  const message = utf8('a plaintext that is longer than sixty-four bytes, as group secrets are.');
  const { enc, ct } = await real.hpke.seal(publicKey, message, utf8('info'));
  return { ...openedOnce(counting), openings, privateKey, message, enc, ct };
}

describe('opening once', () => {
  it('opens the same bytes a single time, and gives each reader a copy of its own', async () => {
    const { suite, openings, privateKey, message, enc, ct } = await sealed();
    const first = await suite.hpke.open(privateKey, enc, ct, utf8('info'));
    first.fill(0);
    const second = await suite.hpke.open(privateKey, enc, ct, utf8('info'));
    expect(second).toEqual(message);
    expect(openings).toHaveLength(1);
  });

  it.each(['encapsulated key', 'ciphertext', 'info', 'additional data'] as const)(
    'opens anew what has another %s',
    async (what) => {
      const { suite, openings, privateKey, enc, ct } = await sealed();
      await suite.hpke.open(privateKey, enc, ct, utf8('info'));
      const other = (bytes: Uint8Array): Uint8Array => bytes.map((byte, at) => byte ^ (at ? 0 : 1));
      const changed = {
        'encapsulated key': [other(enc), ct, utf8('info')],
        ciphertext: [enc, other(ct), utf8('info')],
        info: [enc, ct, utf8('other')],
        'additional data': [enc, ct, utf8('info'), utf8('aad')],
      } as const;
      const [kem, text, info, aad] = changed[what];
      await expect(suite.hpke.open(privateKey, kem, text, info, aad)).rejects.toThrow('Open');
      expect(openings).toHaveLength(1);
    },
  );

  it('overwrites what it has kept, and forgets it', async () => {
    const { suite, forget, openings, privateKey, message, enc, ct } = await sealed();
    await suite.hpke.open(privateKey, enc, ct, utf8('info'));
    forget();
    expect(openings[0]).toEqual(new Uint8Array(message.length));
    expect(await suite.hpke.open(privateKey, enc, ct, utf8('info'))).toEqual(message);
    expect(openings).toHaveLength(2);
  });
});
