import type { CHash } from '@noble/hashes/utils.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';

/** A cipher suite of RFC 9605 §4.5, table 1. `tagSizeBytes` is Nt, `keySizeBytes` Nk with the HMAC key included. */
export interface SFrameSuite {
  readonly id: number;
  readonly cipher: 'AES-CTR-HMAC' | 'AES-GCM';
  readonly hash: CHash;
  readonly keySizeBytes: number;
  readonly tagSizeBytes: number;
}

/** Nn, the same in every suite. */
export const nonceSizeBytes = 12;

const aesCtrHmac = { cipher: 'AES-CTR-HMAC', hash: sha256, keySizeBytes: 16 + 32 } as const;

/** The five suites of the RFC. Quietroom sends and accepts suite 5 only; the others are here for its vectors. */
export const suites = {
  AES_128_CTR_HMAC_SHA256_80: { id: 1, ...aesCtrHmac, tagSizeBytes: 10 },
  AES_128_CTR_HMAC_SHA256_64: { id: 2, ...aesCtrHmac, tagSizeBytes: 8 },
  AES_128_CTR_HMAC_SHA256_32: { id: 3, ...aesCtrHmac, tagSizeBytes: 4 },
  AES_128_GCM_SHA256_128: {
    id: 4,
    cipher: 'AES-GCM',
    hash: sha256,
    keySizeBytes: 16,
    tagSizeBytes: 16,
  },
  AES_256_GCM_SHA512_128: {
    id: 5,
    cipher: 'AES-GCM',
    hash: sha512,
    keySizeBytes: 32,
    tagSizeBytes: 16,
  },
} as const satisfies Record<string, SFrameSuite>;

/** The suite of e2ee.md, Frames. */
export const frameSuite: SFrameSuite = suites.AES_256_GCM_SHA512_128;
