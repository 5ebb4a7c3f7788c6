import type { Bytes } from '../../base/bytes.ts';
import type { FrameAead, KeyUse } from './aead.ts';

/** AES-GCM with a 128-bit tag (RFC 9605 §4.5, suites 4 and 5) on a WebCrypto key that cannot be read back. */
export async function importAesGcm(key: Bytes, use: KeyUse): Promise<FrameAead> {
  const usages = use === 'seal' ? (['encrypt'] as const) : (['decrypt'] as const);
  // Looked up once: both getters are the browser's, and asking them for every frame is measurable.
  const { subtle } = crypto;
  const cryptoKey = await subtle.importKey('raw', key, 'AES-GCM', false, usages);
  return {
    // No `async` here: each of these runs once per frame, and one promise less is measurable.
    seal: (iv, additionalData, plaintext) =>
      subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, cryptoKey, plaintext),
    open: (iv, additionalData, sealed) =>
      subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, cryptoKey, sealed),
  };
}
