import { randomFillSync } from 'node:crypto';
import { bytesForSecret } from '../../src/base/bytes.ts';
import type { Random } from '../../src/base/ports.ts';

/** The operating system's generator. */
export const systemRandom: Random = {
  bytes: (length) => randomFillSync(bytesForSecret(length)),
};
