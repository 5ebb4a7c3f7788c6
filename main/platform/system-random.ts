import { randomFillSync } from 'node:crypto';
import type { Random } from '../../src/base/ports.ts';

/** The operating system's generator. */
export const systemRandom: Random = {
  bytes: (length) => randomFillSync(new Uint8Array(length)),
};
