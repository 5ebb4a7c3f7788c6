import { Decrypter, Encrypter, Stanza } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { scryptIdentity, scryptRecipient } from '../../../main/exports/scrypt-stanza.ts';
import { utf8 } from '../../../src/base/bytes.ts';

// The library's own recipient and identity are the other side. A small cost: what is compared is the format.
const cost = 4;
const content = utf8('what is inside');

async function sealedByUs(passphrase: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(scryptRecipient(passphrase, cost));
  return encrypter.encrypt(content);
}

async function openedByUs(file: Uint8Array, passphrase: string, ourCost = cost) {
  const decrypter = new Decrypter();
  decrypter.addIdentity(scryptIdentity(passphrase, ourCost));
  return decrypter.decrypt(file);
}

describe('a file that a passphrase opens', () => {
  it('is opened by the library, and by no other passphrase', async () => {
    const file = await sealedByUs('seven-words');
    const [right, wrong] = [new Decrypter(), new Decrypter()];
    right.addPassphrase('seven-words');
    wrong.addPassphrase('seven words');
    expect(await right.decrypt(file)).toEqual(content);
    await expect(wrong.decrypt(file)).rejects.toThrow('identity');
  });

  it('is opened by us when the library made it, and by no other passphrase or cost', async () => {
    const encrypter = new Encrypter();
    encrypter.setPassphrase('seven-words');
    encrypter.setScryptWorkFactor(cost);
    const file = await encrypter.encrypt(content);
    expect(await openedByUs(file, 'seven-words')).toEqual(content);
    await expect(openedByUs(file, 'seven words')).rejects.toThrow('identity');
    await expect(openedByUs(file, 'seven-words', 5)).rejects.toThrow('identity');
  });

  it('costs what the age command makes it cost', async () => {
    const [stanza] = await scryptRecipient('seven-words').wrapFileKey(new Uint8Array(16));
    expect(stanza?.args.at(-1)).toBe('18');
  });

  it('has that one way in and no other', async () => {
    const [stanza] = await scryptRecipient('seven-words', cost).wrapFileKey(new Uint8Array(16));
    if (!stanza) throw new Error('no stanza');
    const identity = scryptIdentity('seven-words', cost);
    const [name = '', salt = '', factor = ''] = stanza.args;
    expect(await identity.unwrapFileKey([stanza])).toEqual(new Uint8Array(16));
    for (const stanzas of [
      [],
      [stanza, stanza],
      [new Stanza(['X25519', salt, factor], stanza.body)],
      [new Stanza([name, `${salt}==`, factor], stanza.body)],
      [new Stanza([name, salt.slice(2), factor], stanza.body)],
      [new Stanza([name, salt, '04'], stanza.body)],
      [new Stanza([name, salt, factor], stanza.body.subarray(1))],
    ]) {
      expect(await identity.unwrapFileKey(stanzas)).toBeNull();
    }
  });
});
