import { describe, expect, it } from 'vitest';
import { formatSize } from '../../../renderer/i18n/format-size.ts';

const megabyte = 1024 * 1024;

describe('a size', () => {
  it.each([
    [0, '0 byte'],
    [1023, '1,023 byte'],
    [1024, '1 kB'],
    [megabyte - 1, '1 MB'],
    [4.8 * megabyte, '4.8 MB'],
    [25 * megabyte, '25 MB'],
    [210 * 1024 * megabyte, '210 GB'],
  ])('of %d bytes is written as %s', (sizeBytes, written) => {
    expect(formatSize(sizeBytes, 'en-GB').replace(/\s/u, ' ')).toBe(written);
  });
});
