import { expect, it } from 'vitest';
import { backoffDelayMs } from '../../../src/domain/backoff.ts';

const always = (byte: number) => ({ bytes: (length: number) => new Uint8Array(length).fill(byte) });

it('doubles from a quarter of a second up to eight seconds', () => {
  const delays = [0, 1, 2, 3, 4, 5, 6, 100].map((n) => backoffDelayMs(n, always(255)));
  expect(delays).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
});

it('spreads over the upper half', () => {
  expect(backoffDelayMs(5, always(0))).toBe(4000);
});
