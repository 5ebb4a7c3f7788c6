import { describe, expect, it } from 'vitest';
import { Row } from '../../../../main/vault/database/row.ts';
import { thrownCode } from '../../../support/thrown-code.ts';

const row = new Row({ words: 'a', number: 3, bytes: Buffer.from([1, 2]), empty: null, half: 0.5 });

describe('Row', () => {
  it('reads columns of the types they have', () => {
    expect([row.text('words'), row.int('number'), row.blob('bytes')]).toEqual([
      'a',
      3,
      new Uint8Array([1, 2]),
    ]);
    expect([row.textOrNull('empty'), row.intOrNull('empty')]).toEqual([null, null]);
    expect([row.textOrNull('words'), row.intOrNull('number')]).toEqual(['a', 3]);
  });

  it.each([
    ['text of a number', () => row.text('number')],
    ['text of nothing', () => row.text('empty')],
    ['a number of text', () => row.int('words')],
    ['a whole number of a half', () => row.int('half')],
    ['bytes of text', () => row.blob('words')],
    ['a column that is not there', () => row.text('absent')],
    ['a column that every object has', () => row.text('constructor')],
  ])('calls %s damaged', (_what, read) => {
    expect(thrownCode(read)).toBe('vault-damaged');
  });

  it('keeps no copy of the bytes that it hands out', () => {
    const secret = new Row({ bytes: Buffer.from([1, 2]) });
    secret.blob('bytes').fill(0);
    expect(secret.blob('bytes')).toEqual(new Uint8Array(2));
  });
});
