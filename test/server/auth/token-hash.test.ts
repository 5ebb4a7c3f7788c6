import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/base/bytes.ts';
import { findByHash, hashToken, readTokenHash } from '../../../server/auth/token-hash.ts';

describe('token hashes', () => {
  it('are SHA-256 (FIPS 180-4, "abc")', () => {
    expect(Buffer.from(hashToken(utf8('abc'))).toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('find their entry among others, and nothing for a stranger', () => {
    const entries = ['a', 'b', 'c'].map((name) => ({ name, hash: hashToken(utf8(name)) }));
    const find = (token: string) =>
      findByHash(entries, ({ hash }) => hash, hashToken(utf8(token)))?.name ?? null;
    expect([find('b'), find('d')]).toEqual(['b', null]);
  });

  it('skip entries that have none', () => {
    expect(findByHash([1, 2], () => null, hashToken(utf8('a')))).toBeNull();
  });

  it('are read only at their full length', () => {
    expect(() => readTokenHash(new Uint8Array(31))).toThrow('32 bytes');
    expect(readTokenHash(new Uint8Array(32))).toHaveLength(32);
  });
});
