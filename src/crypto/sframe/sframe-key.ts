import type { Bytes } from '../../base/bytes.ts';
import type { FrameAead, KeyUse } from './aead.ts';
import { importAesCtrHmac } from './aes-ctr-hmac.ts';
import { importAesGcm } from './aes-gcm.ts';
import { CipherInputLender } from './cipher-input.ts';
import type { SFrameInteger } from './header.ts';
import { deriveKeyMaterial } from './key-schedule.ts';
import type { SFrameSuite } from './suite.ts';

/** The key of one KID, ready for use. Holds no bytes that could be read back, other than the salt. */
export interface SFrameKey {
  readonly kid: SFrameInteger;
  readonly tagSizeBytes: number;
  readonly salt: Bytes;
  readonly aead: FrameAead;
  readonly inputs: CipherInputLender;
}

/** Derives a KID's key from the base key (RFC 9605 §4.4.2) and imports it for one use. */
export async function importSFrameKey(
  suite: SFrameSuite,
  baseKey: Bytes,
  kid: SFrameInteger,
  use: KeyUse,
): Promise<SFrameKey> {
  const { key, salt } = deriveKeyMaterial(suite, baseKey, kid);
  try {
    const aead =
      suite.cipher === 'AES-GCM'
        ? await importAesGcm(key, use)
        : await importAesCtrHmac(suite, key);
    const inputs = new CipherInputLender();
    return { kid, tagSizeBytes: suite.tagSizeBytes, salt, aead, inputs };
  } finally {
    key.fill(0);
  }
}
