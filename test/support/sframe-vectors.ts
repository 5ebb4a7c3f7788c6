import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface AeadVector {
  readonly cipher_suite: number;
  readonly key: string;
  readonly nonce: string;
  readonly aad: string;
  readonly pt: string;
  readonly ct: string;
}

interface FrameVector {
  readonly cipher_suite: number;
  readonly kid: string;
  readonly ctr: string;
  readonly base_key: string;
  readonly sframe_key: string;
  readonly sframe_salt: string;
  readonly metadata: string;
  readonly nonce: string;
  readonly pt: string;
  readonly ct: string;
}

/** The vectors of RFC 9605, appendix C. Key ids and counters are decimal strings: they go up to 2^64 - 1. */
export interface SFrameVectors {
  readonly header: readonly { kid: string; ctr: string; encoded: string }[];
  readonly aes_ctr_hmac: readonly AeadVector[];
  readonly sframe: readonly FrameVector[];
}

/** Reads the vectors without going through a number, which would lose digits. */
export function readSFrameVectors(): SFrameVectors {
  const file = join(import.meta.dirname, '../vectors/rfc9605-sframe.json');
  const text = readFileSync(file, 'utf8').replaceAll(/"(kid|ctr)": (\d+)/gu, '"$1": "$2"');
  return JSON.parse(text) as SFrameVectors;
}
