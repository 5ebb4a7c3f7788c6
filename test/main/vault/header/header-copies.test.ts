import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  mendHeaderCopies,
  readHeaderCopies,
  type HeaderPaths,
} from '../../../../main/vault/header/header-copies.ts';
import { wrapVaultKey } from '../../../../main/vault/header/key-wrap.ts';
import { encodeVaultHeader } from '../../../../main/vault/header/vault-header.ts';
import type { Bytes } from '../../../../src/base/bytes.ts';
import { countingRandom } from '../../../support/fake-random.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { testKey } from '../../../support/vault-fixture.ts';

const random = countingRandom();

function header(revision: number, ofVault = 4): Bytes {
  const vaultId = new Uint8Array(16).fill(ofVault);
  const label = { kind: 'keychain', id: random.bytes(16), params: new Uint8Array() } as const;
  const wraps = [wrapVaultKey(testKey(1), testKey(2), label, vaultId, random)];
  return encodeVaultHeader({ vaultId, generation: 0, revision, wraps }, testKey(1));
}

/** Null: there is no such file. */
function copies(first: Bytes | null, second: Bytes | null): HeaderPaths {
  const folder = temporaryFolder();
  const paths = [`${folder}/vault.header`, `${folder}/vault.header.2`] as const;
  for (const [at, content] of [first, second].entries()) {
    if (content) writeFileSync(paths[at] ?? '', content);
  }
  return paths;
}

const damaged = new Uint8Array(200).fill(7);

describe('the two copies of a header', () => {
  it('are one header when they are the same', () => {
    const bytes = header(3);
    const found = readHeaderCopies(copies(bytes, bytes));
    expect(found.isDamaged).toBe(false);
    expect(found.copies.map(({ revision }) => revision)).toEqual([3, 3]);
  });

  it.each([
    ['the first is newer', 4, 3, 4],
    ['the second is newer', 3, 4, 4],
  ])('are believed by their revision: %s', (_name, first, second, expected) => {
    const found = readHeaderCopies(copies(header(first), header(second)));
    expect(found.copies[0].revision).toBe(expected);
    expect(found.isDamaged).toBe(false);
  });

  it('that say the same number: the first is believed', () => {
    const [first, second] = [header(2), header(2)];
    expect(readHeaderCopies(copies(first, second)).copies[0].bytes).toEqual(first);
  });

  it('of two vaults: the first is believed, whatever the second says', () => {
    expect(readHeaderCopies(copies(header(1), header(9, 5))).copies[0].revision).toBe(1);
  });

  it.each([
    ['a damaged first one', damaged, header(3)],
    ['a missing first one', null, header(3)],
    ['a damaged second one', header(3), damaged],
  ])('stand in for each other, and it is told: %s', (_name, first, second) => {
    const found = readHeaderCopies(copies(first, second));
    expect(found.copies.map(({ revision }) => revision)).toEqual([3]);
    expect(found.isDamaged).toBe(true);
  });

  it('were one in a vault from before, which is no damage', () => {
    expect(readHeaderCopies(copies(header(0), null)).isDamaged).toBe(false);
  });

  it.each([
    ['damaged', damaged, damaged],
    ['missing', null, null],
    ['damaged and missing', damaged, null],
  ])('are their own trouble when both are %s', (_name, first, second) => {
    expect(thrownCode(() => readHeaderCopies(copies(first, second)))).toBe('vault-header-damaged');
  });

  it('of which one cannot be looked at are no damage: it may be what the other is not', () => {
    const paths = copies(header(1), header(2));
    rmSync(paths[0]);
    mkdirSync(paths[0]);
    expect(() => readHeaderCopies(paths)).toThrow('EISDIR');
  });

  it('are made the same, which may fail and harms nothing', () => {
    const [good, bad] = [header(5), damaged];
    const paths = copies(bad, good);
    const { copies: found } = readHeaderCopies(paths);
    expect(mendHeaderCopies(paths, found[0])).toBe(true);
    expect(new Uint8Array(readFileSync(paths[0]))).toEqual(good);
    writeFileSync(paths[0], bad);
    mkdirSync(`${paths[0]}.new`);
    expect(mendHeaderCopies(paths, found[0])).toBe(false);
    expect(new Uint8Array(readFileSync(paths[1]))).toEqual(good);
  });
});
