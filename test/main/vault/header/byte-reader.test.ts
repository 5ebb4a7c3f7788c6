import { describe, expect, it } from 'vitest';
import { ByteReader, u16 } from '../../../../main/vault/header/byte-reader.ts';
import { thrownCode } from '../../../support/thrown-code.ts';

describe('ByteReader', () => {
  it('reads one field after another', () => {
    const reader = new ByteReader(new Uint8Array([7, 1, 2, 9, 9]));
    expect([reader.u8(), reader.u16(), reader.take(2)]).toEqual([7, 258, new Uint8Array([9, 9])]);
    expect(() => {
      reader.end();
    }).not.toThrow();
  });

  it('reads what u16 wrote', () => {
    expect(new ByteReader(u16(0xabcd)).u16()).toBe(0xabcd);
  });

  it('calls a field that is cut off damaged', () => {
    expect(thrownCode(() => new ByteReader(new Uint8Array(3)).take(4))).toBe('vault-damaged');
  });

  it('calls bytes that nobody asked for damaged', () => {
    const reader = new ByteReader(new Uint8Array(3));
    reader.take(2);
    expect(
      thrownCode(() => {
        reader.end();
      }),
    ).toBe('vault-damaged');
  });
});
