import { beforeAll, describe, expect, it } from 'vitest';
import { utf8, type Bytes } from '../../../../src/base/bytes.ts';
import {
  openPrivateItem,
  sealPrivateItem,
  type ItemRoute,
} from '../../../../src/crypto/messages/private-item.ts';
import { maxPayloadBytes } from '../../../../src/crypto/messages/session-message.ts';
import { makeSuite, type Suite } from '../../../../src/crypto/mls/suite.ts';
import { realRandom } from '../../../support/identity.ts';

let suite: Suite;
let publicKey: Bytes;
let privateKey: Bytes;
const route: ItemRoute = {
  groupId: new Uint8Array(16).fill(1),
  epoch: 7n,
  sender: 0,
  recipient: 2,
};

beforeAll(async () => {
  suite = await makeSuite(realRandom);
  const pair = await suite.hpke.generateKeyPair();
  publicKey = new Uint8Array(await suite.hpke.exportPublicKey(pair.publicKey));
  privateKey = new Uint8Array(await suite.hpke.exportPrivateKey(pair.privateKey));
});

describe('a private item', () => {
  it('opens with its recipient’s key on its route', async () => {
    const item = await sealPrivateItem(suite, publicKey, route, utf8('for you'));
    expect(item.recipient).toBe(2);
    expect(await openPrivateItem(suite, privateKey, route, item)).toEqual(utf8('for you'));
  });

  it.each([
    ['group', { groupId: new Uint8Array(16) }],
    ['epoch', { epoch: 8n }],
    ['sender', { sender: 1 }],
    ['recipient', { recipient: 1 }],
  ])('does not open with another %s', async (_what, change) => {
    const item = await sealPrivateItem(suite, publicKey, route, utf8('for you'));
    expect(await openPrivateItem(suite, privateKey, { ...route, ...change }, item)).toBeNull();
  });

  it('does not open with another key, or when anything of it was changed', async () => {
    const item = await sealPrivateItem(suite, publicKey, route, utf8('for you'));
    expect(await openPrivateItem(suite, realRandom.bytes(32), route, item)).toBeNull();
    for (const part of ['kemOutput', 'sealed'] as const) {
      const changed = item[part].slice();
      changed[5] = (changed[5] ?? 0) ^ 1;
      const forged = { ...item, [part]: changed };
      expect(await openPrivateItem(suite, privateKey, route, forged)).toBeNull();
    }
  });

  it('does not open when it is no item at all', async () => {
    const item = {
      type: 'private',
      recipient: 2,
      kemOutput: new Uint8Array(3),
      sealed: new Uint8Array(3),
    } as const;
    expect(await openPrivateItem(suite, privateKey, route, item)).toBeNull();
    expect(await openPrivateItem(suite, new Uint8Array(), route, item)).toBeNull();
  });

  it('is never sealed alike twice', async () => {
    const [one, two] = await Promise.all([
      sealPrivateItem(suite, publicKey, route, utf8('x')),
      sealPrivateItem(suite, publicKey, route, utf8('x')),
    ]);
    expect(one.sealed).not.toEqual(two.sealed);
  });

  it('is not sealed when it is too large', async () => {
    const large = new Uint8Array(maxPayloadBytes + 1);
    await expect(sealPrivateItem(suite, publicKey, route, large)).rejects.toThrow('too large');
  });
});
