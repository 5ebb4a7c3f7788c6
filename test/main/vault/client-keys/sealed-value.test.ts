import { webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import { places } from '../../../../main/vault/client-keys/places.ts';
import {
  openValue,
  sealOverheadBytes,
  sealValue,
} from '../../../../main/vault/client-keys/sealed-value.ts';
import { utf8, type Bytes } from '../../../../src/base/bytes.ts';
import type { ClientId } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';

const [heron, wren] = [testId<ClientId>(1), testId<ClientId>(2)];
const key = new Uint8Array(32).fill(1);
const place = places.noteText(heron, 'n', 3);
const seal = (text: string, at = place): Bytes => sealValue(key, at, utf8(text), systemRandom);

describe('a sealed value', () => {
  it('opens to what was sealed, however long that is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (plain) => {
        const sealed = sealValue(key, place, new Uint8Array(plain), systemRandom);
        expect(sealed.length).toBe(plain.length + sealOverheadBytes);
        expect(openValue(key, place, sealed)).toEqual(new Uint8Array(plain));
      }),
    );
  });

  it('leaves errors their stacks, also where a key is none', () => {
    const { stackTraceLimit } = Error;
    openValue(key, place, seal('a text'));
    expect(() => sealValue(key.subarray(1), place, utf8('a text'), systemRandom)).toThrow(
      'Invalid key length',
    );
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
    expect(stackTraceLimit).toBeGreaterThan(0);
  });

  it('is another one each time', () => {
    expect(seal('the same')).not.toEqual(seal('the same'));
  });

  it('is AES-256-GCM over its place, as another implementation reads it', async () => {
    const sealed = seal('a text');
    const imported = await webcrypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
    const opened = await webcrypto.subtle.decrypt(
      {
        name: 'AES-GCM',
        iv: sealed.subarray(1, 13),
        additionalData: utf8(
          JSON.stringify(['quietroom/sealed/1', heron, 'note_revisions.text', 'n', 3]),
        ),
      },
      imported,
      sealed.subarray(13),
    );
    expect(new Uint8Array(opened)).toEqual(utf8('a text'));
  });

  it.each([
    ['another client', places.noteText(wren, 'n', 3)],
    ['another row', places.noteText(heron, 'm', 3)],
    ['another revision', places.noteText(heron, 'n', 4)],
    ['another column', places.noteFirstLine(heron, 'n', 3)],
    ['another table', places.amendmentText(heron, 'n', 3)],
  ])('does not open in the place of %s', (_what, other) => {
    expect(thrownCode(() => openValue(key, other, seal('a text')))).toBe('vault-damaged');
  });

  it('does not open under another key', () => {
    const other = new Uint8Array(32).fill(2);
    expect(thrownCode(() => openValue(other, place, seal('a text')))).toBe('vault-damaged');
  });

  it('does not open with any bit flipped, or cut at any byte', () => {
    const sealed = seal('a text');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const flipped = sealed.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const code = thrownCode(() => openValue(key, place, flipped));
      expect(code).toBe(bit < 8 ? 'vault-newer' : 'vault-damaged');
    }
    for (let length = 0; length < sealed.length; length += 1) {
      const cut = sealed.slice(0, length);
      expect(thrownCode(() => openValue(key, place, cut))).toBe('vault-damaged');
    }
  });
});

describe('the places of sealed values', () => {
  it('are all different', () => {
    const all = [
      places.noteText(heron, 'x', 1),
      places.noteFirstLine(heron, 'x', 1),
      places.noteSignature(heron, 'x'),
      places.amendmentText(heron, 'x', 1),
      places.amendmentSignature(heron, 'x', 1),
      places.phrase(heron),
      places.fileName(heron, 'x'),
      places.fileHash(heron, 'x'),
      places.filePart(heron, 'x', 1),
      places.slip(heron, 'x'),
      places.cardField(heron, 'name', 1),
      places.cardReason(heron, 1, 1),
    ];
    expect(new Set(all.map(({ column }) => column)).size).toBe(Object.keys(places).length);
    expect(all.length).toBe(Object.keys(places).length);
  });
});
