import type { Bytes } from '../../base/bytes.ts';
import type { FrameAead, KeyUse } from './aead.ts';

/** AES-GCM with a 128-bit tag (RFC 9605 §4.5, suites 4 and 5) on a WebCrypto key that cannot be read back. */
export async function importAesGcm(key: Bytes, use: KeyUse): Promise<FrameAead> {
  const usages = use === 'seal' ? (['encrypt'] as const) : (['decrypt'] as const);
  const cryptoKey = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, usages);
  return {
    // No `async` here: each of these runs once per frame, and one promise less is measurable.
    seal: (iv, additionalData, plaintext) =>
      crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, cryptoKey, plaintext),
    open: (iv, additionalData, sealed) =>
      crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, cryptoKey, sealed),
  };
}
