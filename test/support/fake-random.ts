import type { Random } from '../../src/base/ports.ts';

/** Bytes that differ from call to call and are the same in every run. */
export function countingRandom(): Random {
  let counter = 0;
  return {
    bytes(length) {
      counter += 1;
      return Uint8Array.from({ length }, (_, at) => (counter * 31 + at * 7) % 256);
    },
  };
}
